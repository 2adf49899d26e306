/** What a command is to the editor. */
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
  /** Enablement; commands that reach a host carry `reachesHosts`. */
  readonly enablement?: string;
};
