/** Whether a text fits a pattern in which `*` stands for any text, also for none. Never slower than both lengths multiplied. */
export function fits(text: string, pattern: string): boolean {
  let at = 0;
  let place = 0;
  /** The last `*` and how much of the text it stands for; further back there is never a need to go. */
  let star = -1;
  let taken = 0;
  while (at < text.length) {
    if (pattern[place] === '*') {
      star = place++;
      taken = at;
    } else if (pattern[place] === text[at]) {
      place++;
      at++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++taken;
    } else return false;
  }
  while (pattern[place] === '*') place++;
  return place === pattern.length;
}
