/** The web servers that a site can be made for: where each has its things, and how it takes over a new site. */
import type { ProxyServer } from '../../hosts/parts.ts';
import { all, any, run, type Script, snippet } from '../../script.ts';
import { restoreFile } from '../../script-files.ts';
import { apacheSite } from '../../templates/apache-site.ts';
import { nginxSite } from '../../templates/nginx-site.ts';
import type { SiteOptions } from '../../templates/site.ts';

export type WebServer = {
  /** Of its main package, its program and its unit. */
  readonly name: string;
  readonly packages: readonly string[];
  site(proxy: ProxyServer): string;
  /** The link that switches a site on; undefined where every file of a folder is read. */
  switch(proxy: ProxyServer): string | undefined;
  /** The link that switches on the page it comes with. */
  readonly stock: string;
  render(options: SiteOptions): string;
  /** With the path of a site as `$1` and of its switch, if any, as `$2`; fails before anything is in force. */
  readonly test: string;
};

/** The settings that mod_qos comes with let 50 connections of an address in, and whole hospitals are behind one address. */
const apacheTest = `a2enmod -q alias headers http2 proxy proxy_http qos rewrite setenvif ssl > /dev/null
rm -f /etc/apache2/mods-enabled/qos.conf
ln -sfn -- "$1" "$2"
apachectl configtest 2> /dev/null`;

export const webServers: { readonly [kind in ProxyServer['kind']]: WebServer } = {
  nginx: {
    name: 'nginx',
    packages: ['nginx'],
    site: ({ name }) => `/etc/nginx/conf.d/dhis2-hosting-${name}.conf`,
    switch: () => undefined,
    stock: '/etc/nginx/sites-enabled/default',
    render: nginxSite,
    test: 'nginx -t -q',
  },
  apache: {
    name: 'apache2',
    packages: ['apache2', 'libapache2-mod-qos'],
    site: ({ name }) => `/etc/apache2/sites-available/dhis2-hosting-${name}.conf`,
    switch: ({ name }) => `/etc/apache2/sites-enabled/dhis2-hosting-${name}.conf`,
    stock: '/etc/apache2/sites-enabled/000-default.conf',
    render: apacheSite,
    test: apacheTest,
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
