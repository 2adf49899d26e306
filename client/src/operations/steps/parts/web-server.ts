/** The web servers that a site can be made for: where each has its things, and how it takes over a new site. */
import type { ProxyServer } from '../../hosts/parts.ts';
import { all, any, run, type Script, snippet } from '../../script.ts';
import { restoreFile } from '../../script-files.ts';
import { apacheSite, loginLimit, loginLimitProgram } from '../../templates/apache-site.ts';
import { nginxSite } from '../../templates/nginx-site.ts';
import type { SiteOptions } from '../../templates/site.ts';

export type WebServer = {
  /** Of its package, its program and its unit. */
  readonly name: string;
  /** What its sites call. */
  readonly program?: { readonly path: string; readonly content: string };
  site(proxy: ProxyServer): string;
  /** The link that switches a site on; undefined where every file of a folder is read. */
  switch(proxy: ProxyServer): string | undefined;
  /** The link that switches on the page it comes with. */
  readonly stock: string;
  render(options: SiteOptions): string;
  /** With the path of a site as `$1` and of its switch, if any, as `$2`; fails before anything is in force. */
  readonly test: string;
};

export const webServers: { readonly [kind in ProxyServer['kind']]: WebServer } = {
  nginx: {
    name: 'nginx',
    site: ({ name }) => `/etc/nginx/conf.d/dhis2-hosting-${name}.conf`,
    switch: () => undefined,
    stock: '/etc/nginx/sites-enabled/default',
    render: nginxSite,
    test: 'nginx -t -q',
  },
  apache: {
    name: 'apache2',
    program: { path: loginLimit, content: loginLimitProgram },
    site: ({ name }) => `/etc/apache2/sites-available/dhis2-hosting-${name}.conf`,
    switch: ({ name }) => `/etc/apache2/sites-enabled/dhis2-hosting-${name}.conf`,
    stock: '/etc/apache2/sites-enabled/000-default.conf',
    render: apacheSite,
    test: 'a2enmod -q alias headers http2 proxy proxy_http rewrite ssl > /dev/null && ln -sfn -- "$1" "$2" && apachectl configtest 2> /dev/null',
  },
};

/** A configuration that the web server refuses is taken back at once: the one in force goes on. */
export function takeOver(server: WebServer, proxy: ProxyServer): Script {
  const paths = [server.site(proxy), server.switch(proxy) ?? ''];
  const try_ = snippet(
    'take-over',
    `${server.test}\nsystemctl enable --quiet "$3.service"\nsystemctl reload-or-restart "$3.service"`,
    ...paths,
    server.name,
  );
  return any(try_, all(takeBack(server, proxy), run('false')));
}

export function takeBack(server: WebServer, proxy: ProxyServer): Script {
  const site = server.site(proxy);
  return all(restoreFile(site), snippet('switch-off', '[ -z "$2" ] || [ -e "$1" ] || rm -f -- "$2"', site, server.switch(proxy) ?? ''));
}
