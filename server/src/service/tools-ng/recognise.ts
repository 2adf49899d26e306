/** Whether a `containers.json` belongs to dhis2-tools-ng: many tools have a file of that name. */

/** As it comes, as it is kept beside it, and copies of it. */
const nameForm = /(?:^|[\\/])containers(?:[._-][\w.-]*)?\.json(?:\.[\w-]+)?$/i;

/** Where the tool reads it from, and where its commands do. */
const placeForm = /\/(?:setup\/configs|usr\/local\/etc\/dhis)\/containers\.json$/;

export function mayBeContainers(uri: string): boolean {
  return nameForm.test(uri);
}

/** A copy to start from: what stands in it is there to be replaced. */
export function isSampleOfContainers(uri: string): boolean {
  return !/\.json$/i.test(uri);
}

/** Straight, or typed by a word processor, which is told. */
const quote = '["\'\u201c\u201d]';

/** Fields that few other files have side by side, and the kinds of container that this tool makes. */
const fields = ['fqdn', 'email', 'network', 'monitoring', 'apm', 'proxy', 'encrypted_device', 'guestos_version'];
const types = 'apache_proxy|nginx_proxy|munin_monitor|rsyslog_logger|journal_logger|es_siem|postgres12';
const typeForm = new RegExp(`${quote}(?:${types})${quote}`);

/** Enough of a file to know it by. */
const longest = 100_000;

export function isContainersFile(uri: string, text: string): boolean {
  const start = text.slice(0, longest);
  const named = fields.filter((field) => new RegExp(`${quote}${field}${quote}\\s*[:=]`).test(start)).length;
  const hasList = new RegExp(`${quote}containers${quote}\\s*[:=]`).test(start);
  if (placeForm.test(uri.replaceAll('\\', '/'))) return named > 0 || hasList || typeForm.test(start) || !start.includes('"');
  return typeForm.test(start) ? hasList || named > 1 : hasList ? named > 2 : named > 4;
}
