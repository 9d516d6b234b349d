import { describe, expect, it } from 'vitest';
import { startMachine, stepMachine } from '../../../src/engine/machines';
import { ec2Machines } from '../../../src/engine/services/ec2/machines';
import {
  copyDuration,
  snapshotCopy,
  type CopyContext,
} from '../../../src/engine/services/ec2/snapshot-copy.machine';

const flags = [true, false];

/** Every copy there can be, of 3 blocks. */
const contexts: CopyContext[] = flags.flatMap((sourceIsEncrypted) =>
  (sourceIsEncrypted ? [true] : flags).flatMap((copyIsEncrypted) =>
    flags.flatMap((crossesRegions) =>
      (copyIsEncrypted ? flags : [false]).map((keyRefused) => ({
        ...{ blocks: 3, sourceIsEncrypted, copyIsEncrypted, crossesRegions, keyRefused },
      })),
    ),
  ),
);

/** Runs a copy by its own delays; the states it goes through, and how long it takes. */
function run(context: CopyContext) {
  let moved = stepMachine(snapshotCopy, startMachine(snapshotCopy).record, {
    ...{ type: 'CopySnapshot', ...context },
  });
  const states = [moved.state];
  let time = 0;
  for (;;) {
    const raised = moved.delays.find(({ type }) => type === 'raise');
    if (raised?.type !== 'raise') return { states, time };
    time += raised.delay;
    moved = stepMachine(snapshotCopy, moved.record, { type: raised.event } as never);
    states.push(moved.state);
  }
}

describe('the machines of EBS snapshots', () => {
  it('have names and states to be drawn by', () => {
    expect(ec2Machines.map(({ id }) => id)).toEqual(['EBS snapshot', 'EBS snapshot copy']);
  });

  it.each(contexts)('bring a copy to its end: %j', (context) => {
    const { states, time } = run(context);
    expect(states[0]).toBe('Queued');
    expect(states.at(-1)).toBe(context.keyRefused ? 'error' : 'completed');
    if (!context.keyRefused) expect(time).toBe(copyDuration(context));
    expect(states.includes('DecryptingAtSource')).toBe(
      context.sourceIsEncrypted && !context.keyRefused,
    );
    expect(states.includes('ReEncrypting')).toBe(context.copyIsEncrypted && !context.keyRefused);
  });

  it.each(['Queued', 'DecryptingAtSource', 'ReEncrypting', 'Transferring'])(
    'let a copy fail while it is %s, and not afterwards',
    (value) => {
      const [context] = contexts;
      for (const type of ['KeyNotAccessible', 'SourceLost'] as const) {
        const failed = stepMachine(snapshotCopy, { value, context: context! }, { type });
        expect(failed.state).toBe('error');
        expect(stepMachine(snapshotCopy, failed.record, { type }).changed).toBe(false);
      }
    },
  );
});
