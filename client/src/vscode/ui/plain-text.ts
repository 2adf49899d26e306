/**
 * Text from a server or a file, made safe to show. Notifications and input boxes turn `[text](command:...)` into a link
 * that runs a command and `$(name)` into an icon, so a hostile server could offer a click that acts in the editor.
 */

/** Control characters, and the marks that reorder or hide text (Unicode Bidi_Control, zero width). */
const unseen = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;

export function plainText(text: string, limit = 500): string {
  const seen = text.replace(unseen, ' ').replace(/ {2,}/g, ' ').trim();
  const unlinked = seen.replace(/\](?=\()/g, '] ').replace(/\$(?=\()/g, '$ ');
  return unlinked.length > limit ? `${unlinked.slice(0, limit)}…` : unlinked;
}
