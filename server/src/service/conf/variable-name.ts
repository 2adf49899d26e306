/** The name of the environment variable that is offered for a key: `connection.password` becomes `CONNECTION_PASSWORD`. */
export function variableName(key: string): string {
  const name = key
    .replace(/[<>]/g, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
  return /^\d/.test(name) ? `_${name}` : name;
}
