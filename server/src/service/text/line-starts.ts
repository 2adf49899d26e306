/**
 * Where lines begin; `isFirst` when the text itself begins with one, at `from`. They end with LF, CR or CRLF, as
 * java.util.Properties and the LSP agree. Looked for by the engine: a walk over each letter takes several times as long, most
 * of all in the first long text.
 */
export function lineStarts(text: string, isFirst = true, from = 0): number[] {
  const starts = isFirst ? [from] : [];
  let feed = text.indexOf('\n');
  let carriage = text.indexOf('\r');
  while (feed >= 0 || carriage >= 0) {
    const isFeed = carriage < 0 || (feed >= 0 && feed < carriage);
    const end = (isFeed || feed === carriage + 1 ? feed : carriage) + 1;
    starts.push(from + end);
    if (feed >= 0 && feed < end) feed = text.indexOf('\n', end);
    if (carriage >= 0 && carriage < end) carriage = text.indexOf('\r', end);
  }
  return starts;
}
