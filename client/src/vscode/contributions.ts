/**
 * Commands, views and menus, declared once. `npm run generate` writes the `contributes` block of package.json and
 * the texts of package.nls*.json; `CommandId` makes a missing handler a compile error.
 */
import type { Text } from '@dhis2-hosting/server/service';

export type CommandRow = {
  readonly id: string;
  readonly title: Text;
  /** Codicon name. */
  readonly icon?: string;
  /** When the command is offered in the palette; `false` hides it there. */
  readonly palette?: string;
  /** Places besides the palette. */
  readonly menus?: readonly { readonly menu: string; readonly when: string; readonly group: string }[];
  /** Enablement; commands that reach a host carry `isWorkspaceTrusted`. */
  readonly enablement?: string;
};

export const commandRows = [
  {
    id: 'dhis2Hosting.connect',
    title: { en: 'Connect', fr: 'Se connecter' },
    icon: 'plug',
    enablement: 'isWorkspaceTrusted',
    menus: [{ menu: 'view/item/context', when: 'view == dhis2Hosting.hosts && viewItem =~ /^host\\.offline/', group: 'inline@1' }],
  },
] as const satisfies readonly CommandRow[];

export type CommandId = (typeof commandRows)[number]['id'];
