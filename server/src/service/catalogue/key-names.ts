/** Names of pattern keys. */

/** `oidc.provider.<id>.client_id` with `{ id: 'keycloak' }` is `oidc.provider.keycloak.client_id`. */
export function keyNameFor(pattern: string, placeholders: { readonly [name: string]: string }): string {
  return pattern.replace(/<(\w+)>/g, (whole, name: string) => placeholders[name] ?? whole);
}
