/** Names of hosts as people write them into a `containers.json`. */

/** `xxx.xxx.xxx`, `XXXXXXXX`: what samples of the tool have in place of a name. */
export function isSampleName(name: string): boolean {
  return /^(?:x{2,}\.?)+$/i.test(name);
}

/** The name in an address, with or without a scheme; undefined for a text that is none. */
export function nameInUrl(text: string): string | undefined {
  const [, host] = /^(?:https?:\/\/)?([^/?#:@\s]+)(?::\d{1,5})?(?:[/?#]\S*)?$/i.exec(text) ?? [];
  return host === text ? undefined : host;
}
