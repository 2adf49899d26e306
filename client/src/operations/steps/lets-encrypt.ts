/** A certificate of Let's Encrypt over the site that is there already, renewed by the package's own timer. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { aptGet } from '../apt.ts';
import { certificate as certificateFact } from '../facts/certificate.ts';
import { file } from '../facts/file.ts';
import { packages } from '../facts/packages.ts';
import type { ProxyServer } from '../hosts/parts.ts';
import { all, run, type Script, snippet } from '../script.ts';
import { restoreFile, writeFile } from '../script-files.ts';
import { goesOverFunction, shownFunctions } from '../shown-certificate.ts';
import { type Change, defineStep, type Step } from '../step.ts';
import { certificatePaths, coversNames, daysLeft, leastDays } from './certificate.ts';
import { fileChange, isFile } from './parts/file-change.ts';
import { settleHsts } from './parts/hsts.ts';
import { challengeFolder } from './proxy-site.ts';

const hookPath = '/etc/letsencrypt/renewal-hooks/deploy/60-dhis2-hosting';
const reload = `for unit in nginx apache2; do
  if systemctl is-active --quiet "$unit.service"; then systemctl reload "$unit.service"; fi
done`;
const hook = `#!/bin/sh\n# Written by DHIS2 Hosting: the web server reads a certificate that was renewed.\n${reload}\n`;

const texts = {
  install: {
    en: 'Install certbot, which renews the certificate twice a day when it is due.',
    fr: 'Installer certbot, qui renouvelle le certificat quand il arrive à terme (deux essais par jour).',
  },
  get: {
    en: 'Get a certificate of Let’s Encrypt for {names}, after a trial that counts for nothing. You agree to its terms of service by this.',
    fr: 'Obtenir de Let’s Encrypt un certificat pour {names}, après un essai sans conséquence. Vous acceptez ainsi ses conditions d’utilisation.',
  },
  needs: {
    en: 'Let’s Encrypt asks {names} over port 80 from outside: the names must lead to this host, and no firewall may be in between.',
    fr: 'Let’s Encrypt interroge {names} par le port 80 depuis l’extérieur : les noms doivent mener à cet hôte, sans pare-feu intermédiaire.',
  },
  late: {
    en: 'The certificate expires in {days} days and was not renewed: look at `journalctl -u certbot`.',
    fr: 'Le certificat expire dans {days} jours et n’a pas été renouvelé : voyez `journalctl -u certbot`.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function letsEncrypt(proxy: ProxyServer): Step {
  const { certificate, key, folder } = certificatePaths(proxy);
  const names = proxy.serverNames.join(', ');
  return defineStep({
    id: `lets-encrypt:${proxy.name}`,
    title: { en: 'Certificate of Let’s Encrypt', fr: 'Certificat de Let’s Encrypt' },
    why: {
      en: 'Browsers trust it without a question, it costs nothing and is renewed by itself, so that no certificate expires on a holiday.',
      fr: 'Les navigateurs lui font confiance sans question, il est gratuit et se renouvelle seul : aucun certificat n’expire un jour férié.',
    },
    controls: ['DP-02'],
    risk: 'safe',
    after: [`proxy-site:${proxy.name}`],
    needs: () => ({ installed: packages('certbot'), now: certificateFact(certificate, key), renewal: file(hookPath) }),
    plan: ({ installed, now, renewal }, target) => {
      const isReal = now.kind === 'there' && !now.selfSigned && now.keyFits && coversNames(now.names, proxy.serverNames);
      const hasHook = isFile(renewal, { content: hook, mode: '755' });
      const days = now.kind === 'there' ? daysLeft(now.expires, target.now) : 0;
      const notes = isReal && days > 0 && days <= leastDays ? [message(texts.late, { days })] : [];
      if (isReal && hasHook && installed.has('certbot') && days > 0) return { state: 'already-so', notes };
      const words = [
        ...(installed.has('certbot') ? [] : [message(texts.install)]),
        ...(isReal && days > 0 ? [] : [message(texts.get, { names })]),
      ];
      return {
        state: 'will-change',
        notes: isReal ? notes : [message(texts.needs, { names })],
        changes: [
          ...words.map((each): Change => ({ kind: 'words', message: each })),
          ...(hasHook ? [] : [fileChange(hookPath, renewal, hook)]),
        ],
        seconds: 60,
        change: all(
          ...(installed.has('certbot') ? [] : [aptGet('install', '--no-install-recommends', 'certbot')]),
          snippet('folder', 'umask 022; mkdir -p -- "$1"', hookPath.replace(/\/[^/]*$/, '')),
          writeFile({ path: hookPath, content: hook, mode: '755' }),
          run('systemctl', 'enable', '--quiet', '--now', 'certbot.timer'),
          ...(isReal && days > 0
            ? []
            : [
                certbot(proxy, '--dry-run'),
                certbot(proxy, '--keep-until-expiring'),
                snippet('use', use, folder, proxy.name),
                settleHsts(proxy, certificate),
              ]),
        ),
        verify: snippet('verify', shown, certificate, ...proxy.serverNames),
        undo: all(restoreFile(hookPath), snippet('undo', putBack, folder), settleHsts(proxy, certificate)),
      };
    },
  });
}

function certbot({ name, serverNames, tls }: ProxyServer, mode: string): Script {
  const who = tls?.email === undefined ? ['--register-unsafely-without-email'] : ['--email', tls.email];
  const names = serverNames.flatMap((each) => ['--domain', each]);
  const words = [
    'certonly',
    '--non-interactive',
    '--agree-tos',
    '--quiet',
    '--webroot',
    '--webroot-path',
    challengeFolder,
    '--cert-name',
    name,
    mode,
  ];
  return run('certbot', ...words, ...who, ...names);
}

/** The one before is kept in the run. */
const use = `
folder=$1 live=/etc/letsencrypt/live/$2
mkdir -p -- "$DHIS2_HOSTING_KEPT"
for file in privkey fullchain; do
  cp -a -- "$folder/$file.pem" "$DHIS2_HOSTING_KEPT/$file.pem"
  ln -sfn -- "$live/$file.pem" "$folder/$file.new"
  mv -fT -- "$folder/$file.new" "$folder/$file.pem"
done
${reload}
`;

const putBack = `
folder=$1
for file in privkey fullchain; do
  [ ! -e "$DHIS2_HOSTING_KEPT/$file.pem" ] || cp -a --remove-destination -- "$DHIS2_HOSTING_KEPT/$file.pem" "$folder/$file.pem"
done
${reload}
`;

/** What the site shows now is what is on disk, and it is renewed. */
const shown = `
certificate=$1; shift
${shownFunctions}${goesOverFunction}
for name; do goes_over "$certificate" "$name"; done
openssl x509 -in "$certificate" -noout -checkend 0 > /dev/null
systemctl is-enabled --quiet certbot.timer
`;
