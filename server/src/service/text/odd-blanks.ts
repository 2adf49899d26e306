/** Characters that look like a blank or like nothing, and are text to every program. */

const blank = '\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
/** Zero width, soft hyphen, marks of writing direction, byte order mark. */
const invisible = '\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff';

export const oddBlank = new RegExp(`[${blank}${invisible}]`);
const invisibles = new RegExp(`[${invisible}]+`, 'g');
const blanks = new RegExp(`[${blank}]`, 'g');

/** The text as it looks: plain blanks, none at the ends, nothing invisible. */
export function withoutOddBlanks(text: string): string {
  return text.replace(invisibles, '').replace(blanks, ' ').trim();
}
