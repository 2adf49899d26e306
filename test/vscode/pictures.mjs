// The pictures of the README and of the guides, made from the real window: `npm run pictures [window] [plan] [backups]` writes images/.
// Those of the plan and of backups need the lab, so root on Debian.
import path from 'node:path';
import { buildProduct, installPackages, packProduct, root } from '../../scripts/bootstrap.mjs';
import { aYearOfBackups, withBackups } from './backup-host.mjs';
import { startLabHost } from './lab-host.mjs';
import { eventually, visit } from './visit.mjs';

const size = { width: 1240, height: 780 };
/** What every window shows and no reader needs. */
const settings = {
  'workbench.statusBar.visible': false,
  'editor.minimap.enabled': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'editor.fontSize': 13,
};
const words = {
  en: {
    log: 'Tomcat log',
    tail: 'Tail Tomcat Log',
    file: 'window.png',
    provision: 'Provision',
    plan: 'plan.png',
    refresh: 'Refresh Backups',
    timeline: 'Show Backups over Time',
    backups: 'backups-timeline.png',
    tree: 'Backups',
    known: 'verified',
  },
  fr: {
    log: 'Journal de Tomcat',
    tail: 'Suivre le journal de Tomcat',
    file: 'window.fr.png',
    provision: 'Mettre en service',
    plan: 'plan.fr.png',
    refresh: 'Actualiser les sauvegardes',
    timeline: 'Afficher les sauvegardes dans le temps',
    backups: 'backups-timeline.fr.png',
    tree: 'Sauvegardes',
    known: 'vérifiée',
  },
};

/** @param {'en' | 'fr'} locale */
async function paint(locale) {
  const { log, tail, file } = words[locale];
  await visit({ settings, locale, scale: 2, ...size }, async ({ window, open }) => {
    await open();
    await window.openFile('hmis', 'dhis.conf');
    await eventually('squiggles', async () => (await window.squiggles().count()) >= 5);
    await window.openContainer('DHIS2 Hosting');
    await window.rowAction(log, tail);
    await eventually('a stack trace in the log', async () => (await window.output()).includes('Caused by'));
    await window.hover('connection.pasword');
    await window.page.screenshot({ path: path.join(root, 'images', file) });
    console.log(`images/${file}`);
  });
}

/** A bare host, and what a manifest of 25 lines makes of it. @param {'en' | 'fr'} locale */
async function paintPlan(locale) {
  const { provision, plan } = words[locale];
  const host = await startLabHost();
  try {
    await visit({ settings, locale, scale: 2, ...size, workspace: host.workspace }, async ({ window, open }) => {
      await open();
      await window.openFile('', 'dhis2-hosting.yaml');
      await window.openContainer('DHIS2 Hosting');
      await window.treeRow('hmis-1');
      await window.command(`DHIS2 Hosting: ${provision}`);
      await eventually('the plan', async () => (await window.webPage('h1:has-text("hmis-1")')) !== undefined);
      await window.page.waitForSelector('.notification-list-item');
      await window.settle();
      await window.page.screenshot({ path: path.join(root, 'images', plan) });
      console.log(`images/${plan}`);
    });
  } finally {
    await host.stop();
  }
}

/** A host as it is after a year of backups, beside one plan that went wrong. @param {'en' | 'fr'} locale */
async function paintBackups(locale) {
  const { refresh, timeline, backups, tree, known } = words[locale];
  const host = await startLabHost(withBackups);
  try {
    host.sh(aYearOfBackups(Date.now()));
    await visit({ settings, locale, scale: 2, width: 1500, height: 700, workspace: host.workspace }, async ({ window, open }) => {
      await open();
      await window.openFile('', 'dhis2-hosting.yaml');
      await window.openContainer('DHIS2 Hosting');
      await window.treeRow('hmis-1');
      await window.command(`DHIS2 Hosting: ${refresh}`);
      // The tree below that of hosts, and in it the plan of hmis.
      await window.page.locator('.pane-header', { hasText: tree }).click();
      await (await window.treeRow(known)).locator('.monaco-tl-twistie').click();
      await window.page.waitForSelector('.notification-list-item');
      await window.command(`DHIS2 Hosting: ${timeline}`);
      await eventually('the picture', async () => (await window.webPage('main svg .set')) !== undefined);
      await window.page
        .locator('.notification-list-item .codicon-notifications-clear')
        .first()
        .click()
        .catch(() => undefined);
      await window.settle();
      await window.page.screenshot({ path: path.join(root, 'images', backups) });
      console.log(`images/${backups}`);
    });
  } finally {
    await host.stop();
  }
}

const wanted = process.argv.slice(2);
await installPackages(path.join(root, 'test/vscode'));
await buildProduct();
await packProduct();
for (const locale of /** @type {const} */ (['en', 'fr'])) {
  if (wanted.length === 0 || wanted.includes('window')) await paint(locale);
  if (wanted.length === 0 || wanted.includes('plan')) await paintPlan(locale);
  if (wanted.length === 0 || wanted.includes('backups')) await paintBackups(locale);
}
