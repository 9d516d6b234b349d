import type {
  DescribeStackEventsInput,
  DescribeStackEventsOutput,
  DescribeStackResourceInput,
  DescribeStackResourceOutput,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
  DescribeStacksInput,
  DescribeStacksOutput,
  ListStackResourcesInput,
  ListStackResourcesOutput,
  ListStacksInput,
  ListStacksOutput,
  ResourceStatus,
  Stack,
} from '@aws-sdk/client-cloudformation';
import type { Context, Operation } from '../../operation';
import { stacks, validationError } from './errors';
import { requireStack, stackPermission } from './lookup';
import { page } from './paging';
import { shownParameters } from './parameters';
import {
  eventsTable,
  partKey,
  resourcesTable,
  stacksTable,
  type EventRecord,
  type ResourceRecord,
  type StackRecord,
} from './state';

const notChecked = { StackDriftStatus: 'NOT_CHECKED' } as const;
const resourceNotChecked = { StackResourceDriftStatus: 'NOT_CHECKED' } as const;

/** A stack as answers show it. */
function describeStack(stack: StackRecord): Stack {
  const { plan, status, statusReason, outputs, ChangeSetId, RoleARN, timeoutMinutes } = stack;
  const { template, capabilities } = plan;
  const parameters = shownParameters(template.Parameters, plan.parameters);
  return {
    ...{ StackId: stack.StackId, StackName: stack.StackName, StackStatus: status },
    ...(statusReason === undefined ? {} : { StackStatusReason: statusReason }),
    ...(ChangeSetId === undefined ? {} : { ChangeSetId }),
    ...(template.Description === undefined ? {} : { Description: template.Description }),
    ...(parameters.length === 0 ? {} : { Parameters: parameters }),
    CreationTime: new Date(stack.CreationTime),
    ...date('LastUpdatedTime', stack.LastUpdatedTime),
    ...date('DeletionTime', stack.DeletionTime),
    RollbackConfiguration: {},
    DisableRollback: stack.disableRollback,
    NotificationARNs: [...stack.notificationARNs],
    ...(timeoutMinutes === undefined ? {} : { TimeoutInMinutes: timeoutMinutes }),
    ...(capabilities.length === 0 ? {} : { Capabilities: capabilities as Stack['Capabilities'] }),
    ...(outputs.length === 0 ? {} : { Outputs: outputs.map(describeOutput) }),
    ...(RoleARN === undefined ? {} : { RoleARN }),
    Tags: Object.entries(plan.tags).map(([Key, Value]) => ({ Key, Value })),
    ...(status === 'DELETE_COMPLETE'
      ? {}
      : { EnableTerminationProtection: stack.terminationProtection }),
    DriftInformation: notChecked,
  };
}

function date(name: string, time: number | undefined): Record<string, Date> {
  return time === undefined ? {} : { [name]: new Date(time) };
}

function describeOutput({ key, value, description, exportName }: StackRecord['outputs'][number]) {
  return {
    ...{ OutputKey: key, OutputValue: value },
    ...(description === undefined ? {} : { Description: description }),
    ...(exportName === undefined ? {} : { ExportName: exportName }),
  };
}

/** The caller's stacks in a Region, newest first. */
function ownStacks(ctx: Context): StackRecord[] {
  const { account } = ctx.caller;
  return ctx
    .range(stacksTable)
    .map(([, stack]) => stack)
    .filter((stack) => stack.account === account && stack.region === ctx.region)
    .sort((a, b) => b.CreationTime - a.CreationTime);
}

export const DescribeStacks: Operation<DescribeStacksInput, DescribeStacksOutput> = {
  permissions: ({ StackName }, _, ctx) => [stackPermission(ctx, StackName)],
  handle({ StackName, NextToken }, ctx) {
    if (StackName !== undefined) {
      return { Stacks: [describeStack(requireStack(ctx, StackName))] };
    }
    const there = ownStacks(ctx).filter(({ status }) => status !== 'DELETE_COMPLETE');
    const { items, more } = page(there, NextToken);
    return { Stacks: items.map(describeStack), ...more };
  },
};

export const ListStacks: Operation<ListStacksInput, ListStacksOutput> = {
  handle({ NextToken, StackStatusFilter: wanted = [] }, ctx) {
    const statuses: readonly string[] = wanted;
    const found = ownStacks(ctx).filter(
      ({ status }) => statuses.length === 0 || statuses.includes(status),
    );
    const { items, more } = page(found, NextToken);
    const StackSummaries = items.map((stack) => ({
      ...{ StackId: stack.StackId, StackName: stack.StackName, StackStatus: stack.status },
      ...(stack.plan.template.Description === undefined
        ? {}
        : { TemplateDescription: stack.plan.template.Description }),
      CreationTime: new Date(stack.CreationTime),
      ...date('LastUpdatedTime', stack.LastUpdatedTime),
      ...date('DeletionTime', stack.DeletionTime),
      ...(stack.statusReason === undefined ? {} : { StackStatusReason: stack.statusReason }),
      DriftInformation: notChecked,
    }));
    return { StackSummaries, ...more };
  },
};

export const DescribeStackEvents: Operation<DescribeStackEventsInput, DescribeStackEventsOutput> = {
  permissions: ({ StackName }, _, ctx) => [stackPermission(ctx, StackName)],
  handle({ StackName = '', NextToken }, ctx) {
    const stack = requireStack(ctx, StackName, stacks.notThere);
    const events = ctx
      .range(eventsTable, { prefix: partKey(stack.StackId, '') })
      .map(([, event]) => event)
      .reverse();
    const { items, more } = page(events, NextToken);
    return { StackEvents: items.map((event) => describeEvent(stack, event)), ...more };
  },
};

function describeEvent({ StackId, StackName }: StackRecord, event: EventRecord) {
  const { reason, properties, token } = event;
  return {
    ...{ StackId, EventId: event.EventId, StackName, LogicalResourceId: event.logicalId },
    ...{ PhysicalResourceId: event.PhysicalResourceId, ResourceType: event.type },
    ...{ Timestamp: new Date(event.timestamp), ResourceStatus: event.status as ResourceStatus },
    ...(reason === undefined ? {} : { ResourceStatusReason: reason }),
    ...(properties === undefined ? {} : { ResourceProperties: properties }),
    ...(token === undefined ? {} : { ClientRequestToken: token }),
  };
}

/** The resources of a stack, those that are gone too, as long as it has them in its books. */
function allResources(ctx: Context, StackId: string): ResourceRecord[] {
  return ctx
    .range(resourcesTable, { prefix: partKey(StackId, '') })
    .map(([, resource]) => resource);
}

function describeResource(resource: ResourceRecord) {
  const { PhysicalResourceId, statusReason } = resource;
  return {
    LogicalResourceId: resource.logicalId,
    ...(PhysicalResourceId === undefined ? {} : { PhysicalResourceId }),
    ResourceType: resource.type,
    ResourceStatus: resource.status as ResourceStatus,
    ...(statusReason === undefined ? {} : { ResourceStatusReason: statusReason }),
    DriftInformation: resourceNotChecked,
  };
}

export const DescribeStackResource: Operation<
  DescribeStackResourceInput,
  DescribeStackResourceOutput
> = {
  permissions: ({ StackName }, _, ctx) => [stackPermission(ctx, StackName)],
  handle({ StackName = '', LogicalResourceId = '' }, ctx) {
    const stack = requireStack(ctx, StackName, stacks.quoted);
    const resource = ctx.get(resourcesTable, partKey(stack.StackId, LogicalResourceId));
    if (resource === undefined) throw stacks.noResource(LogicalResourceId, StackName);
    const { StackId, StackName: name } = stack;
    return {
      StackResourceDetail: {
        ...{ StackName: name, StackId, ...describeResource(resource) },
        LastUpdatedTimestamp: new Date(resource.timestamp),
        Metadata: JSON.stringify(resource.metadata ?? {}),
      },
    };
  },
};

export const DescribeStackResources: Operation<
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput
> = {
  permissions: ({ StackName }, _, ctx) => [stackPermission(ctx, StackName)],
  handle({ StackName, LogicalResourceId, PhysicalResourceId }, ctx) {
    if (StackName === undefined && PhysicalResourceId === undefined) {
      // From memory; the rule is the API Reference's, DescribeStackResources.
      throw validationError('Either StackName or PhysicalResourceId must be specified.');
    }
    const stack =
      StackName === undefined ? ownerOf(ctx, PhysicalResourceId!) : requireStack(ctx, StackName);
    const found = allResources(ctx, stack.StackId).filter(
      ({ logicalId }) => LogicalResourceId === undefined || logicalId === LogicalResourceId,
    );
    if (LogicalResourceId !== undefined && found.length === 0) {
      throw stacks.noResource(LogicalResourceId, stack.StackName);
    }
    return {
      StackResources: found.map((resource) => ({
        ...{ StackName: stack.StackName, StackId: stack.StackId, ...describeResource(resource) },
        Timestamp: new Date(resource.timestamp),
      })),
    };
  },
};

function ownerOf(ctx: Context, PhysicalResourceId: string): StackRecord {
  const owner = ownStacks(ctx).find(({ StackId }) =>
    allResources(ctx, StackId).some(
      (resource) => resource.PhysicalResourceId === PhysicalResourceId,
    ),
  );
  if (owner === undefined) throw validationError(`Stack for ${PhysicalResourceId} does not exist`);
  return owner;
}

export const ListStackResources: Operation<ListStackResourcesInput, ListStackResourcesOutput> = {
  permissions: ({ StackName }, _, ctx) => [stackPermission(ctx, StackName)],
  handle({ StackName = '', NextToken }, ctx) {
    const stack = requireStack(ctx, StackName);
    const { items, more } = page(allResources(ctx, stack.StackId), NextToken);
    const StackResourceSummaries = items.map((resource) => ({
      ...describeResource(resource),
      LastUpdatedTimestamp: new Date(resource.timestamp),
    }));
    return { StackResourceSummaries, ...more };
  },
};
