import { describe, expect, it } from 'vitest';
import { gate } from '../../src/learning/gate';
import { scenarioOf, type TaskParts } from './worlds';

const messages = async (parts: TaskParts) =>
  (await gate(scenarioOf(parts))).faults.map(({ message }) => message);

const check = 'file: done\n        is: { bytes: 5 }';
const solution = ['echo done > done'];

describe('the gate', () => {
  it('lets a scenario pass that keeps its promises', async () => {
    const wrong = '[{ note: Too short., run: ["echo x > done"], fails: it }]';
    expect(await gate(scenarioOf({ check, solution, wrong }))).toEqual({
      scenario: 'test',
      passed: true,
      faults: [],
    });
  });

  it('lets time pass between lines, so that none is throttled for those before it', async () => {
    // PutParameter: three a second. Source: Service Quotas, AWS Systems Manager.
    const put = (name: string) =>
      ['a', 'b', 'c']
        .map((part) => `aws ssm put-parameter --type String --value x --name /${name}/${part}`)
        .join(' && ');
    const throttled = `[?contains(CloudTrailEvent, 'ThrottlingException')].EventName`;
    const parts = {
      check: `run: aws cloudtrail lookup-events --query "Events${throttled}" --output text | sort -u; ls done\n        equals: done`,
      setup: [put('0'), put('1')],
      solution: [put('2'), put('3'), 'touch done'],
    };
    expect(await messages(parts)).toEqual([]);
  });

  it('stops a scenario whose solution does not solve it', async () => {
    expect(await messages({ check, solution: ['echo almost > done'] })).toEqual([
      'the solution does not achieve "It is done": Found: 7 bytes',
    ]);
  });

  it('stops a scenario whose solution is not even a command', async () => {
    expect(await messages({ check, solution: [...solution, 'ehco done'] })).toEqual([
      expect.stringMatching(/^the solution has a line that cannot run: ehco done \(command not/),
    ]);
  });

  it('stops a check that holds before anything was done', async () => {
    const holding = 'file: report.csv\n        is: { bytes: 1000 }';
    expect(await messages({ check: holding })).toEqual([
      '"It is done" holds before the learner has done anything',
      'is done before the learner has done anything',
    ]);
  });

  it('stops a check that is said to hold at the start and does not', async () => {
    expect(await messages({ check, solution, holdsAtStart: 'Because.' })).toEqual([
      '"It is done" is said to hold at the start, and does not',
    ]);
  });

  it('stops another way that leads elsewhere', async () => {
    const routes = '[{ note: Longer., run: ["echo four > done"] }, { note: No., run: ["true"] }]';
    expect(await messages({ check, solution, routes })).toEqual([
      'the other way "No." does not achieve "It is done": Found: no file done',
    ]);
  });

  it('stops a wrong solution that is right', async () => {
    const wrong = '[{ note: Right., run: ["echo four > done"], fails: it }]';
    expect(await messages({ check, solution, wrong })).toEqual([
      'the wrong solution "Right." does not fail "it"',
    ]);
  });

  it('stops a wrong solution that fails by a typing error only, or shows something else', async () => {
    const wrong = `[
      { note: Typo., run: ["ehco x > done"], fails: it },
      { note: Quiet., run: ["echo x > done"], fails: it, shows: AccessDenied }
    ]`;
    expect(await messages({ check, solution, wrong })).toEqual([
      expect.stringContaining('"Typo." has a line that cannot run'),
      'the wrong solution "Quiet." never shows: AccessDenied',
    ]);
  });

  it('tries wrong solutions where the solution has not been yet, and keeps them apart', async () => {
    const wrong = `[
      { note: First., run: ["echo 1 >> done"], fails: it },
      { note: Second., run: ["cat done", "echo 12 >> done"], fails: it, shows: No such file }
    ]`;
    expect(await messages({ check, solution, wrong })).toEqual([]);
  });

  it('stops a scenario whose world cannot be set up', async () => {
    expect(await messages({ check, solution, setup: ['true', 'cat nothing'] })).toEqual([
      expect.stringMatching(/^world\.setup\[1\] ended with exit code 1: cat: nothing: No such/),
    ]);
  });
});
