import { sequenceLayout } from '../../../src/diagrams/sequence/layout';
import { lanesOf, type TimelineEvent } from '../../../src/diagrams/timeline/events';
import { timelineLayout } from '../../../src/diagrams/timeline/layout';
import { wholeView } from '../../../src/diagrams/timeline/view';
import type { Step } from '../../../src/engine/trace';
import { testWorld } from '../../engine/world';
import type { Measurement } from '../bench';

/** A trace of this many steps: a key that encrypts again and again. */
async function trace(length: number): Promise<readonly Step[]> {
  const { engine, kms, createKey } = testWorld(1);
  const { KeyId } = await createKey();
  const steps: Step[] = [];
  engine.observe((happening) => steps.push(...happening.steps));
  const Plaintext = new Uint8Array(16);
  while (steps.length < length) await kms('Encrypt', { KeyId, Plaintext });
  return steps.slice(0, length);
}

const now = Date.UTC(2026, 10, 23, 12);
const day = 86_400_000;

/** Ten thousand events over ten years on two hundred lanes, fourteen of which are in sight. */
function events(): TimelineEvent[] {
  return Array.from({ length: 10_000 }, (_, i) => ({
    ...{ id: `e${i}`, at: now + (((i * 7919) % 3650) - 1000) * day + i },
    ...{ resource: `arn:aws:kms:us-east-1:123456789012:key/${i % 200}`, kind: 'version' },
    ...{ title: `event ${i}`, source: 'record', said: [] },
  }));
}

/** The quickest of so many runs, in ms: what others do on the machine is not the layout's time. */
function quickest(runs: number, run: () => void): number {
  let best = Infinity;
  for (let i = 0; i < runs; i += 1) {
    const began = performance.now();
    run();
    best = Math.min(best, performance.now() - began);
  }
  return best;
}

/** A frame of 60 a second has 16 ms: what is scrubbed and zoomed must be laid out within it. */
const bound = { max: 16, unit: 'ms' } as const;

const measurements: readonly Measurement[] = [
  {
    ...{ name: 'sequence: layout of a 1,000-step trace', where: ['node', 'chromium'], bound },
    async run() {
      const steps = await trace(1000);
      return quickest(30, () => sequenceLayout(steps, { width: 900 }));
    },
  },
  {
    ...{ name: 'timeline: layout of 10,000 events', where: ['node', 'chromium'], bound },
    run() {
      const lanes = lanesOf(events(), (key) => ({ title: key, service: 'AWS KMS' }));
      const options = { width: 1200, height: 428, now, top: 0 };
      return Promise.resolve(
        quickest(30, () => timelineLayout(lanes, { ...options, ...wholeView(lanes, now) })),
      );
    },
  },
  {
    ...{ name: 'timeline: 10,000 events put in order', where: ['node', 'chromium'] },
    bound: { max: 50, unit: 'ms' },
    run() {
      const list = events();
      return Promise.resolve(
        quickest(30, () => lanesOf(list, (key) => ({ title: key, service: 'AWS KMS' }))),
      );
    },
  },
];

export default measurements;
