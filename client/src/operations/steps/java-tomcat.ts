/** Java and Tomcat as the releases need them, from the distribution; the packaged instance of Tomcat stays off. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { aptGet, aptRemove } from '../apt.ts';
import { javaTomcat as javaTomcatFact } from '../facts/java-tomcat.ts';
import { osRelease } from '../facts/os-release.ts';
import type { Instance } from '../hosts/parts.ts';
import { all, run, type Script, snippet } from '../script.ts';
import { type Change, defineStep, type Step } from '../step.ts';
import { javaHome, platformFor } from './parts/java-choice.ts';

const texts = {
  java: { en: 'Install Java {version}, without what draws on screens.', fr: 'Installer Java {version}, sans l’affichage graphique.' },
  tomcat: {
    en: 'Install Tomcat {version}; its own instance stays off.',
    fr: 'Installer Tomcat {version} ; son instance d’origine reste arrêtée.',
  },
  off: {
    en: 'Stop the instance that comes with Tomcat {version}, and keep it off.',
    fr: 'Arrêter l’instance livrée avec Tomcat {version}, et la garder arrêtée.',
  },
  used: { en: 'The instance that comes with Tomcat {version} runs {list}.', fr: 'L’instance livrée avec Tomcat {version} exécute {list}.' },
  usedTodo: {
    en: 'If that is a DHIS2, provision another host and move its data. Otherwise stop it: `systemctl disable --now tomcat{version}`.',
    fr: 'Si c’est un DHIS2, utilisez un autre hôte et transférez ses données. Sinon, arrêtez-la : `systemctl disable --now tomcat{version}`.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function javaTomcat(instances: readonly Instance[]): Step {
  return defineStep({
    id: 'java-tomcat',
    title: { en: 'Java and Tomcat', fr: 'Java et Tomcat' },
    why: {
      en: 'A release runs on certain versions only, and those of the distribution get security updates by themselves.',
      fr: 'Une version de DHIS2 ne tourne que sur certaines versions, et celles de la distribution reçoivent d’elles-mêmes les correctifs de sécurité.',
    },
    controls: ['OS-09', 'OS-15'],
    risk: 'safe',
    after: ['preflight', 'package-health'],
    needs: () => ({ os: osRelease, now: javaTomcatFact }),
    plan: ({ os, now }) => {
      const choices = instances.map((instance) => platformFor(instance, os));
      const platforms = choices.flatMap((choice) => ('platform' in choice ? [choice.platform] : []));
      const packaged = [...new Set(platforms.flatMap(({ tomcat }) => ('packaged' in tomcat ? [tomcat.packaged] : [])))];
      const used = now.tomcat.filter(({ major, on, applications }) => on && applications.length > 0 && packaged.includes(major));
      const problems = [
        ...choices.flatMap((choice) => ('problem' in choice ? [choice.problem] : [])),
        ...used.map(({ major, applications }) => {
          const args = { version: major, list: applications.join(', ') };
          return { why: message(texts.used, args), todo: message(texts.usedTodo, args) };
        }),
      ];
      if (problems.length > 0) return { state: 'blocked', problems };
      const java = [...new Set(platforms.map((platform) => platform.java))].filter((major) => !now.java.includes(major));
      const tomcat = packaged.filter((major) => !now.tomcat.some((each) => each.major === major));
      const on = now.tomcat.filter((each) => each.on && packaged.includes(each.major)).map(({ major }) => major);
      const parts: readonly (readonly [Message, Script])[] = [
        ...java.map((version) => [message(texts.java, { version }), install(`openjdk-${version}-jre-headless`)] as const),
        // A unit that is masked before it is there is not started by the package.
        ...tomcat.map((version) => [message(texts.tomcat, { version }), all(mask(version), install(`tomcat${version}`))] as const),
        ...on.map(
          (version) =>
            [
              message(texts.off, { version }),
              all(run('systemctl', 'disable', '--now', `tomcat${version}.service`), mask(version)),
            ] as const,
        ),
      ];
      if (parts.length === 0) return { state: 'already-so' };
      const homes = platforms.flatMap((platform) => [
        platform.java,
        javaHome(platform, os),
        'packaged' in platform.tomcat ? platform.tomcat.packaged : '',
      ]);
      return {
        state: 'will-change',
        changes: parts.map(([words]): Change => ({ kind: 'words', message: words })),
        ...(on.length > 0 ? { restarts: on.map((version) => `tomcat${version}.service`) } : {}),
        seconds: 20,
        change: all(...parts.map(([, script]) => script)),
        verify: snippet('verify', works, ...homes),
        ...(java.length + tomcat.length > 0
          ? {
              undo: aptRemove(...java.map((version) => `openjdk-${version}-jre-headless`), ...tomcat.map((version) => `tomcat${version}`)),
            }
          : {}),
      };
    },
  });
}

function install(name: string): Script {
  return aptGet('install', '--no-install-recommends', name);
}

function mask(version: string): Script {
  return run('systemctl', 'mask', '--quiet', `tomcat${version}.service`);
}

/** The program says which Java it is, and nothing of Tomcat's package runs or will. */
const works = `
while [ $# -gt 0 ]; do
  "$2/bin/java" -version 2>&1 | grep -qE "version \\"$1[.\\"]"
  [ -n "$3" ] || { shift 3; continue; }
  [ -e "/usr/share/tomcat$3/bin/bootstrap.jar" ] && [ -e "/usr/share/tomcat$3/etc/web.xml" ]
  if systemctl is-active --quiet "tomcat$3.service"; then exit 1; fi
  case $(systemctl is-enabled "tomcat$3.service" 2> /dev/null) in enabled) exit 1 ;; esac
  shift 3
done
`;
