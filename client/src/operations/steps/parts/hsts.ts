/** For how long browsers are told to come over TLS only (RFC 6797): for long once they trust the certificate, which only port 443 tells. */
import type { ProxyServer } from '../../hosts/parts.ts';
import { type Script, snippet } from '../../script.ts';
import { goesOverFunction, servesFunction, shownFunctions, trustsFunction } from '../../shown-certificate.ts';
import { webServers } from './web-server.ts';

/** Half a year, as SSL Labs wants it for its best mark; an hour as long as a fault would shut people out. */
export const hstsSeconds = { trusted: 15_768_000, doubted: 3600 };

/** After what may alter the certificate that is shown. Whoever shows nothing tells nothing. */
export function settleHsts(proxy: ProxyServer, certificate: string): Script {
  const { name, site } = webServers[proxy.kind];
  return snippet('hsts', settle, site(proxy), certificate, name, ...proxy.serverNames);
}

const settle = `
site=$1 certificate=$2 server=$3; shift 3
${shownFunctions}${servesFunction}${goesOverFunction}${trustsFunction}
wanted=${hstsSeconds.trusted}
for name; do
  serves "$site" "$name" && [ -n "$(shown "$name")" ] && goes_over "$certificate" "$name" || exit 0
  trusts "$name" || wanted=${hstsSeconds.doubted}
done
change="s/max-age=(${hstsSeconds.trusted}|${hstsSeconds.doubted})\\\\>/max-age=$wanted/"
[ "$(sed -E "$change" "$site" | cksum)" != "$(cksum < "$site")" ] || exit 0
sed -i -E "$change" "$site"
systemctl reload "$server.service"
`;
