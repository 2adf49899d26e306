// The pictures of the README, made from the real window: `npm run pictures` writes images/window.png and images/window.fr.png.
import path from 'node:path';
import { buildProduct, installPackages, packProduct, root } from '../../scripts/bootstrap.mjs';
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
  en: { log: 'Tomcat log', tail: 'Tail Tomcat Log', file: 'window.png' },
  fr: { log: 'Journal de Tomcat', tail: 'Suivre le journal de Tomcat', file: 'window.fr.png' },
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

await installPackages(path.join(root, 'test/vscode'));
await buildProduct();
await packProduct();
await paint('en');
await paint('fr');
