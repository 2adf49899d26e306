/** The program that makes backup sets on a host: which files it is made of, and the units that call it. */
import { commonModule } from './backup/common.ts';
import { databaseModule } from './backup/database.ts';
import { drillModule } from './backup/drill.ts';
import { insideModule } from './backup/inside.ts';
import { mainModule } from './backup/main.ts';
import { offSiteModule } from './backup/offsite.ts';
import { partsModule } from './backup/parts.ts';
import { relayModule } from './backup/relay.ts';
import { repositoryModule } from './backup/repository.ts';
import { restoreModule } from './backup/restore.ts';
import { roomModule } from './backup/room.ts';
import { scrubModule } from './backup/scrub.ts';
import { setsModule } from './backup/sets.ts';
import { startModule } from './backup/start.ts';

export const backupProgram = '/usr/local/lib/dhis2-hosting/backup';

/** Name and content of each file of it. */
export const backupModules: readonly (readonly [name: string, content: string])[] = [
  ['__main__.py', mainModule],
  ['common.py', commonModule],
  ['database.py', databaseModule],
  ['drill.py', drillModule],
  ['inside.py', insideModule],
  ['offsite.py', offSiteModule],
  ['parts.py', partsModule],
  ['relay.py', relayModule],
  ['repository.py', repositoryModule],
  ['restore.py', restoreModule],
  ['room.py', roomModule],
  ['scrub.py', scrubModule],
  ['sets.py', setsModule],
  ['start.py', startModule],
];
