// Lines of the scripts in the person's language, with the seconds since the start.

/** @typedef {{ readonly en: string, readonly fr: string }} Text */

const environmentLocale =
  process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || Intl.DateTimeFormat().resolvedOptions().locale;

/** @type {'en' | 'fr'} */
export const locale = /^fr\b/i.test(environmentLocale.replace('_', '-')) ? 'fr' : 'en';

/** @param {Text} text @param {Record<string, string | number>} [args] */
export const render = (text, args = {}) => text[locale].replace(/\{(\w+)\}/g, (whole, name) => String(args[name] ?? whole));

const began = Date.now();

/** @param {Text} text @param {Record<string, string | number>} [args] */
export function say(text, args) {
  const seconds = ((Date.now() - began) / 1000).toFixed(0).padStart(3);
  console.log(`${seconds} s  ${render(text, args)}`);
}
