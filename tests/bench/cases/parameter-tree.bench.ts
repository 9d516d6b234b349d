import { treeLayout } from '../../../src/diagrams/tree/layout';
import { indexOf, matching } from '../../../src/diagrams/tree/paths';
import { visibleRows } from '../../../src/diagrams/tree/rows';
import type { Measurement } from '../bench';
import { milliseconds } from '../measure';

/** Keys of parameters of fifty applications, in the order in which a saved world has them. */
function keys(count: number): string[] {
  return Array.from(
    { length: count },
    (_, n) =>
      `123456789012|us-east-1|/app${n % 50}/prod/part${Math.floor(n / 1000)}/ parameter-${n}`,
  ).sort();
}

const noMarks = { texts: ['SecureString', 'version 1'], isSecret: true };

/** What a tree of 100,000 parameters costs the page. */
const measurements: Measurement[] = [
  {
    name: 'Parameter tree: a frame of scrolling, of 100,000 parameters all open',
    where: ['node', 'chromium'],
    bound: { max: 2, unit: 'ms' },
    async run() {
      const rows = visibleRows(indexOf(keys(100_000)), () => true);
      let scrollTop = 0;
      const frame = () => {
        scrollTop = (scrollTop + 997) % (rows.length * 28);
        treeLayout(rows, { width: 900, height: 600, scrollTop }, () => noMarks);
      };
      await milliseconds(frame, 200);
      return (await milliseconds(frame, 1000)) / 1000;
    },
  },
  {
    name: 'Parameter tree: putting 100,000 parameters in order',
    where: ['node', 'chromium'],
    bound: { max: 50, unit: 'ms' },
    async run() {
      const list = keys(100_000);
      indexOf(list);
      return milliseconds(() => indexOf(list));
    },
  },
  {
    name: 'Parameter tree: a search in 100,000 parameters',
    where: ['node', 'chromium'],
    bound: { max: 50, unit: 'ms' },
    async run() {
      const index = indexOf(keys(100_000));
      matching(index, 'parameter-9');
      return milliseconds(() => matching(index, 'parameter-9'));
    },
  },
];

export default measurements;
