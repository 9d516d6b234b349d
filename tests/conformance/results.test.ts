import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judge, readResults, type Miss } from './results.mjs';

const path = new URL('misses.json', import.meta.url);
const listed = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Miss[]>;

const result = (test: string, outcome: string) => ({ test, outcome, why: `why ${test}` });
const miss = (...tests: string[]): Miss => ({ reason: 'AWS does otherwise.', tests });

describe('the results of a suite', () => {
  it('are of one test each; what fails at the end has failed', () => {
    const phases = [result('a', 'passed'), result('a', 'failed'), result('b', 'passed')];
    const report = phases.map((phase) => JSON.stringify(phase)).join('\n');
    expect(readResults(`${report}\n`)).toEqual([result('a', 'failed'), result('b', 'passed')]);
  });

  it('are as expected where each failure is listed: itself, its function or its file', () => {
    const tests = ['f.py::a[x-[1]]', 'f.py::b[1]', 'f.py::b[2]', 'g.py::C::d'];
    const results = [...tests.map((test) => result(test, 'failed')), result('f.py::e', 'passed')];
    const misses = [miss('f.py::a[x-[1]]', 'f.py::b'), miss('g.py')];
    expect(judge('s', results, misses, true)).toEqual({
      lines: ['--- s: 1 passed, 4 failed (4 of them listed), 0 skipped'],
      unexpected: 0,
    });
  });

  it('are not as expected for a failure without a reason, and for a reason without a failure', () => {
    const results = [result('f.py::a', 'failed'), result('f.py::b[1]', 'passed')];
    const { lines, unexpected } = judge('s', results, [miss('f.py::b', 'f.py::gone')], true);
    expect(lines).toEqual([
      '  failed: f.py::a\n    why f.py::a',
      '  passes, though misses.json lists it: f.py::b[1]',
      '  does not fail, though misses.json lists it: f.py::b',
      '  does not fail, though misses.json lists it: f.py::gone',
      '--- s: 1 passed, 1 failed (0 of them listed), 0 skipped',
    ]);
    expect(unexpected).toBe(4);
  });

  it('are not as expected where nothing ran', () => {
    expect(judge('s', [], [], false).unexpected).toBe(1);
  });
});

describe('misses.json', () => {
  it('has a sentence for each miss, and lists none twice', () => {
    for (const misses of Object.values(listed)) {
      const tests = misses.flatMap((one) => one.tests);
      expect(new Set(tests).size).toBe(tests.length);
      for (const { reason } of misses) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
    }
  });
});
