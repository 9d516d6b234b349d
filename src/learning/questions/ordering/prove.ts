import { refusal, type Bench } from '../bench';
import type { ItemFault, Prove } from '../prove';
import type { OrderingItem } from './schema';

type Ordering = Pick<OrderingItem, 'goal' | 'steps' | 'choose' | 'accept'>;

/** Tries every sequence, and holds those that reach the goal against the declared ones. */
export const proveOrdering: Prove<'ordering'> = async (item, bench) => {
  const reached = await acceptSet(item, bench);
  if (typeof reached === 'string') return [{ path: ['steps'], message: reached }];
  const faults: ItemFault[] = [];
  const name = (sequence: readonly string[]) => sequence.join(', ');
  const declared = new Set(item.accept.map(name));
  const derived = new Set(reached.map(name));
  for (const sequence of derived) {
    if (!declared.has(sequence)) {
      faults.push({ path: ['accept'], message: `achieves the goal, too: ${sequence}` });
    }
  }
  for (const [i, sequence] of item.accept.entries()) {
    if (derived.has(name(sequence))) continue;
    faults.push({ path: ['accept', i], message: `does not achieve the goal: ${name(sequence)}` });
  }
  if (item.accept.length === factorial(item.choose)) {
    faults.push({ path: ['accept'], message: 'any order does, so there is nothing to order' });
  }
  return faults;
};

/** How many prefixes are tried at most: a few ms each. */
const mostPrefixes = 2000;

/** What is counted and noted whatever is done, and so tells no two ways apart. */
const incidental = new Set([
  ...['cloudtrail.events', 'engine.clock', 'engine.random', 'workstation.session'],
  ...['quotas.requests', 'prices.usage', 'prices.kept', 'iam.last-uses', 'kms.key-usage'],
]);

interface Prefix {
  readonly bench: Bench;
  /** The changes of its steps, the latest of each record. */
  readonly changes: ReadonlyMap<string, string>;
  /** Every order of the same steps that came to the same state. */
  readonly ways: readonly (readonly string[])[];
}

/**
 * Every sequence of `choose` steps of which each succeeds and that reaches the goal. A sequence whose
 * step fails is not gone on with, and orders of the same steps that come to the same state are one:
 * independent steps commute. No time passes between steps, so that the state does not depend on it.
 */
export async function acceptSet(
  { goal, steps, choose }: Ordering,
  bench: Bench,
): Promise<readonly (readonly string[])[] | string> {
  let level: Prefix[] = [{ bench: await bench.fork(), changes: new Map(), ways: [[]] }];
  let tried = 0;
  const failures = new Map<string, string>();
  const succeeded = new Set<string>();
  for (let length = 0; length < choose; length += 1) {
    const next = new Map<string, Prefix>();
    for (const prefix of level) {
      const used = new Set(prefix.ways[0]);
      for (const step of steps) {
        if (used.has(step.id)) continue;
        tried += 1;
        if (tried > mostPrefixes)
          return `are too many: more than ${mostPrefixes} beginnings to try`;
        const fork = await prefix.bench.fork();
        const changes = new Map(prefix.changes);
        fork.observe((updates) => {
          for (const { table, key, after } of updates) {
            if (!incidental.has(table)) changes.set(`${table}\n${key}`, stateOf(after));
          }
        });
        const failed = await perform(step.do, fork);
        if (failed !== undefined) {
          failures.set(step.id, failed);
          continue;
        }
        succeeded.add(step.id);
        const names = [...used, step.id].sort().join(' ');
        const state = `${names}\n${[...changes].sort().join('\n')}`;
        const ways = prefix.ways.map((way) => [...way, step.id]);
        const twin = next.get(state);
        next.set(state, { bench: fork, changes, ways: [...(twin?.ways ?? []), ...ways] });
      }
    }
    level = [...next.values()];
  }
  for (const [id, failure] of failures) {
    if (!succeeded.has(id) && failure.startsWith('cannot run')) return `${id} ${failure}`;
  }
  const reached: (readonly string[])[] = [];
  for (const { bench: end, ways } of level) {
    const findings = [];
    for (const check of goal) findings.push((await end.judge(check)).passed);
    if (findings.every(Boolean)) reached.push(...ways);
  }
  return reached;
}

function stateOf(after: object | undefined): string {
  return after === undefined
    ? 'gone'
    : JSON.stringify(after, (_, value: unknown) =>
        ArrayBuffer.isView(value)
          ? [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)]
          : value,
      );
}

/** Why one of the lines failed. */
async function perform(lines: readonly string[], bench: Bench): Promise<string | undefined> {
  for (const line of lines) {
    const printed = await bench.type(line, false);
    // Without what an earlier step leaves, a line may well be one that the CLI does not understand.
    if (printed.exitCode !== 0) return refusal(printed) ?? `fails: ${line}`;
  }
  return undefined;
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
