import type {
  CreateChangeSetInput,
  CreateChangeSetOutput,
  DeleteChangeSetInput,
  DeleteChangeSetOutput,
  DescribeChangeSetInput,
  DescribeChangeSetOutput,
  ExecuteChangeSetInput,
  ExecuteChangeSetOutput,
  ListChangeSetsInput,
  ListChangeSetsOutput,
} from '@aws-sdk/client-cloudformation';
import type { Context, Operation } from '../../operation';
import { requireChangeSet } from './change-set-lookup';
import { additions, changesOf } from './changes';
import {
  begin,
  beginUpdate,
  checkCount,
  checkName,
  checkUpdatable,
  newStack,
  newSubject,
  refuseLeftOut,
  renewSession,
} from './create-stack';
import { changeSets, notModelled, stacks } from './errors';
import {
  changeSetsOf,
  findStack,
  requestPermissions,
  requireStack,
  stackPermission,
} from './lookup';
import { moveStack } from './moves';
import { page } from './paging';
import { shownParameters } from './parameters';
import { changesNothing, checkSameTypes, planFor } from './plan';
import {
  changeSetArn,
  changeSetsTable,
  nameKey,
  namesTable,
  stacksTable,
  type ChangeRecord,
  type ChangeSetRecord,
  type StackRecord,
} from './state';
import { templateText } from './template-source';

export const CreateChangeSet: Operation<CreateChangeSetInput, CreateChangeSetOutput> = {
  permissions: (input, _, ctx) => requestPermissions(ctx, input.StackName ?? '', input),
  async handle(input, ctx) {
    const { StackName = '', ChangeSetName = '', ChangeSetType = 'UPDATE' } = input;
    refuseLeftOut(input);
    if (ChangeSetType === 'IMPORT') throw notModelled('ChangeSetType IMPORT');
    if (input.IncludeNestedStacks === true) throw notModelled('IncludeNestedStacks');
    const isNew = ChangeSetType === 'CREATE';
    const known = isNew ? findStack(ctx, StackName) : requireStack(ctx, StackName, stacks.notThere);
    if (isNew && known !== undefined && known.status !== 'REVIEW_IN_PROGRESS') {
      throw changeSets.stackExists(StackName, ChangeSetName);
    }
    if (!isNew && known !== undefined) checkUpdatable(known);
    if (
      changeSetsOf(ctx, known?.StackId ?? '').some((set) => set.ChangeSetName === ChangeSetName)
    ) {
      throw changeSets.exists(ChangeSetName, StackName);
    }
    const { set, stack } = await announced(ctx, input, known, isNew);
    ctx.put(changeSetsTable, set.ChangeSetId, set);
    return { Id: set.ChangeSetId, StackId: stack.StackId };
  },
};

/** Reads what is wanted; of a new stack, puts it under review. */
async function announced(
  ctx: Context,
  input: CreateChangeSetInput,
  known: StackRecord | undefined,
  isNew: boolean,
): Promise<{ readonly set: ChangeSetRecord; readonly stack: StackRecord }> {
  const { StackName = '', ChangeSetName = '', Description, UsePreviousTemplate } = input;
  const role = input.RoleARN ?? known?.RoleARN;
  if (known === undefined) {
    checkName(StackName);
    checkCount(ctx);
  }
  const subject = known ?? newSubject(ctx, StackName, role);
  const own = {
    ...subject,
    principal: ctx.caller,
    ...(role === undefined ? {} : { RoleARN: role }),
  };
  if (known !== undefined) renewSession(ctx, known, role);
  const text =
    UsePreviousTemplate === true && known !== undefined
      ? known.plan.text
      : await templateText(ctx, input);
  const plan = await planFor(ctx, own, text, input, known?.plan);
  const stack =
    known ?? moveStack(ctx, newStack(ctx, own, plan), { type: 'Review' }, 'User Initiated');
  if (known === undefined) {
    const { account, region, StackId } = stack;
    ctx.put(namesTable, nameKey(account, region, StackName), { StackId });
  }
  if (!isNew) checkSameTypes(stack, plan);
  const isEmpty = !isNew && changesNothing(stack, plan);
  const changes = isNew ? additions(stack, plan) : changesOf(ctx, stack, plan);
  const set: ChangeSetRecord = {
    ChangeSetId: changeSetArn(ctx.region, ctx.caller.account, ChangeSetName, ctx.random.uuid()),
    ...{ ChangeSetName, StackId: stack.StackId, type: isNew ? 'CREATE' : 'UPDATE' },
    CreationTime: ctx.now,
    ...(isEmpty
      ? { status: 'FAILED', executionStatus: 'UNAVAILABLE', reason: changeSets.noChanges }
      : { status: 'CREATE_COMPLETE', executionStatus: 'AVAILABLE' }),
    ...(Description === undefined ? {} : { description: Description }),
    ...{ plan, notificationARNs: [], onFailure: input.OnStackFailure ?? 'ROLLBACK' },
    ...(role === undefined ? {} : { RoleARN: role }),
    changes: isEmpty ? [] : changes,
  };
  return { set, stack };
}

export const DescribeChangeSet: Operation<DescribeChangeSetInput, DescribeChangeSetOutput> = {
  permissions: ({ StackName, ChangeSetName }, _, ctx) => [
    stackPermission(ctx, StackName ?? stackOf(ctx, ChangeSetName)),
  ],
  handle({ ChangeSetName = '', StackName, NextToken, IncludePropertyValues }, ctx) {
    if (IncludePropertyValues === true) throw notModelled('IncludePropertyValues');
    const set = requireChangeSet(ctx, ChangeSetName, StackName);
    const { plan } = set;
    const parameters = shownParameters(plan.template.Parameters, plan.parameters);
    const { items, more } = page(set.changes, NextToken);
    const tags = Object.entries(plan.tags).map(([Key, Value]) => ({ Key, Value }));
    return {
      ...summary(ctx, set),
      ...(set.reason === undefined ? {} : { StatusReason: set.reason }),
      ...(parameters.length === 0 ? {} : { Parameters: parameters }),
      ...{ NotificationARNs: [], RollbackConfiguration: {} },
      Capabilities: plan.capabilities as DescribeChangeSetOutput['Capabilities'],
      ...(tags.length === 0 ? {} : { Tags: tags }),
      Changes: items.map(describeChange),
      ...more,
    };
  },
};

function stackOf(ctx: Context, name: string | undefined): string | undefined {
  return name === undefined ? undefined : ctx.get(changeSetsTable, name)?.StackId;
}

function summary(ctx: Context, set: ChangeSetRecord) {
  const { ChangeSetId, ChangeSetName, StackId, description } = set;
  return {
    ...{ ChangeSetId, ChangeSetName, StackId },
    StackName: ctx.get(stacksTable, StackId)?.StackName ?? '',
    ...(description === undefined ? {} : { Description: description }),
    CreationTime: new Date(set.CreationTime),
    ExecutionStatus: set.executionStatus,
    Status: set.status,
    IncludeNestedStacks: false,
  };
}

function describeChange({ action, logicalId, type, ...change }: ChangeRecord) {
  const { PhysicalResourceId, replacement, policyAction, details } = change;
  return {
    Type: 'Resource' as const,
    ResourceChange: {
      ...{ Action: action, LogicalResourceId: logicalId, ResourceType: type },
      ...(policyAction === undefined ? {} : { PolicyAction: policyAction as 'Delete' }),
      ...(PhysicalResourceId === undefined ? {} : { PhysicalResourceId }),
      ...(replacement === undefined ? {} : { Replacement: replacement }),
      Scope: details.length === 0 ? [] : ['Properties' as const],
      Details: details.map(({ name: Name, recreation, evaluation, source }) => ({
        Target: {
          ...{ Attribute: 'Properties' as const, Name, RequiresRecreation: recreation },
        },
        ...{ Evaluation: evaluation, ChangeSource: source },
      })),
    },
  };
}

export const ListChangeSets: Operation<ListChangeSetsInput, ListChangeSetsOutput> = {
  permissions: ({ StackName }, _, ctx) => [stackPermission(ctx, StackName)],
  handle({ StackName = '', NextToken }, ctx) {
    const stack = requireStack(ctx, StackName, stacks.notThere);
    const { items, more } = page(changeSetsOf(ctx, stack.StackId), NextToken);
    return { Summaries: items.map((set) => summary(ctx, set)), ...more };
  },
};

export const DeleteChangeSet: Operation<DeleteChangeSetInput, DeleteChangeSetOutput> = {
  permissions: ({ StackName, ChangeSetName }, _, ctx) => [
    stackPermission(ctx, StackName ?? stackOf(ctx, ChangeSetName)),
  ],
  handle({ ChangeSetName = '', StackName }, ctx) {
    if (!ChangeSetName.startsWith('arn:') && StackName === undefined) {
      throw changeSets.stackNameRequired();
    }
    if (StackName !== undefined) requireStack(ctx, StackName, stacks.notThere);
    const set = findOrNone(ctx, ChangeSetName, StackName);
    if (set !== undefined) ctx.delete(changeSetsTable, set.ChangeSetId);
    return {};
  },
};

/** AWS says nothing where there is no such change set. */
function findOrNone(ctx: Context, name: string, StackName: string | undefined) {
  if (name.startsWith('arn:')) {
    const set = ctx.get(changeSetsTable, name);
    return set === undefined ? undefined : requireChangeSet(ctx, name, StackName);
  }
  const stack = StackName === undefined ? undefined : findStack(ctx, StackName);
  return changeSetsOf(ctx, stack?.StackId ?? '').find((set) => set.ChangeSetName === name);
}

export const ExecuteChangeSet: Operation<ExecuteChangeSetInput, ExecuteChangeSetOutput> = {
  permissions: ({ StackName, ChangeSetName }, _, ctx) => [
    stackPermission(ctx, StackName ?? stackOf(ctx, ChangeSetName)),
  ],
  handle(
    { ChangeSetName = '', StackName, DisableRollback, ClientRequestToken, RetainExceptOnCreate },
    ctx,
  ) {
    const set = requireChangeSet(ctx, ChangeSetName, StackName);
    const { ChangeSetId, StackId, executionStatus, status, plan, RoleARN, onFailure } = set;
    if (executionStatus !== 'AVAILABLE') {
      throw changeSets.notExecutable(ChangeSetId, status === 'FAILED' ? status : executionStatus);
    }
    const stack = requireStack(ctx, StackId, stacks.notThere);
    for (const other of changeSetsOf(ctx, StackId)) ctx.delete(changeSetsTable, other.ChangeSetId);
    ctx.put(changeSetsTable, ChangeSetId, { ...set, executionStatus: 'EXECUTE_COMPLETE' });
    const own: StackRecord = {
      ...{ ...stack, ChangeSetId, principal: ctx.caller, onFailure },
      disableRollback: DisableRollback ?? false,
      retainExceptOnCreate: RetainExceptOnCreate ?? false,
      ...(RoleARN === undefined ? {} : { RoleARN }),
      ...(ClientRequestToken === undefined ? {} : { token: ClientRequestToken }),
    };
    if (set.type === 'CREATE') begin(ctx, { ...own, plan, LastUpdatedTime: ctx.now });
    else {
      checkUpdatable(stack, DisableRollback);
      beginUpdate(ctx, own, plan);
    }
    return {};
  },
};
