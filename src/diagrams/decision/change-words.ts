import { policyAt } from '../../engine/iam/policy-slots';
import { statementsOf, type Edit } from '../../engine/iam/edits';
import { resourceAccount, type Evaluation } from '../../engine/iam/index';

/** What to do, as a sentence: `Add kms:Decrypt to Action of statement AllowUse in the policy default.` */
export function editText(evaluation: Evaluation, edit: Edit): string {
  switch (edit.kind) {
    case 'context':
      return `Ask ${Object.entries(edit.change)
        .map(([key, value]) => (value === null ? `without ${key}` : `with ${key} = ${value}`))
        .join(' and ')}.`;
    case 'add value':
      return `Add ${edit.value} to ${edit.element.split('.')[0]} of ${statementName(evaluation, edit)}.`;
    case 'remove value':
      return `Remove ${edit.value} from ${edit.element.split('.')[0]} of ${statementName(evaluation, edit)}.`;
    case 'add condition value':
      return `Let ${edit.key} also be ${edit.value} in ${statementName(evaluation, edit)}.`;
    case 'remove statement':
      return `Remove ${statementName(evaluation, edit)}.`;
    case 'remove policy':
      return `Remove ${policyName(evaluation, edit)}, which has no other statement.`;
    case 'remove grant':
      return `Revoke grant ${edit.grantId}.`;
    case 'add statement':
      return `Add a statement to ${policyName(evaluation, edit)}.`;
    case 'add policy':
      return `Add ${articles[edit.slot.type] ?? 'a'} ${edit.slot.type}${
        edit.slot.level === null ? '' : ` at level ${edit.slot.level}`
      }.`;
  }
}

const articles: Readonly<Record<string, string>> = { 'identity-based policy': 'an' };

type InPolicy = Extract<Edit, { readonly slot: unknown }>;

function policyName({ given }: Evaluation, { slot }: InPolicy): string {
  return `the ${slot.type} ${policyAt(given, slot)?.name ?? ''}`.trim();
}

function statementName(
  evaluation: Evaluation,
  edit: Extract<Edit, { readonly statement: number }>,
): string {
  const policy = policyAt(evaluation.given, edit.slot);
  const { Sid } = (policy && statementsOf(policy.document)[edit.statement]) ?? {};
  const named = typeof Sid === 'string' && Sid !== '' ? Sid : String(edit.statement + 1);
  return `statement ${named} of ${policyName(evaluation, edit)}`;
}

/** Why one change was not enough, or why none is offered. */
export function remainderText(evaluation: Evaluation, edits: number): string {
  const { principal } = evaluation.request;
  const foreign =
    'account' in principal && principal.account !== resourceAccount(evaluation.request);
  if (edits === 0) return 'No one or two changes to these policies turn this over.';
  if (edits === 1) return '';
  return foreign
    ? 'No single change does it: the resource is in another account, and both sides must allow.'
    : 'No single change does it.';
}

/** One line of a comparison. */
export interface DiffLine {
  readonly sign: ' ' | '+' | '-';
  readonly text: string;
}

/** Two texts line by line, by their longest common run of lines. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [before, after].map((text) => (text === '' ? [] : text.split('\n'))) as [
    string[],
    string[],
  ];
  const same = (i: number, j: number) => bare(a[i]) === bare(b[j]);
  const lengths = Array.from({ length: a.length + 1 }, () =>
    new Array<number>(b.length + 1).fill(0),
  );
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i]![j] = same(i, j)
        ? lengths[i + 1]![j + 1]! + 1
        : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && same(i, j)) {
      lines.push({ sign: ' ', text: b[j]! });
      [i, j] = [i + 1, j + 1];
    } else if (j < b.length && (i === a.length || lengths[i]![j + 1]! > lengths[i + 1]![j]!)) {
      lines.push({ sign: '+', text: b[j]! });
      j += 1;
    } else {
      lines.push({ sign: '-', text: a[i]! });
      i += 1;
    }
  }
  return lines;
}

/** A comma at the end is the next line's doing. */
const bare = (line: string | undefined) => line?.replace(/,$/, '');
