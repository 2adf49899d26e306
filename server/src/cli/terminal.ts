/** Text of a file on a terminal. */

/** What is quoted from a file must not move the cursor or recolour the terminal. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
