import type { Context, Permission } from '../../operation';
import { stacks } from './errors';
import {
  changeSetsTable,
  nameKey,
  namesTable,
  stackArn,
  stacksTable,
  type ChangeSetRecord,
  type StackRecord,
} from './state';

/** The caller's stack by name or id; deleted ones by id alone. */
export function findStack(ctx: Context, name: string): StackRecord | undefined {
  const { account } = ctx.caller;
  const StackId = name.startsWith('arn:')
    ? name
    : ctx.get(namesTable, nameKey(account, ctx.region, name))?.StackId;
  const stack = StackId === undefined ? undefined : ctx.get(stacksTable, StackId);
  return stack?.account === account && stack.region === ctx.region ? stack : undefined;
}

/** The caller's stack. Throws ValidationError as most operations do. */
export function requireStack(ctx: Context, name: string, refusal = stacks.notFound): StackRecord {
  const stack = findStack(ctx, name);
  if (stack === undefined) throw refusal(name);
  return stack;
}

/** A permission on a stack, whether it exists or not. Source: Service Authorization Reference, "AWS CloudFormation". */
export function stackPermission(
  ctx: Context,
  name: string | undefined,
  more: Permission['context'] = {},
): Permission {
  const stack = name === undefined ? undefined : findStack(ctx, name);
  const tags = Object.entries(stack?.plan.tags ?? {});
  const context = {
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
    ...more,
  };
  const action = `cloudformation:${ctx.operation}`;
  if (name === undefined) return { action, resource: '*', context };
  const unknown = name.startsWith('arn:')
    ? name
    : stackArn(ctx.region, ctx.caller.account, name, '*');
  return { action, resource: stack?.StackId ?? unknown, context };
}

/** What a request for a new stack, or a changed one, needs beside the permission on the stack. */
export function requestPermissions(
  ctx: Context,
  name: string,
  {
    RoleARN,
    Tags = [],
    TemplateURL,
    ChangeSetName,
  }: {
    readonly RoleARN?: string | undefined;
    readonly Tags?: readonly { Key: string | undefined; Value: string | undefined }[] | undefined;
    readonly TemplateURL?: string | undefined;
    readonly ChangeSetName?: string | undefined;
  },
): Permission[] {
  const context = {
    ...Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value])),
    ...(Tags.length === 0 ? {} : { 'aws:TagKeys': Tags.map(({ Key = '' }) => Key) }),
    ...(RoleARN === undefined ? {} : { 'cloudformation:RoleArn': RoleARN }),
    ...(TemplateURL === undefined ? {} : { 'cloudformation:TemplateUrl': TemplateURL }),
    ...(ChangeSetName === undefined ? {} : { 'cloudformation:ChangeSetName': ChangeSetName }),
  };
  const own = stackPermission(ctx, name, context);
  if (RoleARN === undefined) return [own];
  const passed = { 'iam:PassedToService': 'cloudformation.amazonaws.com' };
  return [own, { action: 'iam:PassRole', resource: RoleARN, context: passed }];
}

/** The change sets of a stack, oldest first. */
export function changeSetsOf(ctx: Context, StackId: string): ChangeSetRecord[] {
  return ctx
    .range(changeSetsTable)
    .map(([, set]) => set)
    .filter((set) => set.StackId === StackId)
    .sort((a, b) => a.CreationTime - b.CreationTime);
}
