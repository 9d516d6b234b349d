import type { Context } from '../../operation';
import { changeSets, stacks } from './errors';
import { changeSetsOf, requireStack } from './lookup';
import { changeSetsTable, stacksTable, type ChangeSetRecord } from './state';

/** The caller's change set, by ARN, or by name and stack. Throws ChangeSetNotFound and ValidationError. */
export function requireChangeSet(
  ctx: Context,
  name: string,
  StackName: string | undefined,
): ChangeSetRecord {
  if (name.startsWith('arn:')) {
    const set = ctx.get(changeSetsTable, name);
    const owner = set === undefined ? undefined : ctx.get(stacksTable, set.StackId);
    if (set === undefined || owner?.account !== ctx.caller.account || owner.region !== ctx.region) {
      throw changeSets.notFound(name);
    }
    return set;
  }
  if (StackName === undefined) throw changeSets.stackNameRequired();
  const stack = requireStack(ctx, StackName, stacks.notThere);
  const set = changeSetsOf(ctx, stack.StackId).find(({ ChangeSetName }) => ChangeSetName === name);
  if (set === undefined) throw changeSets.notFound(name);
  return set;
}
