/** The key of an entry that is commented out, `# redis.port = 6379`, with its offsets in the comment. */
export function keyInComment(comment: string): { readonly key: string; readonly start: number; readonly end: number } | undefined {
  const [, lead, key] = /^([#!][#! \t]*)([^#!\s=:][^\s=:]*)[ \t]*[=:]/.exec(comment) ?? [];
  return lead === undefined || key === undefined ? undefined : { key, start: lead.length, end: lead.length + key.length };
}
