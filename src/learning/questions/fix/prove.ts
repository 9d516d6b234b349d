import { refusal, type Bench } from '../bench';
import type { ItemFault, Prove } from '../prove';
import { filesTable, home } from '../../../engine/workstation';
import { mustDeny } from './must-deny';
import type { FixItem } from './schema';

/** Puts each policy in place: the first must fail, the solution pass, wrong ones fail their row. */
export const proveFix: Prove<'fix'> = async (item, bench) => {
  const { matrix, policy, solution, wrong } = item;
  const faults: ItemFault[] = [];
  const allow = matrix.filter((row) => !mustDeny(row)).length;
  if (allow === 0 || allow === matrix.length) {
    faults.push({ path: ['matrix'], message: 'expected requests to allow and requests to deny' });
  }
  const initial = await rowsThatFail(item, policy.text, bench);
  if (initial.length === 0) {
    faults.push({
      path: ['policy', 'text'],
      message: 'already makes every row of the matrix hold',
    });
  }
  const left = await rowsThatFail(item, solution, bench);
  if (left.length > 0) {
    faults.push({ path: ['solution'], message: `does not achieve: ${left.map(told).join('; ')}` });
  }
  for (const [i, version] of wrong.entries()) {
    const failed = await rowsThatFail(item, version.text, bench);
    if (failed.some(({ label, id }) => label === version.fails || id === version.fails)) continue;
    const found = failed.length === 0 ? 'nothing' : failed.map(told).join('; ');
    faults.push({ path: ['wrong', i], message: `does not fail "${version.fails}", but ${found}` });
  }
  return faults;
};

interface Failed {
  readonly label: string;
  readonly id?: string;
  readonly actual: string;
}

const told = ({ label, actual }: Failed) => `"${label}" (${actual})`;

async function rowsThatFail(item: FixItem, text: string, bench: Bench): Promise<Failed[]> {
  const fork = await bench.fork();
  const { engine } = fork;
  const content = new TextEncoder().encode(text);
  const file = { type: 'file', mode: 0o644, mtime: engine.now, content } as const;
  engine.write((tx) => tx.put(filesTable, `${home}/${item.policy.path}`, file));
  for (const line of item.apply) {
    const printed = await fork.type(line);
    const actual = refusal(printed) ?? printed.stderr.trim();
    // A policy that is refused changes nothing; as a row it fails under its own name.
    if (printed.exitCode !== 0)
      return [{ label: 'The policy is accepted', id: 'accepted', actual }];
  }
  const failed: Failed[] = [];
  for (const row of item.matrix) {
    const { passed, actual } = await fork.judge(row);
    if (!passed) failed.push({ ...row, actual });
  }
  return failed;
}
