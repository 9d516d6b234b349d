import type { Option } from '../../../learning/questions/base';
import type { Check } from '../../../learning/scenario';
import type { Run } from '../question';

/** What runs when an option is run: its lines, with what is to hold afterwards beside them. */
export function runOfOption(
  { text, do: lines, claim }: Option,
  goal: readonly Check[] | undefined,
): Run | undefined {
  const title = text.replaceAll('`', '');
  if (claim !== undefined) {
    const asked = 'run' in claim ? [claim.run] : [];
    const check = { label: title, failure: 'This is not so: {actual}', ...claim } as Check;
    return { title, lines: [...lines, ...asked], checks: [check] };
  }
  return goal === undefined || lines.length === 0 ? undefined : { title, lines, checks: goal };
}
