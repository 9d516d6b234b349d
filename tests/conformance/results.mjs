/**
 * What became of a test.
 * @typedef {{ test: string, outcome: string, why: string }} Result
 */

/**
 * Tests that fail and why: what AWS does and where that is known from, or what is not modelled. A
 * test may be listed as itself, as the function of its variants, or as its file.
 * @typedef {{ reason: string, tests: string[] }} Miss
 */

/**
 * Reads the report of a suite, one JSON line for each phase of a test that is of interest.
 * @param {string} report
 * @returns {Result[]}
 */
export function readResults(report) {
  /** @type {Map<string, Result>} */
  const results = new Map();
  for (const line of report.trim().split('\n')) {
    const result = JSON.parse(line);
    // A test that passed may still fail when its fixtures are torn down.
    if (results.get(result.test)?.outcome !== 'failed') results.set(result.test, result);
  }
  return [...results.values()];
}

/**
 * Says what became of a suite, and counts what is not as listed: a failure without a reason, and,
 * where the whole suite ran, something listed that does not fail.
 * @param {string} suite
 * @param {readonly Result[]} results
 * @param {readonly Miss[]} misses
 * @param {boolean} whole
 */
export function judge(suite, results, misses, whole) {
  const listed = new Set(misses.flatMap(({ tests }) => tests));
  const of = (/** @type {string} */ outcome) => results.filter((one) => one.outcome === outcome);
  const [passed, failed, skipped] = [of('passed'), of('failed'), of('skipped')];
  const isListed = (/** @type {Result} */ { test }) => namesOf(test).some((one) => listed.has(one));
  const surprising = failed.filter((one) => !isListed(one));
  const mended = passed.filter(isListed);
  const failing = new Set(failed.flatMap(({ test }) => namesOf(test)));
  const stale = whole ? [...listed].filter((name) => !failing.has(name)) : [];
  const expected = failed.length - surprising.length;
  const lines = [
    ...surprising.map(({ test, why }) => `  failed: ${test}\n    ${why}`),
    ...mended.map(({ test }) => `  passes, though misses.json lists it: ${test}`),
    ...stale.map((name) => `  does not fail, though misses.json lists it: ${name}`),
    ...(results.length === 0 ? ['  no test ran'] : []),
    `--- ${suite}: ${passed.length} passed, ${failed.length} failed (${expected} of them listed), ${skipped.length} skipped`,
  ];
  const none = results.length === 0 ? 1 : 0;
  return { lines, unexpected: surprising.length + mended.length + stale.length + none };
}

/** @param {string} test */
function namesOf(test) {
  return [test, test.replace(/\[.*\]$/s, ''), test.replace(/::.*$/s, '')];
}
