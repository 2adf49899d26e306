/** All that can be asked for by name. */
import type { Recipe } from '../step.ts';
import { backupRecipes } from './backups.ts';
import { bringBackMoment } from './bring-back.ts';
import { deploy, restart } from './instance.ts';
import { prepareHost } from './prepare-host.ts';
import { proveRestart } from './prove-restart.ts';
import { provision } from './provision.ts';
import { dropInstance, removeInstance } from './remove-instance.ts';

export const recipes: readonly Recipe[] = [
  provision,
  prepareHost,
  deploy,
  restart,
  removeInstance,
  dropInstance,
  proveRestart,
  ...backupRecipes,
  bringBackMoment,
];
