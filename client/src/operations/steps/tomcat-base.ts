/** An instance's own Tomcat: configuration of root's that the instance can only read. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { file } from '../facts/file.ts';
import { link } from '../facts/link.ts';
import { osRelease } from '../facts/os-release.ts';
import { type DatabaseServer, defaultPort, type Instance, pathsOf, proxyOf } from '../hosts/parts.ts';
import { all, snippet } from '../script.ts';
import { restoreLink, writeLink } from '../script-files.ts';
import { type Change, defineStep, type Problem, type Step, type Target } from '../step.ts';
import { loggingProperties, olderLoggingProperties, serverXml } from '../templates/tomcat-base.ts';
import { staleFiles, type WantedFile } from './parts/file-change.ts';
import { platformFor, tomcatSettings } from './parts/java-choice.ts';

const texts = {
  link: { en: 'Point {path} at {target}, which gets updates.', fr: 'Faire pointer {path} vers {target}, qui est mis à jour.' },
  untold: {
    en: '{host} has not told yet what this instance needs of it.',
    fr: '{host} n’a pas encore communiqué ce dont cette instance a besoin.',
  },
  untoldTodo: { en: 'Provision {host}, then plan this host again.', fr: 'Mettez {host} en service, puis planifiez de nouveau cet hôte.' },
} as const satisfies Readonly<Record<string, Text>>;

export function tomcatBase(instance: Instance, server: DatabaseServer): Step {
  const { base } = pathsOf(instance);
  const paths = {
    server: `${base}/conf/server.xml`,
    logging: `${base}/conf/logging.properties`,
    web: `${base}/conf/web.xml`,
    certificate: `${base}/conf/database.pem`,
  };
  return defineStep({
    id: `tomcat-base:${instance.name}`,
    title: { en: 'Tomcat of the instance', fr: 'Tomcat de l’instance' },
    why: {
      en: 'Tomcat as it comes can be stopped over a port, deploys what is dropped into a folder and answers everybody; this one answers the proxy.',
      fr: 'Tel que livré, Tomcat peut être arrêté par un port, déploie ce qu’on dépose dans un dossier et répond à tous ; celui-ci ne répond qu’au mandataire.',
    },
    controls: ['TC-02', 'TC-03', 'TC-04', 'DP-01'],
    risk: 'safe',
    after: [`instance-account:${instance.name}`, `same-release:${instance.name}`, 'java-tomcat', `tomcat-archive:${instance.name}`],
    needs: () => ({
      os: osRelease,
      server: file(paths.server),
      logging: file(paths.logging),
      certificate: file(paths.certificate),
      web: link(paths.web),
    }),
    plan: ({ os, server: now, logging, certificate, web }, target) => {
      const choice = platformFor(instance, os);
      if ('problem' in choice) return { state: 'blocked', problems: [choice.problem] };
      const proxyHost = proxyOf(target.manifest, instance)?.host;
      const problems = [
        ...untold(proxyHost, target, 'addresses'),
        ...(server.tls === 'off' ? [] : untold(server.host, target, 'certificate')),
      ];
      if (problems.length > 0) return { state: 'blocked', problems };
      const isOlder = `${os.id}-${os.version}` === 'ubuntu-22.04' && 'packaged' in choice.platform.tomcat;
      const mode = '644';
      const wanted: readonly WantedFile[] = [
        { path: paths.server, now, content: serverXml(connectorOf(instance, proxyHost, target)), mode, check: wellFormed },
        { path: paths.logging, now: logging, content: isOlder ? olderLoggingProperties : loggingProperties, mode },
        ...certificateOf(server, target).map((content) => ({ path: paths.certificate, now: certificate, content, mode })),
      ];
      const files = staleFiles(...wanted);
      const webXml = `${tomcatSettings(choice.platform)}/web.xml`;
      const isLinked = web.target === webXml;
      if (files.count === 0 && isLinked) return { state: 'already-so' };
      return {
        state: 'will-change',
        changes: [
          ...files.changes,
          ...(isLinked ? [] : [{ kind: 'words', message: message(texts.link, { path: paths.web, target: webXml }) } satisfies Change]),
        ],
        seconds: 1,
        change: all(...files.write, writeLink(paths.web, webXml)),
        verify: snippet('verify', readOnly, pathsOf(instance).user, ...wanted.map(({ path }) => path), paths.web),
        undo: all(...files.restore, restoreLink(paths.web)),
      };
    },
  });
}

const wellFormed = ['python3', '-c', 'import sys, xml.etree.ElementTree as tree; tree.parse(sys.argv[1])', '{}'] as const;

function untold(host: string | undefined, target: Target, what: 'addresses' | 'certificate'): readonly Problem[] {
  if (host === undefined || host === target.host) return [];
  const known = target.told?.[host]?.[what];
  return known === undefined || known.length === 0
    ? [{ why: message(texts.untold, { host }), todo: message(texts.untoldTodo, { host }) }]
    : [];
}

function connectorOf(
  { name, port = defaultPort }: Instance,
  proxyHost: string | undefined,
  target: Target,
): Parameters<typeof serverXml>[0] {
  if (proxyHost === undefined || proxyHost === target.host) return { name, port, address: '127.0.0.1', proxies: [] };
  return { name, port, proxies: target.told?.[proxyHost]?.addresses ?? [] };
}

/** What the server on another host shows, so that nobody can pass for it. */
function certificateOf({ host, tls }: DatabaseServer, target: Target): readonly string[] {
  const certificate = host === target.host || tls === 'off' ? undefined : target.told?.[host]?.certificate;
  return certificate === undefined ? [] : [certificate];
}

const readOnly = `
user=$1; shift
as() { runuser -u "$user" -- env -i PATH="$PATH" sh -euc "$@"; }
for path; do as '[ -r "$1" ]; [ ! -w "$1" ]; [ ! -w "\${1%/*}" ]' sh "$path"; done
`;
