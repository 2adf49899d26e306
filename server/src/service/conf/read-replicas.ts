/**
 * Read replicas: `read1.connection.url` to `read5.connection.url`. Gaps do no harm, and a replica without user name or
 * password uses those of the main database (dhis2-core ReadOnlyDataSourceManager).
 */
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';

const numbers = [1, 2, 3, 4, 5] as const;

/** The entries that make the server use a replica, in its order. */
export function readReplicas(conf: ConfDocument): readonly ConfEntry[] {
  return numbers
    .map((n) => conf.winners().get(`read${n}.connection.url`))
    .filter((entry): entry is ConfEntry => entry !== undefined && entry.value !== '');
}

/** A user name or password of a replica that has no address. */
export function replicaLoginsWithoutUrl(conf: ConfDocument): readonly (ConfEntry & { readonly urlKey: string })[] {
  const winners = conf.winners();
  return numbers.flatMap((n) => {
    const urlKey = `read${n}.connection.url`;
    if (winners.has(urlKey)) return [];
    const login = winners.get(`read${n}.connection.username`) ?? winners.get(`read${n}.connection.password`);
    return login === undefined ? [] : [{ ...login, urlKey }];
  });
}

const replicaKey = /^read(\d+)\.connection\.(?:url|username|password)$/;

/** The number of a replica that the server never asks for. */
export function numberOutOfReach(key: string): number | undefined {
  const number = key.startsWith('read') ? replicaKey.exec(key)?.[1] : undefined;
  return number === undefined || /^[1-5]$/.test(number) ? undefined : Number(number);
}
