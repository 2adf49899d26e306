/** The kinds of container that dhis2-tools-ng and its known forks have a script for, and what goes together with them. */

export const proxyTypes = { apache2: 'apache_proxy', nginx: 'nginx_proxy' } as const;
export type ProxyKind = keyof typeof proxyTypes;

export const proxyKinds = Object.keys(proxyTypes) as readonly ProxyKind[];

/** The scripts take whatever ends like this for the proxy. */
export const isProxyType = (type: string | undefined): boolean => type?.endsWith('_proxy') ?? false;
export const isDatabaseType = (type: string | undefined): boolean => /^postgres/.test(type ?? '');
export const monitorType = 'munin_monitor';

/** Names that stand in scripts. */
export const fixedNames = { proxy: 'proxy', monitor: 'monitor', database: 'postgres' } as const;

export function proxyKindOf(type: string | undefined): ProxyKind | undefined {
  return proxyKinds.find((kind) => proxyTypes[kind] === type);
}
