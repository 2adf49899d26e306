/** Which keys are missing. Only the whole configuration of a server can lack one; a fragment leaves things to others. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import { distanceWithin, slipsAllowed } from '../text/similarity.ts';
import type { ConfDocument } from './conf-document.ts';
import { isWholeConfiguration } from './effective.ts';
import { keySlip } from './key-slips.ts';
import { unknownEntries } from './live-entries.ts';
import { holdsTemplateMark } from './templates.ts';

type Conf = ConfDocument & { readonly version: Dhis2Version; readonly catalogue: Catalogue };

/**
 * True when the release has the key, the file could hold it and does not. A template may bring it in, and a mistyped key
 * has a finding of its own already.
 */
export function isMissing(conf: Conf, key: string): boolean {
  if (conf.winners().has(key) || !isWholeConfiguration(conf) || holdsTemplateMark(conf)) return false;
  const match = conf.catalogue.lookup(key);
  if (match === undefined || conf.catalogue.availability(match.row, conf.version).kind !== 'available') return false;
  const limit = slipsAllowed(key.length);
  return !unknownEntries(conf).some((entry) => {
    const written = entry.key;
    if (written.length < key.length - limit) return key.startsWith(written) && keySlip(conf, entry) !== undefined;
    return distanceWithin(written.toLowerCase(), key, limit) !== undefined;
  });
}
