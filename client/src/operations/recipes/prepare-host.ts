/** What every host gets before anything of DHIS2 is put on it. */
import type { Recipe } from '../step.ts';
import { administrators } from '../steps/administrators.ts';
import { firewall } from '../steps/firewall.ts';
import { journalStorage } from '../steps/journal-storage.ts';
import { limits } from '../steps/limits.ts';
import { logRotation } from '../steps/log-rotation.ts';
import { packageHealth } from '../steps/package-health.ts';
import { preflight } from '../steps/preflight.ts';
import { runDirectory } from '../steps/run-directory.ts';
import { securityUpdates } from '../steps/security-updates.ts';
import { sshServer } from '../steps/ssh-server.ts';
import { timeAndLocale } from '../steps/time-and-locale.ts';

export const prepareHost: Recipe = {
  id: 'prepare-host',
  title: { en: 'Prepare the host', fr: 'Préparer l’hôte' },
  steps: () => [
    preflight,
    runDirectory,
    packageHealth,
    timeAndLocale,
    administrators,
    sshServer,
    firewall,
    securityUpdates,
    limits,
    journalStorage,
    logRotation,
  ],
};
