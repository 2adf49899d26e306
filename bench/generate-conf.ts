/** A `dhis.conf` of any length as administrators write them: blocks of settings, comments, blank lines, a few slips. */

export type GeneratedConf = {
  readonly text: string;
  /** Where a letter typed adds exactly one finding: behind a known key in the middle of the file. */
  readonly edit: Place;
  /** Within a key, for completion and hover. */
  readonly key: Place;
  /** At a value, for completion. */
  readonly value: Place;
};

type Place = { readonly line: number; readonly character: number };

const head = `# DHIS2 configuration, Ministry of Health
# dhis2-version: 2.41

connection.dialect = org.hibernate.dialect.PostgreSQLDialect
connection.driver_class = org.postgresql.Driver
connection.url = jdbc:postgresql://db.example.org:5432/dhis?\\
    ApplicationName=dhis2
connection.username = dhis
connection.password = \${DB_PASSWORD}
connection.pool.max_size = 80
encryption.password = \${ENCRYPTION_PASSWORD:-}
server.base.url = https://dhis.example.org
filestore.provider = filesystem
filestore.container = files
system.session.timeout = 3600
oidc.oauth2.login.enabled = on
`;

/** One provider of logins; installations of a federation have one for each district. */
const provider = (id: string) => `
# Login of ${id}, asked for by the regional office
oidc.provider.${id}.client_id = dhis2-${id}
oidc.provider.${id}.client_secret = \${OIDC_SECRET_${id.toUpperCase()}}
oidc.provider.${id}.mapping_claim = email
oidc.provider.${id}.display_alias = Health district ${id}
oidc.provider.${id}.authorization_uri = https://login.example.org/realms/${id}/protocol/auth
oidc.provider.${id}.token_uri = https://login.example.org/realms/${id}/protocol/token
oidc.provider.${id}.user_info_uri = https://login.example.org/realms/${id}/protocol/userinfo
oidc.provider.${id}.jwk_uri = https://login.example.org/realms/${id}/protocol/certs
oidc.provider.${id}.end_session_endpoint = https://login.example.org/realms/${id}/protocol/logout
oidc.provider.${id}.enable_logout = on
oidc.provider.${id}.scopes = email \\
    profile
`;

const editedLine = 'server.https = on';

/** Every tenth provider has the slip that people make: a key mistyped by one letter. */
const withSlip = (block: string) => block.replace('.scopes', '.scope');

export function generateConf(lines: number): GeneratedConf {
  const all = head.trimEnd().split('\n');
  for (let index = 0; all.length < lines; index++) {
    const block = provider(`district${index}`);
    all.push(...(index % 10 === 9 ? withSlip(block) : block).trimEnd().split('\n'));
  }
  const kept = all.slice(0, lines);
  let middle = lines >> 1;
  // A continuation line would swallow the edited one.
  while (kept[middle - 1]?.endsWith('\\') || kept[middle]?.endsWith('\\')) middle++;
  kept[middle] = editedLine;
  if (kept.at(-1)?.endsWith('\\')) kept[kept.length - 1] = '# end';
  return {
    text: `${kept.join('\n')}\n`,
    edit: { line: middle, character: 'server.https'.length },
    key: { line: middle, character: 'server.'.length },
    value: { line: middle, character: 'server.https = '.length },
  };
}
