/** Collects and runs the cases inside the extension host, where a test runner of its own would have to be packed. */

type Case = { readonly name: string; readonly body: () => Promise<void> };
type Result = { readonly name: string; readonly state: 'passed' | 'failed'; readonly error?: string };

export type Report = { readonly passed: number; readonly failed: number; readonly skipped: number; readonly results: readonly Result[] };

const cases: Case[] = [];
const limitMs = 120_000;

export function test(name: string, body: () => Promise<void>): void {
  cases.push({ name, body });
}

function withLimit(body: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${limitMs} ms`)), limitMs);
  });
  return Promise.race([body(), limit]).finally(() => clearTimeout(timer));
}

/** Runs every case in order; a failing one does not stop the others. */
export async function runCases(): Promise<Report> {
  const results: Result[] = [];
  for (const { name, body } of cases) {
    try {
      await withLimit(body);
      results.push({ name, state: 'passed' });
      console.log(`ok     ${name}`);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      results.push({ name, state: 'failed', error: text });
      console.log(`FAILED ${name}\n${text}`);
    }
  }
  const failed = results.filter(({ state }) => state === 'failed').length;
  return { passed: results.length - failed, failed, skipped: 0, results };
}
