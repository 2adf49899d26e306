/** Names of runs. They sort by time, and are made by whoever starts one, so that a lost answer never leads to two runs. */

const pattern = /^\d{8}T\d{6}Z-[0-9a-f]{8}$/;

/** `random` is four bytes or more. */
export function newRunId(now: number, random: Uint8Array): string {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  return `${time}-${Buffer.from(random).toString('hex').slice(0, 8)}`;
}

export function isRunId(text: string): boolean {
  return pattern.test(text);
}
