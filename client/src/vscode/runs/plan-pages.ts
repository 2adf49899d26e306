/** Plans as read-only documents in VS Code's preview of Markdown. */
import * as vscode from 'vscode';
import { previewMarkdown } from '../ui/markdown-preview.ts';

const scheme = 'dhis2-hosting-plan';

export type PlanPages = vscode.Disposable & {
  /** One page a title: a newer plan takes the place of the older one. */
  show(title: string, markdown: string): Promise<void>;
  /** What was shown last under a title, for tests. */
  text(title: string): string | undefined;
};

export function createPlanPages(): PlanPages {
  const pages = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: ({ path }) => pages.get(path) ?? '',
  });
  const pathOf = (title: string): string => `/${title.replaceAll('/', '∕')}.md`;
  return {
    async show(title, markdown) {
      const uri = vscode.Uri.from({ scheme, path: pathOf(title) });
      pages.set(uri.path, markdown);
      changed.fire(uri);
      // The editor lets go of a document that only a preview shows; the preview hears when it is opened again.
      await vscode.workspace.openTextDocument(uri);
      await previewMarkdown(uri);
    },
    text: (title) => pages.get(pathOf(title)),
    dispose: () => vscode.Disposable.from(provider, changed).dispose(),
  };
}
