/** Pictures of the installation beside the text, one for each manifest they were asked of; they follow the text as it is typed. */
import * as vscode from 'vscode';
import type { ManifestFiles } from '../inventory/manifest-files.ts';
import type { LanguageServer } from '../language-client/language-server.ts';
import { isManifest } from '../language-contributions.ts';
import { baseName } from '../reports/reports.ts';
import type { Say } from '../texts.ts';
import { revealPlace } from '../ui/reveal.ts';
import { exportedMap } from './export-map.ts';
import { mapPage, newNonce } from './map-page.ts';

export type Maps = vscode.Disposable & {
  show(source: vscode.Uri): Promise<void>;
  /** What each picture shows now, by the address of its manifest. */
  shown(): ReadonlyMap<string, string>;
  readonly onShown: vscode.Event<void>;
};

type Places = { readonly [id: string]: Parameters<typeof revealPlace>[0] };

type Picture = { readonly panel: vscode.WebviewPanel; readonly source: vscode.Uri; svg: string; places: Places; isReady: boolean };

export type MapNeeds = {
  readonly extensionUri: vscode.Uri;
  readonly locale: string;
  readonly server: LanguageServer;
  readonly manifests: ManifestFiles;
  readonly say: Say;
};

const viewType = 'dhis2Hosting.map';

/** Shorter than a glance from the text to the picture, longer than the pause between two letters. */
const settleMs = 150;

export function createMaps({ extensionUri, locale, server, manifests, say }: MapNeeds): Maps {
  const pictures = new Map<string, Picture>();
  const shown = new vscode.EventEmitter<void>();
  let timer: NodeJS.Timeout | undefined;

  const draw = async (picture: Picture): Promise<void> => {
    const answer = await server.installationMap(picture.source);
    // A server that starts anew, or a manifest that is gone, leaves the last picture.
    if (answer !== undefined) Object.assign(picture, answer);
    if (!picture.isReady || picture.svg === '') return;
    await picture.panel.webview.postMessage({ type: 'map', svg: picture.svg });
    shown.fire();
  };
  const drawAll = () => void Promise.all([...pictures.values()].map(draw));
  const soon = () => {
    clearTimeout(timer);
    if (pictures.size > 0) timer = setTimeout(drawAll, settleMs);
  };

  const open = (source: vscode.Uri): Picture => {
    const title = say('mapTitle', { file: baseName(source) });
    const dist = vscode.Uri.joinPath(extensionUri, 'dist');
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false };
    const panel = vscode.window.createWebviewPanel(viewType, title, column, { enableScripts: true, localResourceRoots: [dist] });
    const picture: Picture = { panel, source, svg: '', places: {}, isReady: false };
    panel.webview.onDidReceiveMessage((message: unknown) => hear(picture, message));
    panel.onDidDispose(() => pictures.delete(source.toString()));
    const script = panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'map.js')).toString();
    panel.webview.html = mapPage({ nonce: newNonce(), script, title, language: locale, say });
    pictures.set(source.toString(), picture);
    return picture;
  };
  const hear = (picture: Picture, message: unknown): void => {
    const { type, id } = (message ?? {}) as { readonly type?: unknown; readonly id?: unknown };
    if (type === 'ready') {
      // A page that was hidden is made anew when it is seen again.
      picture.isReady = true;
      void draw(picture);
    } else if (type === 'export') void exportedMap(picture.source, server, say);
    else if (type === 'reveal' && typeof id === 'string') {
      const place = Object.hasOwn(picture.places, id) ? picture.places[id] : undefined;
      if (place !== undefined) void revealPlace(place, vscode.ViewColumn.One);
    }
  };

  const listeners = [
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (isManifest(document.uri)) soon();
    }),
    manifests.onChange(soon),
    server.onRunning(soon),
    shown,
  ];
  return {
    async show(source) {
      const known = pictures.get(source.toString());
      if (known === undefined) open(source);
      else {
        known.panel.reveal();
        await draw(known);
      }
    },
    shown: () => new Map([...pictures].map(([uri, { svg }]) => [uri, svg])),
    onShown: shown.event,
    dispose() {
      clearTimeout(timer);
      for (const one of [...listeners, ...[...pictures.values()].map(({ panel }) => panel)]) one.dispose();
    },
  };
}
