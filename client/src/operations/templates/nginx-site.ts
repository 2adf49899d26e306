/** The configuration of nginx for a proxy: its names, what is behind each, and that nothing else is answered. */
import { closedFile, closedPlace, retryAfter } from './closed-page.ts';
import { logins, type Site, type SiteOptions } from './site.ts';

/**
 * As nginx's own `combined`, which programs read, but without arguments, which hold names of patients in DHIS2
 * (`filter=lastName:eq:...`), and without the page before, whose address has them too. `$uri` would be the page of an error.
 */
function accessLog(name: string): Lines {
  return [
    `map $request_uri $${name}_path {`,
    `  "~^(?<${name}_asked>[^?]*)" $${name}_asked;`,
    '}',
    `log_format ${name} '$remote_addr - $remote_user [$time_local] '`,
    `  '"$request_method $${name}_path $server_protocol" $status $body_bytes_sent "-" "$http_user_agent"';`,
  ];
}

export function nginxSite({ sites, tls, certificate, key, maxBody, hsts, isOldNginx, refuses, proxy }: SiteOptions): string {
  const log = `dhis2_${proxy.replaceAll('-', '_')}`;
  const zone = `${log}_login`;
  const blocks = sites.flatMap((site) => {
    const inside = [
      logged(log),
      '  server_tokens off;',
      `  client_max_body_size ${maxBody}m;`,
      ...headers(hsts),
      ...compression,
      ...closed(hsts),
      '',
      ...site.instances.flatMap((instance) => locations(instance, zone)),
      ...(site.instances.some(({ path }) => path === '/') ? [] : ['  location / {', '    return 404;', '  }']),
    ];
    return tls ? [redirect(site, log), secured(site, inside, certificate, key)] : [plain(site, inside)];
  });
  return [
    '# Written by DHIS2 Hosting.',
    '# Passwords are tried by machines: an address gets 30 tries a minute.',
    `limit_req_zone $binary_remote_addr zone=${zone}:10m rate=30r/m;`,
    '# Without arguments, which hold personal data.',
    ...accessLog(log),
    '',
    ...(refuses ? refusal(tls, certificate, key, isOldNginx, log) : []),
    ...blocks,
  ].join('\n');
}

type Lines = readonly string[];

/** Where Debian's nginx logs, and turns over what is logged. */
function logged(log: string): string {
  return `  access_log /var/log/nginx/access.log ${log};`;
}

/** Whoever asks for another name, or for none, gets no answer. */
function refusal(tls: boolean, certificate: string, key: string, isOldNginx: boolean, log: string): Lines {
  const open = [
    'server {',
    '  listen 80 default_server;',
    '  listen [::]:80 default_server;',
    '  server_name _;',
    logged(log),
    '  return 444;',
    '}',
    '',
  ];
  const shown = isOldNginx
    ? [`  ssl_certificate ${certificate};`, `  ssl_certificate_key ${key};`, '  return 444;']
    : ['  ssl_reject_handshake on;'];
  return tls
    ? [
        ...open,
        'server {',
        '  listen 443 ssl default_server;',
        '  listen [::]:443 ssl default_server;',
        '  server_name _;',
        logged(log),
        ...shown,
        '}',
        '',
      ]
    : open;
}

const challenge: Lines = [
  '  location /.well-known/acme-challenge/ {',
  '    root /var/www/dhis2-hosting-acme;',
  '    default_type text/plain;',
  '  }',
];

function redirect({ name }: Site, log: string): string {
  const body = [
    '  listen 80;',
    '  listen [::]:80;',
    `  server_name ${name};`,
    logged(log),
    '  server_tokens off;',
    ...challenge,
    '  location / {',
    `    return 301 https://${name}$request_uri;`,
    '  }',
  ];
  return ['server {', ...body, '}', ''].join('\n');
}

/** Ciphers with forward secrecy and authenticated encryption; TLS 1.3 has no others. */
const ciphers =
  'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305';

function secured({ name }: Site, inside: Lines, certificate: string, key: string): string {
  const body = [
    '  listen 443 ssl http2;',
    '  listen [::]:443 ssl http2;',
    `  server_name ${name};`,
    `  ssl_certificate ${certificate};`,
    `  ssl_certificate_key ${key};`,
    '  ssl_protocols TLSv1.2 TLSv1.3;',
    `  ssl_ciphers ${ciphers};`,
    '  ssl_session_cache shared:dhis2:10m;',
    '  ssl_session_tickets off;',
    ...inside,
  ];
  return ['server {', ...body, '}', ''].join('\n');
}

function plain({ name }: Site, inside: Lines): string {
  return ['server {', '  listen 80;', '  listen [::]:80;', `  server_name ${name};`, ...inside, '}', ''].join('\n');
}

function sent(hsts: number | undefined): readonly (readonly [string, string])[] {
  return [
    ...(hsts === undefined ? [] : [['Strict-Transport-Security', `max-age=${hsts}`] as const]),
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'SAMEORIGIN'],
    ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ];
}

/** In the server and not in a location, because a location with headers of its own forgets those around it. */
function headers(hsts: number | undefined): Lines {
  const all = sent(hsts);
  return [
    ...all.map(([name, value]) => `  add_header ${name} "${value}" always;`),
    // DHIS2 sends some of them too, and twice is not once.
    ...all.map(([name]) => `  proxy_hide_header ${name};`),
  ];
}

/** Where nobody listens the answer would be 502. One that is slow is not closed, so 504 stays what it is. */
function closed(hsts: number | undefined): Lines {
  const all = [...sent(hsts), ['Retry-After', String(retryAfter)] as const, ['Cache-Control', 'no-store'] as const];
  return [
    `  error_page 502 =503 ${closedPlace};`,
    `  location = ${closedPlace} {`,
    '    internal;',
    `    alias ${closedFile};`,
    ...all.map(([name, value]) => `    add_header ${name} "${value}" always;`),
    '  }',
  ];
}

const compression: Lines = [
  '  gzip on;',
  '  gzip_proxied any;',
  '  gzip_min_length 1024;',
  '  gzip_types application/json application/javascript text/javascript text/css text/plain image/svg+xml;',
];

const signs = /[.~]/g;

function locations({ path, upstream }: Site['instances'][number], zone: string): Lines {
  const prefix = path === '/' ? '' : path;
  const passed = [
    `    proxy_pass ${upstream};`,
    '    proxy_http_version 1.1;',
    '    proxy_set_header Host $host;',
    '    proxy_set_header X-Forwarded-For $remote_addr;',
    '    proxy_set_header X-Forwarded-Proto $scheme;',
    '    proxy_set_header X-Forwarded-Host $host;',
    '    proxy_read_timeout 600s;',
    '    proxy_redirect off;',
  ];
  return [
    ...(prefix === '' ? [] : [`  location = ${prefix} {`, `    return 301 ${prefix}/;`, '  }']),
    `  location ~ ^${prefix.replace(signs, '\\$&')}/${logins} {`,
    `    limit_req zone=${zone} burst=20 nodelay;`,
    '    limit_req_status 429;',
    ...passed,
    '  }',
    `  location ${prefix}/ {`,
    ...passed,
    '  }',
  ];
}
