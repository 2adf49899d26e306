/** Where runs are kept on a host; root's, 0750. */
export const runRoot = '/var/lib/dhis2-hosting';
