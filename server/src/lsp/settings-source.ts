/** Settings of each open document, from whichever way the client can give them. */
import type { Connection } from 'vscode-languageserver';
import { defaultSettings, readSettings, type Settings, withLintSettings } from '#service/index.ts';
import type { Guard } from './guard.ts';
import { configurationSection } from './protocol.ts';
import type { SettingsFiles } from './settings-files.ts';

export type SettingsSource = {
  get(uri: string): Settings;
  /** Settles once the settings of the document are known; undefined when they already are. */
  ready(uri: string): Promise<void> | undefined;
  /** Grows with each change, so that answers given before it can be told apart. */
  revision(): number;
  /** `didChangeConfiguration`, with whatever the client put in. */
  changed(payload: unknown): void;
  forget(uri: string): void;
};

export type LayeredSettings = SettingsSource & {
  /** A `.dhis2-lint.yaml` says something else now. */
  fileChanged(): void;
};

/** A client that does not answer must not keep its user without findings. */
const patienceMs = 2000;

/** For clients without `workspace/configuration`: what came with `initialize`, then with each notification. */
export function createGivenSettings(initial: unknown): SettingsSource {
  let settings = readSettings(initial);
  let revision = 0;
  return {
    get: () => settings,
    ready: () => undefined,
    revision: () => revision,
    changed(payload) {
      const given = typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
      settings = readSettings(given[configurationSection] ?? given);
      revision++;
    },
    forget: () => {},
  };
}

/** For clients that answer `workspace/configuration`. `late` is called when an answer came after the patience. */
export function createAskedSettings(connection: Connection, guard: Guard, late: () => void): SettingsSource {
  const known = new Map<string, { readonly settings: Settings; readonly change: number }>();
  const asked = new Map<string, Promise<void>>();
  let changes = 0;
  let lateAnswers = 0;

  const ask = async (uri: string): Promise<void> => {
    let change: number;
    do {
      change = changes;
      const raw: unknown = await connection.workspace.getConfiguration({ scopeUri: uri, section: configurationSection });
      known.set(uri, { settings: readSettings(raw), change });
    } while (change !== changes);
  };

  const askOnce = (uri: string): Promise<void> => {
    const answer = ask(uri)
      .catch(() => known.set(uri, { settings: defaultSettings, change: changes }))
      .finally(() => asked.delete(uri));
    const patient = atMost(patienceMs, answer).then((inTime) => {
      if (inTime) return;
      guard.background('late settings', async () => {
        await answer;
        lateAnswers++;
        late();
      });
    });
    asked.set(uri, patient);
    return patient;
  };

  return {
    get: (uri) => known.get(uri)?.settings ?? defaultSettings,
    ready: (uri) => (known.get(uri)?.change === changes ? undefined : (asked.get(uri) ?? askOnce(uri))),
    revision: () => changes + lateAnswers,
    changed: () => {
      changes++;
    },
    forget: (uri) => known.delete(uri),
  };
}

/** Whether the work settled within the time; the work itself goes on. */
async function atMost(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  try {
    return await Promise.race([work.then(() => true), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the editor is set to, and over it the `.dhis2-lint.yaml` of the document. */
export function createLayeredSettings(editor: SettingsSource, files: SettingsFiles): LayeredSettings {
  let fileChanges = 0;
  return {
    ...editor,
    get: (uri) => withLintSettings(editor.get(uri), files.get(uri)),
    ready(uri) {
      const waits = [editor.ready(uri), files.ready(uri)].filter((wait) => wait !== undefined);
      return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined);
    },
    revision: () => editor.revision() + fileChanges,
    fileChanged: () => {
      fileChanges++;
    },
  };
}
