import type { Check } from '../scenario';
import { refusal, type Bench } from './bench';
import type { Option } from './base';
import type { ItemFault } from './prove';

interface OptionItem {
  readonly goal?: readonly Check[];
  readonly options: readonly Option[];
}

interface Verdict {
  readonly right: boolean;
  /** Why it is not: what failed, and what was found instead. */
  readonly reason: string;
}

/**
 * Runs every option that can run, each on a fork, and holds the declared key against what came out.
 * Two wrong options that fail for the same reason are one option too many.
 */
export async function proveOptions(item: OptionItem, bench: Bench): Promise<ItemFault[]> {
  const { goal, options } = item;
  const faults: ItemFault[] = [];
  if (goal !== undefined && (await judgeGoal(goal, bench)).right) {
    faults.push({ path: ['goal'], message: 'holds before anybody has done anything' });
  }
  const reasons = new Map<string, string>();
  for (const [i, option] of options.entries()) {
    const path = ['options', i];
    const verdict = await verdictOn(option, goal, bench);
    if (verdict === undefined) continue;
    if (typeof verdict === 'string') {
      faults.push({ path: [...path, 'do'], message: verdict });
      continue;
    }
    if (verdict.right !== option.correct)
      faults.push({ path, message: disagreement(option, verdict) });
    if (verdict.right) continue;
    const twin = reasons.get(verdict.reason);
    if (twin !== undefined) {
      const message = `fails for the same reason as option ${twin}: ${verdict.reason}`;
      faults.push({ path, message });
    }
    reasons.set(verdict.reason, option.id);
  }
  return faults;
}

function disagreement({ id, correct }: Option, { reason }: Verdict): string {
  return correct
    ? `option ${id} is declared right, and its run says it is wrong: ${reason}`
    : `option ${id} is declared wrong, and its run says it is right`;
}

/** Undefined for an option that claims nothing; a text for one that cannot even run. */
async function verdictOn(
  { do: lines, claim }: Option,
  goal: readonly Check[] | undefined,
  bench: Bench,
): Promise<Verdict | string | undefined> {
  if (claim === undefined && (goal === undefined || lines.length === 0)) return undefined;
  const fork = await bench.fork();
  const errors: string[] = [];
  for (const line of lines) {
    const printed = await fork.type(line);
    const refused = refusal(printed);
    if (refused !== undefined) return refused;
    if (printed.exitCode !== 0) errors.push(printed.stderr.trim());
  }
  if (claim === undefined) {
    const { right, reason } = await judgeGoal(goal!, fork);
    return { right, reason: [...errors, reason].join('; ') };
  }
  const { passed, actual } = await fork.judge(claim);
  return { right: passed, reason: [JSON.stringify(claim), ...errors, actual].join('; ') };
}

async function judgeGoal(goal: readonly Check[], bench: Bench): Promise<Verdict> {
  const failed: string[] = [];
  for (const check of goal) {
    const { passed, actual } = await bench.judge(check);
    if (!passed) failed.push(`"${check.label}" does not hold (${actual})`);
  }
  return { right: failed.length === 0, reason: failed.join('; ') };
}
