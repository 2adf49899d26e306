// A reporter of node:test that writes what scripts/test.mjs adds up: tests, not suites, as one JSON object.

const causeOf = (error) => (error?.code === 'ERR_TEST_FAILURE' && error.cause ? error.cause : error);

// node:test takes a reporter by its default export.
// biome-ignore lint/style/noDefaultExport: see above
export default async function* countReporter(events) {
  const results = [];
  let failedSuites = 0;
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isSuite = data.details?.type === 'suite';
    const cause = causeOf(data.details?.error);
    // A suite fails with its tests, which are counted; by itself only when its own body or a hook throws.
    if (isSuite && (type === 'test:pass' || data.details?.error?.failureType === 'subtestsFailed')) continue;
    if (isSuite) failedSuites += 1;
    const state = type === 'test:fail' ? 'failed' : data.skip !== undefined || data.todo !== undefined ? 'skipped' : 'passed';
    const where = data.file ? ` (${data.file}:${data.line})` : '';
    results.push({
      name: `${data.name}${where}`,
      state,
      ...(state === 'failed' ? { error: String(cause?.stack ?? cause?.message ?? cause) } : {}),
      ...(state === 'skipped' && typeof data.skip === 'string' ? { reason: data.skip } : {}),
    });
  }
  const count = (state) => results.filter((result) => result.state === state).length;
  yield JSON.stringify({ passed: count('passed'), failed: count('failed'), skipped: count('skipped'), failedSuites, results });
}
