/** Where files that are sent from here are kept on a host, each under its SHA-256; one that is not whole ends in `.part`. */
export const uploadsFolder = '/var/lib/dhis2-hosting/uploads';
