/** What a value that completion offers means in this plan: the item behind a name, the support of a version. */

import { isItemList } from '../manifest/item-lists.ts';
import { listNames } from '../manifest/list-names.ts';
import { type Message, message } from '../messages.ts';
import { releasesOn, tomcatVersion } from '../platform/platform.ts';
import { supportOfPostgresql, supportOfRelease, supportOfSystem } from '../project/item-facts.ts';
import type { Project } from '../project/project.ts';
import { linesOf } from '../reports/installation-map-words.ts';
import { dotted } from '../text/phrases.ts';
import type { SchemaNode } from '../yaml/schema-walk.ts';

export function manifestValueDetail(project: Project, today: string): (node: SchemaNode, value: unknown) => Message | undefined {
  return (node, value) => {
    const list = node['x-reference'];
    if (isItemList(list)) {
      const item = project.find(list, value);
      return item && (dotted(linesOf(item)) ?? message(listNames[list].one));
    }
    const text = typeof value === 'string' ? value : undefined;
    switch (node['x-values']) {
      case 'dhis2-release':
        return supportOfRelease(text, today)?.brief;
      case 'postgresql-version':
        return supportOfPostgresql(text, today)?.brief;
      case 'operating-system':
        return supportOfSystem(text, today)?.brief;
      case 'tomcat-version': {
        const row = tomcatVersion(text);
        return row && message({ en: 'for DHIS2 {oldest} to {newest}', fr: 'pour DHIS2 {oldest} à {newest}' }, releasesOn(row));
      }
      default:
        return undefined;
    }
  };
}
