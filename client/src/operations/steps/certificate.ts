/** The certificate that a proxy shows: one that it makes itself, or one of yours that is on the host. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { type CertificateState, certificate as certificateFact } from '../facts/certificate.ts';
import { file as fileFact } from '../facts/file.ts';
import { type SiteCertificate, siteCertificate } from '../facts/site-certificate.ts';
import type { ProxyServer } from '../hosts/parts.ts';
import { all, type Script, snippet } from '../script.ts';
import { goesOverFunction, servesFunction, shownFunctions } from '../shown-certificate.ts';
import { type Change, defineStep, type Problem, type Step, type StepPlan } from '../step.ts';
import { settleHsts } from './parts/hsts.ts';
import { webServers } from './parts/web-server.ts';

const secondsOfDay = 86_400;
/** When an own certificate is made anew, and when one of yours is told. */
export const leastDays = 21;

const texts = {
  self: {
    en: 'Make a certificate for {names} that the host signs itself. Browsers warn of it: for tests, and until a real one is there.',
    fr: 'Créer pour {names} un certificat que l’hôte signe lui-même. Les navigateurs s’en méfient : pour des tests, et en attendant un vrai.',
  },
  stale: {
    en: 'Let the web server read {file}, which was renewed: it still shows an earlier certificate for {names}.',
    fr: 'Faire lire au serveur web {file}, qui a été renouvelé : il montre encore un certificat antérieur pour {names}.',
  },
  link: { en: 'Use the certificate {file}.', fr: 'Utiliser le certificat {file}.' },
  missing: { en: '{file} or its key is not on the host.', fr: '{file} ou sa clé n’est pas sur l’hôte.' },
  missingTodo: {
    en: 'Put both there, the key for root only (mode 0600).',
    fr: 'Déposez-y les deux, la clé pour root seulement (mode 0600).',
  },
  wrongKey: { en: 'The key does not belong to the certificate {file}.', fr: 'La clé n’est pas celle du certificat {file}.' },
  wrongKeyTodo: { en: 'Put the right key there.', fr: 'Déposez-y la bonne clé.' },
  openKey: { en: 'Everybody on the host can read the key of {file}.', fr: 'Tout le monde sur l’hôte peut lire la clé de {file}.' },
  openKeyTodo: {
    en: '`chmod 600` it; if others could log in meanwhile, get another certificate.',
    fr: 'Faites-en `chmod 600` ; si d’autres ont pu se connecter entre-temps, demandez un autre certificat.',
  },
  expired: { en: 'The certificate {file} has expired.', fr: 'Le certificat {file} a expiré.' },
  expiredTodo: { en: 'Put a new one in its place.', fr: 'Remplacez-le par un nouveau.' },
  names: { en: 'The certificate {file} is not for {names}.', fr: 'Le certificat {file} n’est pas valable pour {names}.' },
  namesTodo: { en: 'Get one that holds all `serverNames`.', fr: 'Demandez-en un qui contient tous les `serverNames`.' },
  soon: { en: 'The certificate expires in {days} days.', fr: 'Le certificat expire dans {days} jours.' },
} as const satisfies Readonly<Record<string, Text>>;

export type CertificatePaths = { readonly folder: string; readonly certificate: string; readonly key: string };

export function certificatePaths({ name }: ProxyServer): CertificatePaths {
  const folder = `/etc/ssl/dhis2-hosting/${name}`;
  return { folder, certificate: `${folder}/fullchain.pem`, key: `${folder}/privkey.pem` };
}

/** The same for each step of the proxy. */
export function shownFact(proxy: ProxyServer): ReturnType<typeof siteCertificate> {
  return siteCertificate(webServers[proxy.kind].site(proxy), certificatePaths(proxy).certificate, proxy.serverNames);
}

export function certificate(proxy: ProxyServer): Step {
  const paths = certificatePaths(proxy);
  const { mode = 'self-signed', certificate: own, privateKey } = proxy.tls ?? {};
  return defineStep({
    id: `certificate:${proxy.name}`,
    title: { en: 'Certificate of the site', fr: 'Certificat du site' },
    why: {
      en: 'Without TLS, passwords and health data can be read on every network in between.',
      fr: 'Sans TLS, mots de passe et données de santé se lisent sur chaque réseau intermédiaire.',
    },
    controls: ['DP-02'],
    risk: 'safe',
    after: ['preflight', 'package-health'],
    needs: () => ({
      now: certificateFact(paths.certificate, paths.key),
      shown: shownFact(proxy),
      ...(own === undefined || privateKey === undefined ? {} : { yours: certificateFact(own, privateKey) }),
    }),
    touches: () => [fileFact(webServers[proxy.kind].site(proxy))],
    plan: ({ now, shown, yours }, target) => {
      if (own !== undefined && privateKey !== undefined && yours !== undefined)
        return planOfYours(now, yours, shown, own, proxy, target.now);
      const days = now.kind === 'there' ? daysLeft(now.expires, target.now) : 0;
      const fits = now.kind === 'there' && now.keyFits && coversNames(now.names, proxy.serverNames);
      // A real certificate that takes the place of the one made here is renewed by others.
      if (fits && (!now.selfSigned || days > leastDays)) return asShown(shown, now.file, proxy);
      if (now.kind === 'there' && !now.selfSigned && mode === 'lets-encrypt') return asShown(shown, now.file, proxy);
      return willMake(
        message(texts.self, { names: proxy.serverNames.join(', ') }),
        snippet('self-signed', selfSigned, paths.folder, ...proxy.serverNames),
        proxy,
      );
    },
  });
}

export function daysLeft(expires: number, now: number): number {
  return Math.floor((expires - now / 1000) / secondsOfDay);
}

export function coversNames(names: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((name) => coversName(names, name));
}

/** A wildcard stands for one label (RFC 6125, 6.4.3). */
function coversName(names: readonly string[], name: string): boolean {
  return names.some(
    (each) =>
      each.toLowerCase() === name.toLowerCase() ||
      (each.startsWith('*.') && each.slice(1).toLowerCase() === name.toLowerCase().replace(/^[^.]*/, '')),
  );
}

function planOfYours(
  now: CertificateState,
  yours: CertificateState,
  shown: readonly SiteCertificate[],
  file: string,
  proxy: ProxyServer,
  at: number,
): ReturnType<Step['plan']> {
  const problem = (why: Text, todo: Text, args: Message['args'] = {}): Problem => ({
    why: message(why, { file, ...args }),
    todo: message(todo),
  });
  if (yours.kind === 'missing') return { state: 'blocked', problems: [problem(texts.missing, texts.missingTodo)] };
  const days = daysLeft(yours.expires, at);
  const others = proxy.serverNames.filter((name) => !coversName(yours.names, name));
  const problems = [
    ...(yours.keyFits ? [] : [problem(texts.wrongKey, texts.wrongKeyTodo)]),
    ...(yours.keyOpen ? [problem(texts.openKey, texts.openKeyTodo)] : []),
    ...(days < 0 ? [problem(texts.expired, texts.expiredTodo)] : []),
    ...(others.length > 0 ? [problem(texts.names, texts.namesTodo, { names: others.join(', ') })] : []),
  ];
  if (problems.length > 0) return { state: 'blocked', problems };
  const notes = days <= leastDays ? [message(texts.soon, { days })] : [];
  if (now.kind === 'there' && now.file === yours.file && now.keyFits) return { ...asShown(shown, file, proxy), notes };
  const { folder } = certificatePaths(proxy);
  const plan = willMake(
    message(texts.link, { file }),
    snippet('link-certificate', linkYours, folder, file, proxy.tls?.privateKey ?? ''),
    proxy,
  );
  return { ...plan, notes };
}

/** What is on disk is right, and has to be what people get. */
function asShown(shown: readonly SiteCertificate[], file: string, proxy: ProxyServer): StepPlan {
  const names = shown.flatMap(({ name, shows }) => (shows === 'other' ? [name] : []));
  return names.length === 0 ? { state: 'already-so' } : willMake(message(texts.stale, { file, names: names.join(', ') }), undefined, proxy);
}

function willMake(
  words: Message,
  change: Script | undefined,
  proxy: ProxyServer,
): Extract<ReturnType<Step['plan']>, { readonly state: 'will-change' }> {
  const { certificate: file, key } = certificatePaths(proxy);
  return {
    state: 'will-change',
    changes: [{ kind: 'words', message: words } satisfies Change],
    seconds: 2,
    change: all(...(change === undefined ? [] : [change]), snippet('reload', reloadSite), settleHsts(proxy, file)),
    verify: snippet('verify', usable, file, key, webServers[proxy.kind].site(proxy), ...proxy.serverNames),
  };
}

/** The site reads it anew when it is there already. */
const reloadSite = `
for unit in nginx apache2; do
  if systemctl is-active --quiet "$unit.service"; then systemctl reload "$unit.service"; fi
done
`;

const prepareFolder = `
umask 022
mkdir --parents -- "\${folder%/*}"
install --directory --owner=root --group=root --mode=700 -- "$folder"
`;

const selfSigned = `
folder=$1; shift
${prepareFolder}
names=
for name; do
  case $name in *[!0-9.]*) names=$names,DNS:$name ;; *) names=$names,IP:$name ;; esac
done
umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 825 -subj "/CN=$1" -addext "subjectAltName=\${names#,}" \\
  -keyout "$folder/privkey.pem.part" -out "$folder/fullchain.pem.part" 2> /dev/null
mv -f -- "$folder/privkey.pem.part" "$folder/privkey.pem"
mv -f -- "$folder/fullchain.pem.part" "$folder/fullchain.pem"
sync -- "$folder"
`;

const linkYours = `
folder=$1 certificate=$2 key=$3
${prepareFolder}
ln -sfn -- "$key" "$folder/privkey.pem"
ln -sfn -- "$certificate" "$folder/fullchain.pem"
`;

const usable = `
certificate=$1 key=$2 site=$3; shift 3
${shownFunctions}${servesFunction}${goesOverFunction}
[ "$(openssl x509 -in "$certificate" -noout -pubkey)" = "$(openssl pkey -in "$key" -pubout)" ]
openssl x509 -in "$certificate" -noout -checkend 0 > /dev/null
for name; do
  case $name in
    *[!0-9.]*) said=$(openssl x509 -in "$certificate" -noout -checkhost "$name") ;;
    *) said=$(openssl x509 -in "$certificate" -noout -checkip "$name") ;;
  esac
  case $said in *'does match'*) ;; *) exit 1 ;; esac
  if serves "$site" "$name" && [ -n "$(shown "$name")" ]; then goes_over "$certificate" "$name"; fi
done
`;
