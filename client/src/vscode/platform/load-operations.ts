/**
 * SSH is the larger half of the code and most windows never need it, so it is loaded on the first command that reaches
 * a host. The build puts what this import names into dist/operations.js; this is the only place that loads it.
 */
export type Operations = typeof import('@dhis2-hosting/client/operations');

export type LoadOperations = () => Promise<Operations>;

export const loadOperations: LoadOperations = () => import('@dhis2-hosting/client/operations');
