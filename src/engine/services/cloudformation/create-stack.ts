import type {
  CreateStackInput,
  CreateStackOutput,
  DeleteStackInput,
  UpdateStackInput,
  UpdateStackOutput,
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput,
} from '@aws-sdk/client-cloudformation';
import type { Context, Operation } from '../../operation';
import { notModelled, stacks } from './errors';
import { limits } from './limits';
import {
  changeSetsOf,
  findStack,
  requestPermissions,
  requireStack,
  stackPermission,
} from './lookup';
import { moveStack, newStatus, takes } from './moves';
import { changesNothing, checkSameTypes, planFor, type Subject } from './plan';
import { principalOf } from './principal';
import {
  changeSetsTable,
  nameKey,
  namesTable,
  roleSessionsTable,
  stackArn,
  stacksTable,
  type Plan,
  type StackRecord,
} from './state';
import { makingTasks, removingTasks } from './tasks';
import { templateText } from './template-source';
import { without } from './without';

/** What AWS CloudFormation takes with a template and this model does not. */
export function refuseLeftOut(input: object): void {
  const given = input as Readonly<Record<string, unknown>>;
  for (const name of [
    'StackPolicyBody',
    'StackPolicyURL',
    'StackPolicyDuringUpdateBody',
    'StackPolicyDuringUpdateURL',
  ]) {
    if (given[name] !== undefined) throw notModelled(name);
  }
  const { NotificationARNs = [], RollbackConfiguration } = input as CreateStackInput;
  if (NotificationARNs.length > 0) throw notModelled('NotificationARNs');
  if ((RollbackConfiguration?.RollbackTriggers ?? []).length > 0) {
    throw notModelled('RollbackTriggers');
  }
}

/** Throws ValidationError for a name that no stack can have. */
export function checkName(name: string): void {
  if (!/^[a-zA-Z][-a-zA-Z0-9]*$/.test(name)) throw stacks.badName(name);
  if (name.length > 128) throw stacks.longName(name);
}

/** Who and where a new stack is. */
export function newSubject(ctx: Context, StackName: string, RoleARN: string | undefined): Subject {
  const { account } = ctx.caller;
  const { region } = ctx;
  return {
    ...{ StackId: stackArn(region, account, StackName, ctx.random.uuid()), StackName },
    ...{ account, region, principal: ctx.caller },
    ...(RoleARN === undefined ? {} : { RoleARN }),
  };
}

/** A stack to which nothing has happened yet. */
export function newStack(ctx: Context, subject: Subject, plan: Plan): StackRecord {
  return {
    ...{ ...subject, plan, status: newStatus(), CreationTime: ctx.now, since: ctx.now },
    ...{ notificationARNs: [], disableRollback: false, onFailure: 'ROLLBACK' },
    ...{ terminationProtection: false, outputs: [], imports: [], retained: [], failed: [] },
    ...{ retainExceptOnCreate: false, tasks: [], leftovers: [] },
  };
}

/** Throws LimitExceededException where an account has as many stacks as it may. */
export function checkCount(ctx: Context): void {
  const prefix = nameKey(ctx.caller.account, ctx.region, '');
  if (ctx.size(namesTable, prefix) >= limits.stacks) throw stacks.tooMany();
}

export const CreateStack: Operation<CreateStackInput, CreateStackOutput> = {
  permissions: (input, _, ctx) => requestPermissions(ctx, input.StackName ?? '', input),
  async handle(input, ctx) {
    const { StackName = '', RoleARN, ClientRequestToken: token, TimeoutInMinutes } = input;
    checkName(StackName);
    refuseLeftOut(input);
    const known = findStack(ctx, StackName);
    // A stack under review has no resources; another request may take its place.
    if (known !== undefined && known.status !== 'REVIEW_IN_PROGRESS') {
      throw stacks.exists(StackName);
    }
    checkCount(ctx);
    const subject: Subject = known ?? newSubject(ctx, StackName, RoleARN);
    const own = {
      ...subject,
      principal: ctx.caller,
      ...(RoleARN === undefined ? {} : { RoleARN }),
    };
    const plan = await planFor(ctx, own, await templateText(ctx, input), input);
    for (const set of known === undefined ? [] : changeSetsOf(ctx, known.StackId)) {
      ctx.put(changeSetsTable, set.ChangeSetId, { ...set, executionStatus: 'OBSOLETE' });
    }
    const stack: StackRecord = {
      ...newStack(ctx, own, plan),
      ...(known === undefined ? {} : { status: known.status, CreationTime: known.CreationTime }),
      disableRollback: input.DisableRollback ?? false,
      onFailure: input.OnFailure ?? 'ROLLBACK',
      terminationProtection: input.EnableTerminationProtection ?? false,
      retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
      ...(TimeoutInMinutes === undefined ? {} : { timeoutMinutes: TimeoutInMinutes }),
      ...(token === undefined ? {} : { token }),
    };
    begin(ctx, stack);
    return { StackId: stack.StackId };
  },
};

/** Begins to make a stack. */
export function begin(ctx: Context, stack: StackRecord): StackRecord {
  const { account, region, StackName, StackId } = stack;
  ctx.put(namesTable, nameKey(account, region, StackName), { StackId });
  const tasks = makingTasks(stack, stack.plan, 'create');
  return moveStack(ctx, { ...stack, tasks, since: ctx.now }, { type: 'CreateStack' }, initiated);
}

/** Why something happens that somebody has asked for. */
export const initiated = 'User Initiated';

export const UpdateStack: Operation<UpdateStackInput, UpdateStackOutput> = {
  permissions: (input, _, ctx) => requestPermissions(ctx, input.StackName ?? '', input),
  async handle(input, ctx) {
    const { StackName = '', UsePreviousTemplate, ClientRequestToken: token } = input;
    refuseLeftOut(input);
    const stack = requireStack(ctx, StackName, stacks.notThere);
    checkUpdatable(stack, input.DisableRollback);
    const text = UsePreviousTemplate === true ? stack.plan.text : await templateText(ctx, input);
    const RoleARN = input.RoleARN ?? stack.RoleARN;
    const own: StackRecord = {
      ...{ ...stack, principal: ctx.caller },
      ...(RoleARN === undefined ? {} : { RoleARN }),
      disableRollback: input.DisableRollback ?? false,
      retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
    };
    renewSession(ctx, stack, RoleARN);
    const plan = await planFor(ctx, own, text, input, stack.plan);
    checkSameTypes(stack, plan);
    if (changesNothing(stack, plan)) throw stacks.noUpdates();
    beginUpdate(ctx, token === undefined ? own : { ...own, token }, plan);
    return { StackId: stack.StackId };
  },
};

/** Forgets the session of a role that is no longer the stack's. */
export function renewSession(ctx: Context, stack: StackRecord, RoleARN: string | undefined): void {
  if (stack.RoleARN !== RoleARN) ctx.delete(roleSessionsTable, stack.StackId);
}

/** Throws ValidationError where a stack cannot be updated as it stands. */
export function checkUpdatable(stack: StackRecord, keepsFailures = false): void {
  const { status, StackId } = stack;
  // Source: User Guide, "Choose how to handle failures when provisioning resources".
  const isStuck = status === 'CREATE_FAILED' || status === 'UPDATE_FAILED';
  if (!takes(stack, { type: 'UpdateStack' }) || (isStuck && !keepsFailures)) {
    throw stacks.cannotUpdate(StackId, status);
  }
}

/** Begins to make a stack what a plan says. */
export function beginUpdate(ctx: Context, stack: StackRecord, plan: Plan): StackRecord {
  const tasks = makingTasks(stack, plan, 'update');
  const next: StackRecord = {
    ...{ ...stack, before: stack.plan, plan, tasks, leftovers: [], failed: [] },
    ...{ LastUpdatedTime: ctx.now, since: ctx.now },
  };
  return moveStack(ctx, next, { type: 'UpdateStack' }, initiated);
}

export const DeleteStack: Operation<DeleteStackInput, object> = {
  permissions: ({ StackName = '', RoleARN }, _, ctx) =>
    requestPermissions(ctx, StackName, { RoleARN }),
  async handle(
    { StackName = '', RetainResources = [], RoleARN, ClientRequestToken, DeletionMode },
    ctx,
  ) {
    if (DeletionMode === 'FORCE_DELETE_STACK') throw notModelled('FORCE_DELETE_STACK');
    const stack = findStack(ctx, StackName);
    // AWS answers so for stacks that were never there, too.
    if (stack === undefined || stack.status === 'DELETE_COMPLETE') return {};
    if (stack.status === 'DELETE_IN_PROGRESS') return {};
    if (stack.terminationProtection) throw stacks.isProtected(stack.StackName);
    if (!takes(stack, { type: 'DeleteStack' })) {
      throw stacks.cannotDelete(stack.StackId, stack.status);
    }
    if (RetainResources.length > 0 && stack.status !== 'DELETE_FAILED') {
      throw stacks.retainsTooEarly();
    }
    const role = RoleARN ?? stack.RoleARN;
    renewSession(ctx, stack, role);
    const own: StackRecord = {
      ...{
        ...without(stack, 'token'),
        principal: ctx.caller,
        retained: RetainResources,
        failed: [],
        leftovers: [],
      },
      ...(role === undefined ? {} : { RoleARN: role }),
      ...(ClientRequestToken === undefined ? {} : { token: ClientRequestToken }),
      since: ctx.now,
    };
    if (role !== undefined) await principalOf(ctx, own);
    for (const set of changeSetsOf(ctx, stack.StackId))
      ctx.delete(changeSetsTable, set.ChangeSetId);
    const tasks = removingTasks(ctx, own);
    moveStack(ctx, { ...own, tasks }, { type: 'DeleteStack' }, initiated);
    return {};
  },
};

export const UpdateTerminationProtection: Operation<
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput
> = {
  permissions: ({ StackName }, _, ctx) => [stackPermission(ctx, StackName)],
  handle({ StackName = '', EnableTerminationProtection: terminationProtection = false }, ctx) {
    const stack = requireStack(ctx, StackName, stacks.notThere);
    ctx.put(stacksTable, stack.StackId, { ...stack, terminationProtection });
    return { StackId: stack.StackId };
  },
};
