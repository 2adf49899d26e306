/** A file of another tool as a manifest, whichever tool it is of. */

import { parseIni } from '../inventory/ini-parser.ts';
import type { InventoryText } from '../inventory/inventory.ts';
import { readInventory } from '../inventory/model.ts';
import { isServerToolsInventory } from '../inventory/recognise.ts';
import { inventoryPath } from '../inventory/vars-path.ts';
import { parseContainers } from '../tools-ng/containers-document.ts';
import { isContainersFile, mayBeContainers } from '../tools-ng/recognise.ts';
import type { Exchanged } from './exchange.ts';
import { importContainers } from './import-containers.ts';
import { importInventory } from './import-inventory.ts';

/** `broken`: the tool itself refuses the file. `unknown`: it is of neither tool. */
export type ImportOutcome = Exchanged | 'broken' | 'unknown';

/** `beside`: the files of variables of the inventory; more may be among them. */
export function importFile(file: InventoryText, beside: readonly InventoryText[]): ImportOutcome {
  const { uri, text } = file;
  if (mayBeContainers(uri)) {
    if (!isContainersFile(uri, text)) return 'unknown';
    const document = parseContainers(text);
    return document.json.readable ? importContainers(document) : 'broken';
  }
  const path = inventoryPath(uri);
  if (path === undefined || !('file' in path) || !isServerToolsInventory(text)) return 'unknown';
  return parseIni(text).problems.length > 0 ? 'broken' : importInventory(readInventory(file, beside));
}
