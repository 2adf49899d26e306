/** Where an address in a value names a server or a database. Offsets in the value as the server sees it. */

export type AddressPart = { readonly start: number; readonly end: number; readonly text: string };

export type DatabaseAddress = { readonly hosts: readonly AddressPart[]; readonly database: AddressPart | undefined };

/** `jdbc:postgresql://host:port,host:port/name?...` or `jdbc:postgresql:name`. What a variable decides is left out. */
export function databaseAddress(url: string): DatabaseAddress | undefined {
  const match = /^(jdbc:postgresql:(?:\/\/)?)(?:(?<=\/\/)([^/?]*)\/?)?([^?]*)/.exec(url);
  const [all = '', scheme = '', servers = '', name = ''] = match ?? [];
  if (match === null) return undefined;
  const hosts: AddressPart[] = [];
  let at = scheme.length;
  for (const server of servers.split(',')) {
    const host = /^(?:[^@]*@)?(\[[^\]]*\]|[^:]*)/.exec(server);
    const text = host?.[1] ?? '';
    const start = at + (host?.[0].length ?? 0) - text.length;
    if (isPlain(text)) hosts.push({ start, end: start + text.length, text });
    at += server.length + 1;
  }
  const database = { start: all.length - name.length, end: all.length, text: name };
  return { hosts, database: isPlain(name) && !/[/%]/.test(name) ? database : undefined };
}

/** The host of `https://host:port/path`. */
export function webHost(url: string): AddressPart | undefined {
  const [all = '', text = ''] = /^https?:\/\/([^/:?#@\s]+)(?=[/:?#]|$)/i.exec(url) ?? [];
  return isPlain(text) ? { start: all.length - text.length, end: all.length, text } : undefined;
}

const isPlain = (text: string): boolean => text !== '' && !text.includes('$');
