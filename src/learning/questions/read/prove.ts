import { filesTable, home } from '../../../engine/workstation';
import { fits } from '../../checks/trail-check';
import { learnersTrail } from '../../scenario-record';
import { refusal, type Bench } from '../bench';
import type { ItemFault, Prove } from '../prove';
import { candidatesOf, statementsOf } from './candidates';
import type { ReadItem } from './schema';

/** Produces the candidates from the run, and finds out which of them explains the result. */
export const proveRead: Prove<'read'> = async (item, bench) => {
  const { pick, run } = item;
  if (pick.from === 'statement') return proveStatement(item, pick, bench);
  const after = await bench.fork();
  const refused = await after.typeAll(run);
  if (refused !== undefined) return [{ path: ['run'], message: refused }];
  const candidates = candidatesOf(item, after.engine.tables);
  const keys = candidates.filter(({ key }) => key);
  const faults: ItemFault[] = [];
  if (candidates.length < 3) {
    const message = `expected three events or more, found ${candidates.length}`;
    faults.push({ path: ['run'], message });
  }
  if (keys.length !== 1) {
    const found = candidates.map(({ title }) => title).join(', ');
    const message = `expected one event that fits, found ${keys.length} among: ${found}`;
    faults.push({ path: ['pick', 'key'], message });
  }
  for (const [i, { event }] of pick.notes.entries()) {
    if (learnersTrail(after.engine.tables).some((it) => fits(it, event))) continue;
    faults.push({ path: ['pick', 'notes', i], message: 'speaks of an event that did not happen' });
  }
  return faults;
};

type StatementPick = Extract<ReadItem['pick'], { from: 'statement' }>;

/** The right statement is the one without which the effect is gone. */
async function proveStatement(
  { run }: ReadItem,
  pick: StatementPick,
  bench: Bench,
): Promise<ItemFault[]> {
  const { policy, key } = pick;
  const statements = statementsOf(policy.text);
  const ids = statements.map(({ Sid }) => Sid);
  if (statements.length < 3 || new Set(ids).size < statements.length || ids.includes(undefined)) {
    const message = 'expected three statements or more, each with a Sid of its own';
    return [{ path: ['pick', 'policy', 'text'], message }];
  }
  const whole = await effectWith(policy.text, pick, run, bench);
  if (whole !== true) {
    const message = `does not hold with the whole policy: ${whole === false ? '' : whole}`;
    return [{ path: ['pick', 'effect'], message }];
  }
  const faults: ItemFault[] = [];
  for (const statement of statements) {
    const others = statements.filter((it) => it !== statement);
    const text = JSON.stringify({ ...(JSON.parse(policy.text) as object), Statement: others });
    const effect = await effectWith(text, pick, run, bench);
    const explains = effect === false;
    if (explains === (statement['Sid'] === key)) continue;
    const how = typeof effect === 'string' ? ` (${effect})` : '';
    const message = explains
      ? `without ${String(statement['Sid'])} the effect is gone, too`
      : `the effect stays without ${String(statement['Sid'])}${how}`;
    faults.push({ path: ['pick', 'key'], message });
  }
  return faults;
}

/** Whether the effect holds with this policy; a text where it cannot be put in place. */
async function effectWith(
  text: string,
  { policy, apply, effect }: StatementPick,
  run: readonly string[],
  bench: Bench,
): Promise<boolean | string> {
  const fork = await bench.fork();
  const content = new TextEncoder().encode(text);
  const file = { type: 'file', mode: 0o644, mtime: fork.engine.now, content } as const;
  fork.engine.write((tx) => tx.put(filesTable, `${home}/${policy.path}`, file));
  for (const line of apply) {
    const printed = await fork.type(line);
    if (printed.exitCode !== 0) return refusal(printed) ?? printed.stderr.trim();
  }
  const refused = await fork.typeAll(run);
  return refused ?? (await fork.judge(effect)).passed;
}
