/** Hosts in addresses: whether what is sent to them leaves the machine, or the network it stands in. */

/** In lower case, without user, port and brackets; undefined for a text that is no `scheme://host`. */
export function hostOf(url: string): string | undefined {
  const host = /^[a-z][\w+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:,]*)/i.exec(url)?.[1]?.toLowerCase();
  return host === undefined || host === '' ? undefined : host.replace(/^\[|\]$/g, '');
}

export function isLoopback(host: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|::1|0:0:0:0:0:0:0:1|0\.0\.0\.0)$/.test(host);
}

export function isIpAddress(host: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) || host.includes(':');
}

/** Addresses of RFC 1918, RFC 4193 and of links, and endings that no public name has (RFC 6762, RFC 8375 and custom; `svc` of Kubernetes). */
const privateAddress = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)[\d.]+$|^(?:f[cd][\da-f]{2}|fe80):/;
const privateName = /\.(?:local|localdomain|internal|intranet|lan|home\.arpa|private|corp|svc)$/;

/**
 * True for this machine, and for a host that only a private network knows: names without a dot are those of containers
 * and hosts files.
 */
export function isPrivateHost(host: string): boolean {
  if (isLoopback(host) || privateAddress.test(host) || privateName.test(host)) return true;
  return !host.includes('.') && !host.includes(':') && !host.includes('*');
}

/** What guides and examples put where a name belongs: `your-domain.com`, `dhis2.yourdomain.org`, `votre-serveur`, `<host>`. */
const placeholderLabel =
  /^(?:(?:your|votre)[-_]?(?:domain|domaine|server|serveur|host|hostname|site)(?:[-_]?name|[-_]?here)?|(?:my|mon)[-_]?domaine?|[<[{].*[>\]}])$/i;

export function isPlaceholderHost(host: string): boolean {
  // The names that a large provider gives to its machines.
  if (/\.your-server\.de$/i.test(host)) return false;
  return host.split('.').some((label) => placeholderLabel.test(label));
}
