/** For scripts: which certificate port 443 of the host shows, which may be another than the one on disk. */

/**
 * Shell functions of ours: `print` tells the fingerprint of the certificate on standard input, `shown NAME` that of the
 * one that is shown to whoever asks for the name; both print nothing when there is none. Web servers read certificates
 * when they start or reload, and never by themselves.
 */
export const shownFunctions = `
print() { openssl x509 -noout -fingerprint -sha256 2> /dev/null || :; }
shown() { timeout 10 openssl s_client -connect 127.0.0.1:443 -servername "$1" < /dev/null 2> /dev/null | print; }
`;

/** `serves SITE NAME`: the site of ours is there, and this is one of its names. What others show is not its matter. */
export const servesFunction = `
serves() { grep -qsE "^ *(server_name|ServerName) $2;?\\$" "$1"; }
`;

/** `goes_over CERTIFICATE NAME`: waits until it is shown. A web server goes over to it a moment after it was told to. */
export const goesOverFunction = `
goes_over() {
  for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    [ "$(shown "$2")" != "$(print < "$1")" ] || return 0
    sleep 0.5
  done
  echo "Port 443 shows another certificate for $2 than $1." >&2
  return 1
}
`;

/** `trusts NAME`: whoever has the authorities of this host would take the certificate that is shown. */
export const trustsFunction = `
trusts() {
  case $1 in *[!0-9.]*) set -- "$1" -verify_hostname ;; *) set -- "$1" -verify_ip ;; esac
  timeout 10 openssl s_client -connect 127.0.0.1:443 -servername "$1" "$2" "$1" -verify_return_error < /dev/null > /dev/null 2>&1
}
`;
