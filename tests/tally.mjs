/**
 * What one step of `npm test` proved.
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 */

/**
 * The parts of Vitest's JSON report that are counted.
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults by file
 */

/**
 * The parts of Playwright's JSON report that are counted.
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, flaky: number, unexpected: number, skipped: number }} stats
 * @property {unknown[]} errors what went wrong outside any test
 */

/**
 * Counts Vitest's tests; a file that failed outside its tests is one failure.
 * @param {VitestReport} report
 * @returns {Tally}
 */
export function vitestTally(report) {
  const broken = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Counts Playwright's tests; an error outside any test is one failure.
 * @param {PlaywrightReport} report
 * @returns {Tally}
 */
export function playwrightTally({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * Holds a tally against how the runner ended: a runner that failed, or ran nothing, is a failure
 * even when no single test of it is.
 * @param {Tally | undefined} tally undefined when the runner left no report
 * @param {boolean} succeeded whether the runner's exit code was 0
 * @returns {Tally}
 */
export function settle(tally, succeeded) {
  const { passed, failed, skipped } = tally ?? { passed: 0, failed: 0, skipped: 0 };
  const silent = failed === 0 && (!succeeded || passed === 0);
  return { passed, failed: silent ? 1 : failed, skipped };
}
