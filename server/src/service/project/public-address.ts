/** The address that people type for an instance, as the plan gives it. */
import type { Project, ProjectItem } from './project.ts';
import { resolve } from './resolve.ts';

export type PublicAddress = { readonly serverName: string; readonly path: string };

/** Undefined without a proxy. */
export function publicAddress(project: Project, instance: ProjectItem<'instances'>): PublicAddress | undefined {
  const proxy = resolve(project, instance, 'proxies', instance.fields.proxy);
  const serverName = instance.fields.serverName ?? proxy?.fields.serverNames[0];
  return proxy === undefined || serverName === undefined ? undefined : { serverName, path: instance.fields.path ?? '/' };
}

/** Names of the domain name system know no case (RFC 4343); paths do. */
export function addressKey({ serverName, path }: PublicAddress): string {
  return serverName.toLowerCase() + path;
}
