/** Writes a value so that YAML reads it back as the same value. */

/** Words and numbers of the YAML 1.2 core schema, and those that YAML 1.1 tools take for truth values. */
const notText =
  /^(?:|~|null|true|false|yes|no|on|off|y|n|[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d*)?(?:e[-+]?\d+)?|0[xo][\da-f]+|[-+]?\.(?:inf|nan))$/i;

/** Safe unquoted in block and flow style alike. */
const plain = /^[A-Za-z0-9_/~.][A-Za-z0-9_/~.@+%-]*(?:[ :][A-Za-z0-9_/~.@+%-]+)*$/;

export function scalarText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? 'null';
  return plain.test(value) && !notText.test(value) ? value : JSON.stringify(value);
}
