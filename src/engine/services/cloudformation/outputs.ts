import type { Context } from '../../operation';
import { validationError } from './errors';
import { checkKnown } from './making';
import { scopeOf } from './scope';
import { exportsTable, nameKey, stacksTable, type OutputRecord, type StackRecord } from './state';
import { conditionHolds } from './template/conditions';
import { evaluateWhole } from './template/evaluate';
import { asText } from './template/value';

/** A stack's outputs, now that its resources are there. Throws ValidationError. */
export function outputsOf(ctx: Context, stack: StackRecord): OutputRecord[] {
  const scope = scopeOf(ctx, stack);
  return Object.entries(stack.plan.template.Outputs).flatMap(([key, output]) => {
    const { Condition, Description, Export } = output;
    if (Condition !== undefined && !conditionHolds(Condition, scope)) return [];
    const value = evaluateWhole(output.Value, scope);
    checkKnown(value);
    const text = asText(value);
    // The text is from memory.
    if (text === undefined) {
      throw validationError(
        `Template format error: Output ${key} is malformed. The Value field of every Outputs member must evaluate to a String.`,
      );
    }
    const exported = Export === undefined ? undefined : asText(evaluateWhole(Export, scope));
    return [
      {
        ...{ key, value: text },
        ...(Description === undefined ? {} : { description: Description }),
        ...(exported === undefined ? {} : { exportName: exported }),
      },
    ];
  });
}

/** The stacks that use an export, by name. */
export function importersOf(
  ctx: Context,
  stack: Pick<StackRecord, 'account' | 'region'>,
  name: string,
): string[] {
  return ctx
    .range(stacksTable)
    .map(([, other]) => other)
    .filter(
      ({ account, region, imports, status }) =>
        account === stack.account &&
        region === stack.region &&
        status !== 'DELETE_COMPLETE' &&
        imports.includes(name),
    )
    .map(({ StackName }) => StackName);
}

const keyOf = ({ account, region }: StackRecord, name: string) => nameKey(account, region, name);

/**
 * Makes a stack's exports those of its outputs. Throws ValidationError where another stack has a name,
 * or uses a value that would change.
 */
export function exportOutputs(
  ctx: Context,
  stack: StackRecord,
  outputs: readonly OutputRecord[],
): void {
  const next = new Map(
    outputs.flatMap(({ exportName, value }) =>
      exportName === undefined ? [] : [[exportName, value] as const],
    ),
  );
  for (const { name, value } of ownExports(ctx, stack)) {
    if (next.get(name) === value) continue;
    // The text is from memory.
    const verb = next.has(name) ? 'update' : 'delete';
    refuseUse(ctx, stack, name, verb);
    ctx.delete(exportsTable, keyOf(stack, name));
  }
  for (const [name, value] of next) {
    const other = ctx.get(exportsTable, keyOf(stack, name));
    if (other !== undefined && other.StackId !== stack.StackId) {
      const owner = ctx.get(stacksTable, other.StackId)?.StackName ?? other.StackId;
      throw validationError(`Export with name ${name} is already exported by stack ${owner}`);
    }
    ctx.put(exportsTable, keyOf(stack, name), { name, value, StackId: stack.StackId });
  }
}

function refuseUse(
  ctx: Context,
  stack: StackRecord,
  name: string,
  verb: 'update' | 'delete',
): void {
  const [user] = importersOf(ctx, stack, name);
  if (user === undefined) return;
  throw validationError(`Export ${name} cannot be ${verb}d as it is in use by ${user}`);
}

/** Why a stack cannot be deleted, if it cannot: another one uses what it exports. */
export function exportInUse(ctx: Context, stack: StackRecord): string | undefined {
  for (const { name } of ownExports(ctx, stack)) {
    const [user] = importersOf(ctx, stack, name);
    // The text is from memory.
    if (user !== undefined) return `Export ${name} cannot be deleted as it is in use by ${user}`;
  }
  return undefined;
}

function ownExports(ctx: Context, stack: StackRecord) {
  return ctx
    .range(exportsTable, { prefix: nameKey(stack.account, stack.region, '') })
    .map(([, exported]) => exported)
    .filter(({ StackId }) => StackId === stack.StackId);
}

/** Takes a stack's exports away. */
export function dropExports(ctx: Context, stack: StackRecord): void {
  for (const { name } of ownExports(ctx, stack)) ctx.delete(exportsTable, keyOf(stack, name));
}
