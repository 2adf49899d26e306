/** An address with its escapes read. One with a `%` that escapes nothing stays as it is. */
export function unescaped(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
