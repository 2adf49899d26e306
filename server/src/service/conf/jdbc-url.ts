/** Addresses of databases, as the driver of PostgreSQL reads them (pgjdbc documentation, Connecting to the Database). */
import { hostOf } from './hosts.ts';

export type PostgresAddress = {
  /** In lower case. Empty for `jdbc:postgresql:name`, which is a database on this machine. */
  readonly hosts: readonly string[];
  readonly parameters: ReadonlyMap<string, string>;
};

/** Undefined for another engine. */
export function readPostgresUrl(url: string): PostgresAddress | undefined {
  const [, servers = '', query = ''] = /^jdbc:postgresql:(?:\/\/([^/?]*))?[^?]*(?:\?(.*))?$/.exec(url) ?? [];
  if (!url.startsWith('jdbc:postgresql:')) return undefined;
  return {
    hosts: servers.split(',').flatMap((server) => hostOf(`postgresql://${server}`) ?? []),
    parameters: new Map(query.split('&').map(parameter)),
  };
}

function parameter(text: string): [string, string] {
  const equals = text.indexOf('=');
  return equals === -1 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}

/** The two ways to write it: `//user:password@host` and `?password=...`. The placeholder of a variable may hold anything. */
const passwordPatterns: readonly RegExp[] = [
  /:\/\/[^/\s:@?]*:(?<password>(?:\$\{[^{}]*\}|[^/\s@?$]|\$(?!\{))+)@/,
  /[?&;](?:ssl)?(?:password|pwd)=(?<password>[^&;]+)/i,
];

/** Offsets of the password that an address of any engine holds. */
export function passwordInJdbcUrl(url: string): { readonly start: number; readonly end: number } | undefined {
  if (!url.startsWith('jdbc:')) return undefined;
  for (const pattern of passwordPatterns) {
    const match = pattern.exec(url);
    const password = match?.groups?.['password'];
    if (match === null || password === undefined) continue;
    const start = match.index + match[0].lastIndexOf(password);
    return { start, end: start + password.length };
  }
  return undefined;
}
