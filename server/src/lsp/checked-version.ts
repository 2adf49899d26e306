/** Tells the client which DHIS2 version a document is checked for, and when that changes. */
import type { Connection } from 'vscode-languageserver';
import { formatVersion, type LanguageService } from '#service/index.ts';
import type { OpenDocument } from './documents.ts';
import { type CheckedVersion, type VersionChangedParams, versionChangedNotification } from './protocol.ts';
import type { Session } from './session.ts';

export type VersionTeller = {
  answer(uri: unknown): Promise<CheckedVersion | null>;
  /** Looks again at a document whose version was asked before. */
  changed(uri: string): Promise<void>;
  closed(uri: string): void;
};

export function createVersionTeller(connection: Connection, { service, documents, settings }: Session): VersionTeller {
  /** The last answer for each document that was asked for. */
  const told = new Map<string, string>();
  return {
    async answer(uri) {
      if (typeof uri === 'string') await settings.ready(uri);
      const current = documents.get(uri);
      if (current === undefined) return null;
      const checked = checkedVersion(service, current);
      if (checked !== null) told.set(current.document.uri, JSON.stringify(checked));
      return checked;
    },
    async changed(uri) {
      if (!told.has(uri)) return;
      await settings.ready(uri);
      const current = documents.get(uri);
      const checked = current === undefined ? null : checkedVersion(service, current);
      if (checked === null || told.get(uri) === JSON.stringify(checked)) return;
      told.set(uri, JSON.stringify(checked));
      const params: VersionChangedParams = { uri, checked };
      await connection.sendNotification(versionChangedNotification, params);
    },
    closed: (uri) => told.delete(uri),
  };
}

function checkedVersion(service: LanguageService, { document }: OpenDocument): CheckedVersion | null {
  const resolved = service.checkedVersion(document);
  if (resolved === undefined) return null;
  const { version, origin, line, named } = resolved;
  const place = origin === 'line' && line !== undefined ? { line: document.positionAt(line.span.start).line } : {};
  const manifest = named === undefined ? {} : { manifest: { uri: named.manifestUri, instance: named.instance, span: named.span } };
  return { version: formatVersion(version), origin, ...place, ...manifest };
}
