/** What is made of a whole plan: the map and the planning sheet. */
import type { Connection } from 'vscode-languageserver';
import { type MapNode, mapSvg, planningSheetMarkdown, type TextDocument } from '#service/index.ts';
import type { DocumentOf } from './features.ts';
import type { Guard } from './guard.ts';
import {
  type InstallationMapParams,
  type InstallationMapResult,
  installationMapRequest,
  type PlanningSheetParams,
  type PlanningSheetResult,
  planningSheetRequest,
} from './protocol.ts';
import type { Session } from './session.ts';

export function wireManifestReports(connection: Connection, guard: Guard, session: Session, documentOf: DocumentOf): void {
  connection.onRequest<InstallationMapResult, never>(
    installationMapRequest,
    guard.request<InstallationMapParams, InstallationMapResult>('installationMap', null, async ({ textDocument, standalone }) => {
      const document = await documentOf(textDocument.uri);
      return document === undefined ? null : mapFor(session, document, standalone === true);
    }),
  );
  connection.onRequest<PlanningSheetResult, never>(
    planningSheetRequest,
    guard.request<PlanningSheetParams, PlanningSheetResult>('planningSheet', null, async ({ textDocument }) => {
      const document = await documentOf(textDocument.uri);
      const sheet = document && session.service.planningSheet(document);
      return sheet === undefined ? null : { markdown: planningSheetMarkdown(sheet, session.locale) };
    }),
  );
}

function mapFor({ service, locale }: Session, document: TextDocument, standalone: boolean): InstallationMapResult {
  const map = service.installationMap(document);
  if (map === undefined) return null;
  return { svg: mapSvg(map, { locale, standalone }), places: Object.fromEntries(placesOf(map.roots)) };
}

type Place = NonNullable<MapNode['place']>;

function placesOf(nodes: readonly MapNode[]): readonly (readonly [string, Place])[] {
  return nodes.flatMap(({ id, place, children }) => [...(place === undefined ? [] : [[id, place] as const]), ...placesOf(children)]);
}
