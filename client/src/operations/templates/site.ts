/** What a web server needs to know of a proxy of the manifest, whichever web server it is. */

export type Site = {
  readonly name: string;
  readonly instances: readonly { readonly path: string /** Address of the connector, without a path. */; readonly upstream: string }[];
};

export type SiteOptions = {
  /** Name of the proxy in the manifest. */
  readonly proxy: string;
  readonly sites: readonly Site[];
  readonly tls: boolean;
  readonly certificate: string;
  readonly key: string;
  /** MiB. */
  readonly maxBody: number;
  /** Seconds; undefined sends none. */
  readonly hsts: number | undefined;
  /** Says what happens to all other names: one proxy of a host does. */
  readonly refuses: boolean;
  /** Cannot refuse a name before it shows a certificate (before 1.19.4). */
  readonly isOldNginx: boolean;
};

/** Places where passwords are sent to, in all releases: a pattern for what follows after the path of the instance. */
export const logins =
  '(?:api/(?:[0-9]+/)?(?:auth/login|account)|dhis-web-commons-security/login\\.action|dhis-web-commons/security/login\\.action)';
