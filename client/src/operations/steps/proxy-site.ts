/** The site of a proxy: its names over TLS, each instance behind its path, and nothing else. */
import { bytesOf, message, type Text } from '@dhis2-hosting/server/service';
import { aptGet } from '../apt.ts';
import { type FileState, file } from '../facts/file.ts';
import { link } from '../facts/link.ts';
import { type Listener, listeners } from '../facts/listeners.ts';
import { osRelease } from '../facts/os-release.ts';
import { packages } from '../facts/packages.ts';
import type { SiteCertificate } from '../facts/site-certificate.ts';
import { defaultPort, type Instance, instancesOfProxy, type ProxyServer, proxiesOn } from '../hosts/parts.ts';
import { sitesOf } from '../hosts/public-names.ts';
import { all, run, type Script, snippet } from '../script.ts';
import { restoreFile } from '../script-files.ts';
import { type Change, defineStep, type Problem, type Step, type Target } from '../step.ts';
import { closedFile, closedPage } from '../templates/closed-page.ts';
import type { Site } from '../templates/site.ts';
import { certificatePaths, shownFact } from './certificate.ts';
import { addressOf } from './dhis-conf.ts';
import { isFile, staleFiles } from './parts/file-change.ts';
import { hstsSeconds, settleHsts } from './parts/hsts.ts';
import { refusesEverybody, type Upstream } from './parts/not-public-yet.ts';
import { takeBack, takeOver, webServers } from './parts/web-server.ts';

export const challengeFolder = '/var/www/dhis2-hosting-acme';
const mebibyte = 1024 ** 2;
/** DHIS2 takes files of 10 MB by default, archives of metadata are larger. */
const usualBody = 100;

const texts = {
  install: { en: 'Install {name}.', fr: 'Installer {name}.' },
  default: { en: 'Switch off the page that {name} comes with.', fr: 'Retirer la page livrée avec {name}.' },
  later: {
    en: 'Raise Strict-Transport-Security from an hour to half a year when port 443 shows a certificate that is trusted for all names.',
    fr: 'Porter Strict-Transport-Security d’une heure à six mois quand le port 443 montre un certificat reconnu pour tous les noms.',
  },
  on: { en: 'Switch the site on.', fr: 'Activer le site.' },
  taken: { en: 'Port {port} belongs to {program}.', fr: 'Le port {port} appartient à {program}.' },
  takenTodo: { en: 'Stop it, or write another `kind` of proxy.', fr: 'Arrêtez-le, ou choisissez un autre `kind` de mandataire.' },
  asked: {
    en: 'Ask {instance} on {host} first: when admin comes in with the well-known password, the site does not become public.',
    fr: 'Interroger d’abord {instance} sur {host} : si admin entre avec le mot de passe que chacun connaît, le site ne devient pas public.',
  },
  untold: { en: 'The addresses of {host} are not known yet.', fr: 'Les adresses de {host} ne sont pas encore connues.' },
  untoldTodo: { en: 'Plan with {host} within reach.', fr: 'Planifiez avec {host} joignable.' },
} as const satisfies Readonly<Record<string, Text>>;

/** `own` are the instances whose administrators the same recipe settles before. */
export function proxySite(proxy: ProxyServer, own: readonly Instance[] = []): Step {
  const server = webServers[proxy.kind];
  const path = server.site(proxy);
  const { name, stock: stockLink, program: called } = server;
  return defineStep({
    id: `proxy-site:${proxy.name}`,
    title: { en: 'Site of the proxy', fr: 'Site du mandataire' },
    why: {
      en: 'People reach DHIS2 through a web server that speaks TLS, slows down those who try passwords, and answers for no other name.',
      fr: 'On atteint DHIS2 par un serveur web qui parle TLS, ralentit ceux qui essaient des mots de passe et ne répond pour aucun autre nom.',
    },
    controls: ['DP-01', 'DP-02', 'DP-03', 'DP-04', 'DP-05', 'DP-06', 'DP-07'],
    risk: 'restart',
    after: ['preflight', 'package-health', `certificate:${proxy.name}`, ...own.map((instance) => `default-admin:${instance.name}`)],
    needs: () => ({
      os: osRelease,
      installed: packages(name),
      now: file(path),
      shown: shownFact(proxy),
      program: file(called?.path ?? path),
      closed: file(closedFile),
      stock: link(stockLink),
      on: link(server.switch(proxy) ?? stockLink),
      open: listeners,
    }),
    plan: ({ os, installed, now, shown, program, closed, stock, on, open }, target) => {
      const sites = sitesFor(proxy, target);
      const problems = [...untold(proxy, target), ...taken(open, name)];
      if (problems.length > 0) return { state: 'blocked', problems };
      const tls = proxy.tls?.mode !== 'none';
      const hsts = hstsSeconds[isTrusted(shown, now) ? 'trusted' : 'doubted'];
      const content = server.render({
        proxy: proxy.name,
        sites,
        tls,
        ...certificatePaths(proxy),
        maxBody: Math.ceil((bytesOf(proxy.maxUploadSize) ?? usualBody * mebibyte) / mebibyte),
        hsts: tls ? hsts : undefined,
        refuses: proxiesOn(target)[0]?.name === proxy.name,
        isOldNginx: `${os.id}-${os.version}` === 'ubuntu-22.04',
      });
      const isInstalled = installed.has(name);
      const hasSite = isFile(now, { content, mode: '644' });
      const files = staleFiles(
        ...(called === undefined ? [] : [{ ...called, now: program, mode: '755' }]),
        { path: closedFile, content: closedPage, now: closed, mode: '644' },
        { path, content, now, mode: '644' },
      );
      const isOn = server.switch(proxy) === undefined || on.target !== undefined;
      // The package switches it on when it is installed.
      const hasStock = !isInstalled || stock.target !== undefined;
      if (isInstalled && files.count === 0 && isOn && !hasStock) return { state: 'already-so' };
      const asked = upstreamsElsewhere(proxy, target).filter(({ connector }) => !isInstalled || !isOn || !isNamed(now, connector));
      const words = [
        ...asked.map(({ instance, host }) => message(texts.asked, { instance, host })),
        ...(isInstalled ? [] : [message(texts.install, { name })]),
        ...(hasStock ? [message(texts.default, { name })] : []),
        ...(isInstalled && hasSite && !isOn ? [message(texts.on)] : []),
        ...(tls && hsts === hstsSeconds.doubted ? [message(texts.later)] : []),
      ];
      return {
        state: 'will-change',
        changes: [...words.map((each): Change => ({ kind: 'words', message: each })), ...files.changes],
        seconds: 10,
        change: all(
          ...(isInstalled ? [] : [aptGet('install', '--no-install-recommends', name)]),
          ...(hasStock ? [snippet('default-site', switchOff, stockLink, challengeFolder)] : []),
          ...(asked.length === 0 ? [] : [refusesEverybody(asked)]),
          ...files.write,
          takeOver(server, proxy),
          ...(tls ? [settleHsts(proxy, certificatePaths(proxy).certificate)] : []),
        ),
        verify: all(...sites.map((site) => proofOf(site, tls)), snippet('verify', asItself, name)),
        undo: all(
          takeBack(server, proxy),
          ...(called === undefined ? [] : [restoreFile(called.path)]),
          restoreFile(closedFile),
          snippet('undo', switchOn, stockLink),
          run('systemctl', 'reload-or-restart', `${name}.service`),
        ),
      };
    },
  });
}

/** Stays what it was while the web server is down. */
function isTrusted(shown: readonly SiteCertificate[], now: FileState): boolean {
  if (shown.every(({ trusted }) => trusted)) return true;
  return shown.some(({ shows }) => shows === 'nothing') && now.kind === 'file' && now.content.includes(`max-age=${hstsSeconds.trusted}`);
}

function sitesFor(proxy: ProxyServer, target: Target): readonly Site[] {
  return [...sitesOf(proxy, target.manifest)].map(([name, instances]) => ({
    name,
    // The longest path first: it is a part of the other's place.
    instances: instances
      .map((instance) => ({ path: instance.path ?? '/', upstream: connectorOf(instance, target) }))
      .toSorted((one, other) => other.path.length - one.path.length),
  }));
}

/** Those on its own host are settled by a step before this one. */
function upstreamsElsewhere(proxy: ProxyServer, target: Target): readonly (Upstream & { readonly connector: string })[] {
  return instancesOfProxy(target.manifest, proxy).flatMap((instance) => {
    const { name, host, path = '/' } = instance;
    const connector = connectorOf(instance, target);
    return host === target.host ? [] : [{ instance: name, host, connector, address: `${connector}${path === '/' ? '' : path}` }];
  });
}

/** What is behind a site that is on has been public before: to leave an old site as it is would keep nobody out. */
function isNamed(site: FileState, connector: string): boolean {
  return site.kind === 'file' && site.content.split(/[\s";]+|(?<=:\d+)\//).includes(connector);
}

function connectorOf({ host, port = defaultPort }: Instance, target: Target): string {
  return `http://${bracketed(addressOf(host, target) ?? '')}:${port}`;
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

function untold(proxy: ProxyServer, target: Target): readonly Problem[] {
  const hosts = new Set(instancesOfProxy(target.manifest, proxy).map(({ host }) => host));
  return [...hosts].flatMap((host) =>
    addressOf(host, target) === undefined ? [{ why: message(texts.untold, { host }), todo: message(texts.untoldTodo, { host }) }] : [],
  );
}

function taken(open: readonly Listener[], own: string): readonly Problem[] {
  return open.flatMap(({ protocol, port, programs }) => {
    const other = programs.find((program) => program !== own);
    if (protocol !== 'tcp' || ![80, 443].includes(port) || other === undefined) return [];
    return [{ why: message(texts.taken, { port, program: other }), todo: message(texts.takenTodo) }];
  });
}

const switchOff = `
umask 022
if [ -L "$1" ]; then
  mkdir -p -- "$DHIS2_HOSTING_KEPT"
  readlink -- "$1" > "$DHIS2_HOSTING_KEPT/default-site"
  rm -- "$1"
fi
mkdir -p -- "$2"
`;

const switchOn = `
if [ -e "$DHIS2_HOSTING_KEPT/default-site" ] && [ ! -e "$1" ]; then ln -s -- "$(cat "$DHIS2_HOSTING_KEPT/default-site")" "$1"; fi
`;

function proofOf({ name, instances }: Site, tls: boolean): Script {
  return snippet('verify', answers, name, tls ? 'https' : 'http', ...instances.map(({ path }) => (path === '/' ? '' : path)));
}

/**
 * Through the proxy as people come: DHIS2 with its login page, each header once, HTTP turned to HTTPS, no other name, no
 * TLS 1.1. Whether the certificate is trusted is another step's matter.
 */
const answers = `
name=$1 scheme=$2; shift 2
[ "$scheme" = https ] && port=443 || port=80
check() {
  set -e
  ask() { curl --silent --insecure --noproxy '*' --max-time 60 --resolve "$name:$port:127.0.0.1" "$@"; }
  for path; do
    code=$(ask --output /dev/null --write-out '%{http_code}' "$scheme://$name$path/api/ping")
    [ "$code" = 200 ] || { echo "$scheme://$name$path/api/ping answers $code" >&2; exit 1; }
    code=$(ask --location --max-redirs 5 --output /dev/null --write-out '%{http_code}' "$scheme://$name$path/")
    [ "$code" = 200 ] || { echo "$scheme://$name$path/ answers $code" >&2; exit 1; }
    headers=$(ask --head "$scheme://$name$path/api/ping" | tr -d '\\r' | tr '[:upper:]' '[:lower:]')
    for header in x-content-type-options x-frame-options referrer-policy; do
      [ "$(printf '%s\\n' "$headers" | grep -c "^$header:")" = 1 ] || { echo "$header is not sent once" >&2; exit 1; }
    done
    [ "$scheme" = http ] || [ "$(printf '%s\\n' "$headers" | grep -c '^strict-transport-security:')" = 1 ]
  done
  code=$(curl --silent --insecure --noproxy '*' --max-time 20 --resolve "other.invalid:$port:127.0.0.1" --output /dev/null --write-out '%{http_code}' "$scheme://other.invalid/" || :)
  case $code in 000 | 403 | 421) ;; *) echo "Another name is answered with $code." >&2; exit 1 ;; esac
  if [ "$scheme" = https ]; then
    [ "$(curl --silent --noproxy '*' --max-time 20 --resolve "$name:80:127.0.0.1" --output /dev/null --write-out '%{http_code}' "http://$name/")" = 301 ]
    if openssl s_client -connect 127.0.0.1:443 -servername "$name" -tls1_1 -cipher 'ALL:@SECLEVEL=0' < /dev/null > /dev/null 2>&1; then
      echo 'TLS 1.1 is spoken.' >&2
      exit 1
    fi
  fi
}
# The web server goes over to its new configuration a moment after it was told to.
for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  set +e
  said=$( (check "$@") 2>&1)
  code=$?
  set -e
  [ "$code" != 0 ] || exit 0
  sleep 0.5
done
echo "$said" >&2
exit 1
`;

/** Workers are no root. */
const asItself = `
systemctl is-active --quiet "$1.service"
systemctl is-enabled --quiet "$1.service"
ps -C "$1" -o user= | grep -qv '^root$'
`;
