/** Findings on their way to the editor: by pull where the client asks, else pushed. */
import type { Connection, Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport } from 'vscode-languageserver';
import type { OpenDocument } from './documents.ts';
import type { Guard } from './guard.ts';
import type { Session } from './session.ts';
import { shownDiagnostics } from './shown-diagnostics.ts';

export type Delivery = {
  changed(uri: string): void;
  closed(uri: string): void;
  /** A document changed that the others are checked with. */
  othersMayDiffer(uri: string): void;
  /** Settings changed: everything shown may be wrong now. */
  refresh(): void;
};

export type Pull = (params: DocumentDiagnosticParams) => Promise<DocumentDiagnosticReport>;

/** `serverId` keeps two servers from giving one id to different texts: a client may keep ids over a restart. */
export function createPull({ service, documents, settings, locale }: Session, serverId: string): Pull {
  return async ({ textDocument, previousResultId }) => {
    const uri = textDocument.uri;
    await settings.ready(uri);
    const current = documents.get(uri);
    if (current === undefined) return { kind: 'full', items: [] };
    const resultId = `${serverId}.${current.stamp}.${settings.revision()}`;
    if (resultId === previousResultId) return { kind: 'unchanged', resultId };
    return { kind: 'full', resultId, items: shownDiagnostics(service, current.document, locale) };
  };
}

const longestDelayMs = 250;

/**
 * The client asks again by itself, except after a change of settings. Not every client also asks for the documents beside
 * the one that changed, so it is told once the typing pauses.
 */
export function createPullDelivery(connection: Connection, guard: Guard, canRefresh: boolean, isAlone: () => boolean): Delivery {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = () => {
    clearTimeout(timer);
    if (canRefresh) guard.background('diagnostics refresh', () => connection.languages.diagnostics.refresh());
  };
  return {
    changed: () => {},
    closed: () => {},
    othersMayDiffer() {
      clearTimeout(timer);
      if (!isAlone()) timer = setTimeout(refresh, longestDelayMs);
    },
    refresh,
  };
}

export function delayAfter(costMs: number): number {
  return Math.min(2 * costMs, longestDelayMs);
}

type Check = {
  timer: ReturnType<typeof setTimeout> | undefined;
  /** What the last check of this document took. */
  costMs: number;
  running: boolean;
  /** The text or the settings moved on while a check ran. */
  again: boolean;
};

/**
 * The first answer goes out at once, later ones after twice the cost of the last, so that typing in a large file
 * never queues up work and a small file has no delay anyone sees. One check a document at a time, of the newest text.
 */
export function createPushDelivery(connection: Connection, guard: Guard, session: Session): Delivery {
  const { service, documents, settings, locale } = session;
  const checks = new Map<string, Check>();

  const publish = (uri: string, version: number | undefined, diagnostics: Diagnostic[]) =>
    connection.sendDiagnostics({ uri, ...(version === undefined ? {} : { version }), diagnostics });

  const run = async (uri: string, check: Check): Promise<void> => {
    check.running = true;
    try {
      do {
        check.again = false;
        await settings.ready(uri);
        const current = documents.get(uri);
        if (current === undefined || checks.get(uri) !== check) return;
        await checkNow(current, check);
      } while (check.again);
    } finally {
      check.running = false;
    }
  };

  const checkNow = async ({ document }: OpenDocument, check: Check): Promise<void> => {
    const start = performance.now();
    const diagnostics = shownDiagnostics(service, document, locale);
    check.costMs = performance.now() - start;
    await publish(document.uri, document.version, diagnostics);
  };

  const schedule = (uri: string, delayMs: number) => {
    const check = checks.get(uri) ?? { timer: undefined, costMs: 0, running: false, again: false };
    checks.set(uri, check);
    if (check.running) {
      check.again = true;
      return;
    }
    clearTimeout(check.timer);
    check.timer = setTimeout(() => guard.background('diagnostics', () => run(uri, check)), delayMs);
  };

  return {
    changed: (uri) => schedule(uri, delayAfter(checks.get(uri)?.costMs ?? 0)),
    closed(uri) {
      clearTimeout(checks.get(uri)?.timer);
      checks.delete(uri);
      guard.background('diagnostics', () => publish(uri, undefined, []));
    },
    othersMayDiffer(changed) {
      for (const { document } of documents.all()) if (document.uri !== changed) schedule(document.uri, longestDelayMs);
    },
    refresh() {
      for (const { document } of documents.all()) schedule(document.uri, 0);
    },
  };
}
