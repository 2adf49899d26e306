/** The picture of all backups over time, in a page beside the text; it follows what becomes known. */
import * as vscode from 'vscode';
import type { ManifestFiles } from '../inventory/manifest-files.ts';
import { mapPage, newNonce } from '../map/map-page.ts';
import { savedBeside } from '../reports/save-beside.ts';
import type { RunStates } from '../runs/run-states.ts';
import type { Runs } from '../runs/runs.ts';
import type { Say } from '../texts.ts';
import { revealPlace } from '../ui/reveal.ts';
import { type PlacedRow, timelineRows } from './timeline-rows.ts';
import { timelineStyle } from './timeline-style.ts';

export type Timeline = vscode.Disposable & {
  show(): Promise<void>;
  /** What the page shows now. */
  shown(): string;
  readonly onShown: vscode.Event<void>;
};

export type TimelineNeeds = {
  readonly extensionUri: vscode.Uri;
  readonly locale: string;
  readonly manifests: ManifestFiles;
  readonly states: RunStates;
  readonly runs: Runs;
  readonly say: Say;
};

export function createTimeline({ extensionUri, locale, manifests, states, runs, say }: TimelineNeeds): Timeline {
  const shown = new vscode.EventEmitter<void>();
  let panel: vscode.WebviewPanel | undefined;
  let rows: readonly PlacedRow[] = [];
  let svg = '';
  let isReady = false;

  const pictureOf = async (standalone: boolean): Promise<string> => {
    const now = Date.now();
    rows = timelineRows(manifests.current(), states, now);
    return runs.timeline(rows, { standalone, now });
  };
  const draw = async (): Promise<void> => {
    if (panel === undefined || !isReady) return;
    svg = await pictureOf(false);
    await panel?.webview.postMessage({ type: 'map', svg });
    shown.fire();
  };
  const exported = async (): Promise<void> => {
    const [source] = manifests.sources();
    if (source === undefined) return;
    const words = { title: say('timelineExport'), written: (file: string) => say('timelineExported', { file }) };
    const about = { source: vscode.Uri.parse(source.uri, true), text: await pictureOf(true), ending: 'backups.svg', kind: 'SVG' };
    await savedBeside({ ...about, ...words }, say);
  };
  /** A restore test leads to its record, all else to the plan. */
  const follow = async (id: string): Promise<void> => {
    const row = rows.find((one) => id === one.id || id.startsWith(`${one.id}/`));
    if (row === undefined) return;
    if (id.startsWith(`${row.id}/drill/`)) return void (await vscode.commands.executeCommand('dhis2Hosting.showEvidence', row.entry.id));
    const place = row.entry.plans.find(({ plan }) => plan.name === row.plan)?.place;
    if (place !== undefined) await revealPlace(place, vscode.ViewColumn.One);
  };
  const open = (): vscode.WebviewPanel => {
    const title = say('timelineTitle');
    const dist = vscode.Uri.joinPath(extensionUri, 'dist');
    const column = { viewColumn: vscode.ViewColumn.Active, preserveFocus: false };
    const made = vscode.window.createWebviewPanel('dhis2Hosting.timeline', title, column, {
      enableScripts: true,
      localResourceRoots: [dist],
    });
    made.onDidDispose(() => {
      panel = undefined;
      isReady = false;
    });
    made.webview.onDidReceiveMessage((message: unknown) => {
      const { type, id } = (message ?? {}) as { readonly type?: unknown; readonly id?: unknown };
      if (type === 'ready') {
        // A page that was hidden is made anew when it is seen again.
        isReady = true;
        void draw();
      } else if (type === 'export') void exported();
      else if (type === 'reveal' && typeof id === 'string') void follow(id);
    });
    const script = made.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'map.js')).toString();
    const words = { tools: say('timelineTools'), keys: say('timelineKeys'), export: say('timelineExport') };
    made.webview.html = mapPage({ nonce: newNonce(), script, title, language: locale, say, words, style: timelineStyle });
    return made;
  };
  const listeners = [manifests.onChange(() => void draw()), new vscode.Disposable(states.onChange(() => void draw())), shown];
  return {
    async show() {
      if (panel === undefined) panel = open();
      else {
        panel.reveal();
        await draw();
      }
    },
    shown: () => svg,
    onShown: shown.event,
    dispose() {
      for (const one of listeners) one.dispose();
      panel?.dispose();
    },
  };
}
