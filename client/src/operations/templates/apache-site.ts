/** The configuration of Apache for a proxy: its names, what is behind each, and that nothing else is answered. */
import { closedFile, closedPlace, retryAfter } from './closed-page.ts';
import { logins, type Site, type SiteOptions } from './site.ts';

type Lines = readonly string[];

export function apacheSite({ sites, tls, certificate, key, maxBody, hsts, refuses }: SiteOptions): string {
  const hosts = sites.flatMap((site) => {
    const inside = [
      ...headers(hsts),
      `  LimitRequestBody ${maxBody * 1024 ** 2}`,
      ...slowedLogins(site),
      ...closed,
      ...forwarding(site, tls),
    ];
    return tls
      ? [...redirect(site), ...secured(site, inside, certificate, key)]
      : virtualHost(80, [`  ServerName ${site.name}`, ...inside]);
  });
  return [
    '# Written by DHIS2 Hosting.',
    'ServerTokens Prod',
    'ServerSignature Off',
    'TraceEnable Off',
    '# Without arguments, which hold personal data, and without the page before.',
    `LogFormat "%v:%p %h %l %u %t \\"%m %U %H\\" %>s %O \\"-\\" \\"%{User-Agent}i\\"" ${log}`,
    ...(tls ? ['SSLSessionCache shmcb:${APACHE_RUN_DIR}/dhis2_scache(512000)'] : []),
    '',
    // The first host of a port answers for all names that no other knows.
    ...(refuses ? refusal(tls, certificate, key) : []),
    ...hosts,
  ].join('\n');
}

/** The condition is looked at only when the pattern of its rule fits. */
function slowedLogins({ instances }: Site): Lines {
  return [
    '  RewriteEngine on',
    `  RewriteMap dhis2_logins "prg:${loginLimit}" www-data:www-data`,
    ...instances.flatMap(({ path }) => [
      '  RewriteCond "${dhis2_logins:%{REMOTE_ADDR}}" "=wait"',
      `  RewriteRule "^${path === '/' ? '' : path.replace(/[.~]/g, '\\$&')}/${logins}" - [R=429,L]`,
    ]),
  ];
}

export const loginLimit = '/usr/local/lib/dhis2-hosting/login-limit';

/** As many tries as with nginx: 30 a minute, 20 of them at once. Perl is on every Debian and Ubuntu, and no module of Apache does this on all of them. */
export const loginLimitProgram = `#!/usr/bin/perl
# Written by DHIS2 Hosting. Asked by Apache at each try of a password: an address in, "go" or "wait" out.
use strict;
use warnings;
$| = 1;
my (%left, %at);
while (my $address = <STDIN>) {
  my $now = time;
  my $left = exists $left{$address} ? $left{$address} + ($now - $at{$address}) / 2 : 21;
  $left = 21 if $left > 21;
  my $may = $left >= 1;
  ($left{$address}, $at{$address}) = ($may ? $left - 1 : $left, $now);
  if (keys %at > 20000) {
    my @old = grep { $now - $at{$_} > 60 } keys %at;
    delete @left{@old};
    delete @at{@old};
  }
  print $may ? "go\\n" : "wait\\n";
}
`;

const log = 'dhis2_hosting';

/**
 * As Debian's `vhost_combined`, which programs read, but without arguments, which hold names of patients in DHIS2
 * (`filter=lastName:eq:...`); the page before, whose address has them too, is left out here and of errors.
 */
const logs: Lines = [
  `  CustomLog \${APACHE_LOG_DIR}/other_vhosts_access.log ${log}`,
  '  ErrorLogFormat "[%{u}t] [%-m:%l] [pid %P:tid %T] %E: [client %a] %M"',
];

function virtualHost(port: number, lines: Lines): Lines {
  return [`<VirtualHost *:${port}>`, ...logs, ...lines, '</VirtualHost>', ''];
}

function refusal(tls: boolean, certificate: string, key: string): Lines {
  const closed = ['  ServerName closed.invalid', '  <Location />', '    Require all denied', '  </Location>'];
  return [
    ...virtualHost(80, closed),
    ...(tls ? virtualHost(443, [...closed, ...protocols(certificate, key), '  SSLStrictSNIVHostCheck on']) : []),
  ];
}

const ciphers =
  'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305';

function protocols(certificate: string, key: string): Lines {
  return [
    '  SSLEngine on',
    `  SSLCertificateFile ${certificate}`,
    `  SSLCertificateKeyFile ${key}`,
    '  SSLProtocol -all +TLSv1.2 +TLSv1.3',
    `  SSLCipherSuite ${ciphers}`,
    '  SSLSessionTickets off',
  ];
}

function redirect({ name }: Site): Lines {
  return virtualHost(80, [
    `  ServerName ${name}`,
    '  Alias /.well-known/acme-challenge/ /var/www/dhis2-hosting-acme/.well-known/acme-challenge/',
    '  <Directory /var/www/dhis2-hosting-acme>',
    '    Require all granted',
    '  </Directory>',
    '  RewriteEngine on',
    '  RewriteCond %{REQUEST_URI} !^/\\.well-known/acme-challenge/',
    `  RewriteRule ^ https://${name}%{REQUEST_URI} [R=301,L,NE]`,
  ]);
}

function secured({ name }: Site, inside: Lines, certificate: string, key: string): Lines {
  return virtualHost(443, [`  ServerName ${name}`, '  Protocols h2 http/1.1', ...protocols(certificate, key), ...inside]);
}

function headers(hsts: number | undefined): Lines {
  const sent: readonly (readonly [string, string])[] = [
    ...(hsts === undefined ? [] : [['Strict-Transport-Security', `max-age=${hsts}`] as const]),
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'SAMEORIGIN'],
    ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ];
  // What comes from DHIS2 and what is sent always are two tables: it is taken out of both, and put into one.
  return sent.flatMap(([name, value]) => [`  Header unset ${name}`, `  Header always set ${name} "${value}"`]);
}

/** Where nobody listens it answers 503 by itself; what DHIS2 answers is passed on as it is. */
const closed: Lines = [
  `  Alias "${closedPlace}" "${closedFile}"`,
  `  <Location "${closedPlace}">`,
  '    Require all granted',
  '  </Location>',
  `  ProxyPass "${closedPlace}" "!"`,
  `  ErrorDocument 503 "${closedPlace}"`,
  `  Header always set Retry-After "${retryAfter}" "expr=%{REQUEST_STATUS} == 503"`,
  `  Header always set Cache-Control "no-store" "expr=%{REQUEST_STATUS} == 503"`,
];

function forwarding({ instances }: Site, tls: boolean): Lines {
  const passes = instances.flatMap(({ path, upstream }) => {
    const prefix = path === '/' ? '' : path;
    const timeout = 'timeout=600 retry=0';
    return [
      ...(prefix === '' ? [] : [`  RedirectMatch permanent "^${prefix.replace(/[.~]/g, '\\$&')}$" "${prefix}/"`]),
      `  ProxyPass "${prefix}/" "${upstream}${prefix}/" ${timeout}`,
    ];
  });
  return [
    '  ProxyPreserveHost On',
    '  ProxyRequests Off',
    '  ProxyAddHeaders Off',
    `  RequestHeader set X-Forwarded-Proto ${tls ? 'https' : 'http'}`,
    '  RequestHeader set X-Forwarded-For "expr=%{REMOTE_ADDR}"',
    '  RequestHeader set X-Forwarded-Host "expr=%{HTTP_HOST}"',
    ...passes,
  ];
}
