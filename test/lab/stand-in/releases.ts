/**
 * The releases of the stand-in: enough generations to upgrade, downgrade and refuse. They bear the numbers of the server's,
 * whose rules they follow: the javax interface and Tomcat 9 up to 2.41, jakarta and Tomcat 10.1 from 2.42.
 */
export type Release = {
  readonly version: string;
  readonly api: 'javax' | 'jakarta';
  /** Newest migration in it. */
  readonly schema: string;
  readonly loginPath: string;
};

export const releases = [
  { version: '2.40.12', api: 'javax', schema: '2.40.2', loginPath: '/dhis-web-commons/security/login.action' },
  { version: '2.41.9', api: 'javax', schema: '2.41.2', loginPath: '/dhis-web-login/' },
  { version: '2.41.9.1', api: 'javax', schema: '2.41.2', loginPath: '/dhis-web-login/' },
  { version: '2.42.4', api: 'jakarta', schema: '2.42.2', loginPath: '/login/' },
  { version: '2.42.5', api: 'jakarta', schema: '2.42.2', loginPath: '/login/' },
  { version: '2.42.5.2', api: 'jakarta', schema: '2.42.3', loginPath: '/login/' },
  { version: '2.43.1', api: 'jakarta', schema: '2.43.2', loginPath: '/login/' },
] as const satisfies readonly Release[];

export type Version = (typeof releases)[number]['version'];
