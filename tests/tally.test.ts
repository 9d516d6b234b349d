import { describe, expect, it } from 'vitest';
import { playwrightTally, settle, vitestTally } from './tally.mjs';

const clean = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }] };

describe('the count of vitest', () => {
  it('takes passed, failed and skipped tests from the report', () => {
    const report = { ...clean, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 };
    const failedFile = { status: 'failed', assertionResults: [{ status: 'failed' }] };
    expect(vitestTally({ ...report, testResults: [passedFile, failedFile] })).toEqual({
      passed: 3,
      failed: 2,
      skipped: 2,
    });
  });

  it('counts a file that does not load, or whose beforeAll fails, as one failure', () => {
    const unloaded = { status: 'failed', assertionResults: [] };
    const unprepared = { status: 'failed', assertionResults: [{ status: 'skipped' }] };
    const report = { ...clean, testResults: [passedFile, unloaded, unprepared] };
    expect(vitestTally(report).failed).toBe(2);
  });
});

describe('the count of Playwright', () => {
  it('counts unexpected results and errors outside tests as failures', () => {
    const stats = { expected: 4, flaky: 1, unexpected: 2, skipped: 3 };
    expect(playwrightTally({ stats, errors: [{ message: 'the server did not start' }] })).toEqual({
      passed: 5,
      failed: 3,
      skipped: 3,
    });
  });
});

describe('a step', () => {
  const three = { passed: 3, failed: 0, skipped: 0 };

  it('passes when its runner succeeded and ran something', () => {
    expect(settle(three, true)).toEqual(three);
  });

  it('fails when its runner failed without a failed test', () => {
    expect(settle(three, false)).toEqual({ ...three, failed: 1 });
  });

  it('fails when no test ran or no report was left', () => {
    expect(settle({ passed: 0, failed: 0, skipped: 5 }, true).failed).toBe(1);
    expect(settle(undefined, true).failed).toBe(1);
  });

  it('counts a failed test once, although the runner fails with it', () => {
    expect(settle({ passed: 3, failed: 1, skipped: 0 }, false).failed).toBe(1);
  });
});
