/** Where the id of an OpenID Connect provider stands: in its keys, in those out of use, and in its own address. */
import { isWithin } from '../catalogue/versions.ts';
import type { Span } from '../findings.ts';
import { sourceSpan } from '../properties/offset-map.ts';
import type { ConfContext, ConfEntry } from '../rules/context.ts';
import { isReservedId } from './oidc-providers.ts';
import { entryAt } from './place-at.ts';
import { placeInValue } from './place-in-value.ts';

const keyOfProvider = /^oidc\.provider\.([^.]+)\../;

/** The id in a key, with its offset in the cooked key. */
export function idInKey(key: string): { readonly id: string; readonly start: number } | undefined {
  const id = keyOfProvider.exec(key)?.[1];
  return id === undefined ? undefined : { id, start: 'oidc.provider.'.length };
}

/** The id under an offset, unless it is one the server gives a meaning. */
export function idAt(conf: ConfContext, offset: number): { readonly id: string; readonly span: Span } | undefined {
  const entry = entryAt(conf.entries, offset);
  const found = entry && idInKey(entry.key);
  if (entry === undefined || found === undefined || !isChosen(conf, found.id)) return undefined;
  const span = idSpan(conf.text, entry, found);
  return span.start <= offset && offset <= span.end ? { id: found.id, span } : undefined;
}

/** Templates fill an id in later; before 2.35.2 there were no providers but the reserved ones. */
function isChosen({ version }: ConfContext, id: string): boolean {
  return !isReservedId(id, version) && !id.includes('{') && isWithin(version, { since: '2.35.2' });
}

function idSpan(text: string, { entry }: ConfEntry, { id, start }: { readonly id: string; readonly start: number }): Span {
  return sourceSpan(text, entry.key, start, start + id.length);
}

/** Every place of the id, in the order of the text; in comments only as the key of a commented-out entry. */
export function placesOfId(conf: ConfContext, id: string): readonly Span[] {
  const { text, file, entries } = conf;
  const places: Span[] = [];
  for (const entry of entries) {
    const found = idInKey(entry.key);
    if (found?.id !== id) continue;
    places.push(idSpan(text, entry, found));
    const inAddress = callbackId(entry);
    if (inAddress === id) places.push(placeInValue(text, entry, entry.value.length - id.length));
  }
  for (const { span } of file.comments) {
    const comment = text.slice(span.start, span.end);
    const lead = /^[#!]+\s*oidc\.provider\./.exec(comment)?.[0];
    if (lead === undefined || !comment.startsWith(`${id}.`, lead.length)) continue;
    const start = span.start + lead.length;
    places.push({ start, end: start + id.length });
  }
  return places.sort((a, b) => a.start - b.start);
}

/** The server answers a provider at `<base>/oauth2/code/<id>`: the id is Spring's registration id. */
function callbackId({ key, value }: ConfEntry): string | undefined {
  return key.endsWith('.redirect_url') ? /\/oauth2\/code\/([^/]+)$/.exec(value)?.[1] : undefined;
}

/** Whether the id is in use by a key, in whatever release. */
export function isIdTaken({ entries }: ConfContext, id: string): boolean {
  return entries.some(({ key }) => idInKey(key)?.id === id);
}
