import { describe, expect, it } from 'vitest';
import { readDraftText } from '../../src/authoring/read-draft';
import { recordedScenario } from '../../src/authoring/recorded';

const lines = [
  { line: "aws kms create-key --description 'a: b # c'", exitCode: 0 },
  { line: 'aws kms describe-key --key-id none', exitCode: 254 },
  { line: 'cat <<EOF > note.txt\nMeet: at noon.\nEOF', exitCode: 0 },
];

describe('a scenario recorded from the lab', () => {
  it('has the lines that succeeded as its solution, and asks for checks and hints', () => {
    const text = recordedScenario(lines, 'us-east-1');
    expect(readDraftText('scenario', text).faults.map(({ path }) => path)).toEqual([
      'tasks[0].checks',
      'tasks[0].hints',
    ]);
    const whole = text
      .replace(
        'checks: []',
        'checks: [{ label: It is there, failure: It is not there, run: ls note.txt }]',
      )
      .replace('hints: []', 'hints: [One, Two]');
    const reading = readDraftText('scenario', whole);
    if (!('content' in reading) || reading.content.kind !== 'scenario') throw new Error(whole);
    expect(reading.content.scenario.tasks[0]!.solution).toEqual([lines[0]!.line, lines[2]!.line]);
  });
});
