/** From the database and the public name in a `dhis.conf` to the manifest that names the file. */
import { databaseAddress, webHost } from '../conf/address-parts.ts';
import { entryAt } from '../conf/place-at.ts';
import { placesInValue } from '../conf/place-in-value.ts';
import type { Span } from '../findings.ts';
import type { AtOffset } from '../languages/language-file.ts';
import { createInstallation } from '../project/installation.ts';
import type { Placement } from '../project/placement.ts';
import { databaseOf, serverNameOf, type Thing, type ThingAt } from '../project/things.ts';
import type { ConfContext, ConfEntry } from '../rules/context.ts';
import { type Navigation, navigateTo } from './thing-navigation.ts';

export function navigateConf(at: AtOffset, conf: ConfContext): Navigation | undefined {
  const entry = entryAt(conf.entries, at.offset);
  const placement = entry !== undefined && Object.hasOwn(partsOf, entry.key) ? conf.placement() : undefined;
  const here = entry && placement && thingIn(conf.text, entry, placement, at.offset);
  return here && navigateTo(at, createInstallation(at.around.manifests(), at.around.confAt), here);
}

type Named = { readonly start: number; readonly end: number; readonly text: string; readonly thing: Thing | undefined };

const partsOf: { readonly [key: string]: (value: string, placement: Placement) => readonly Named[] } = {
  'connection.url'(value, { project, instance, database }) {
    const address = databaseAddress(value);
    const server: Thing | undefined = database && { kind: 'item', list: 'databases', name: database.name, uri: database.uri };
    return [
      ...(address?.hosts ?? []).map((host) => ({ ...host, thing: server })),
      ...(address?.database === undefined ? [] : [{ ...address.database, thing: databaseOf(project, instance) }]),
    ];
  },
  'server.base.url'(value, { project, instance }) {
    const host = webHost(value);
    return host === undefined ? [] : [{ ...host, thing: serverNameOf(project, instance) }];
  },
};

function thingIn(text: string, entry: ConfEntry, placement: Placement, offset: number): ThingAt | undefined {
  const place = placesInValue(text, entry);
  for (const { start, end, text: written, thing } of partsOf[entry.key]?.(entry.value, placement) ?? []) {
    const span: Span = place(start, end);
    if (thing !== undefined && span.start <= offset && offset <= span.end) return { thing, span, written };
  }
  return undefined;
}
