import type {
  CreateTagsRequest,
  DeleteTagsRequest,
  DescribeTagsRequest,
  DescribeTagsResult,
  ResourceType,
  Tag,
  TagDescription,
  TagSpecification,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../errors';
import type { Context as ConditionContext, Tags } from '../../iam/index';
import type { Context, Operation, Permission } from '../../operation';
import { countTags, isSystemTag } from '../../system-tags';
import type { Table } from '../../tables';
import { matchesFilters } from './filters';
import { page } from './paging';
import {
  instanceArn,
  instancesTable,
  rowKey,
  snapshotArn,
  snapshotsTable,
  volumeArn,
  volumesTable,
} from './state';

// Texts: AWS's are not known here, but for the codes. Source: EC2 Developer Guide, "Error codes".
const errors = {
  unknownId: (id: string) => new AwsError('InvalidID', `The ID '${id}' is not valid`),
  reserved: () =>
    new AwsError(
      'InvalidParameterValue',
      "Tag keys starting with 'aws:' are reserved for internal use",
    ),
  tooMany: () => new AwsError('TagLimitExceeded', `More than ${tagsPerResource} tags specified`),
  wrongType: (type: string) =>
    new AwsError(
      'InvalidParameterValue',
      `'${type}' is not a valid taggable resource type for this operation.`,
    ),
};

/** Source: EC2 User Guide, "Tag restrictions". */
const tagsPerResource = 50;

function tagsFrom(list: readonly Tag[]): Tags {
  const tags: Record<string, string> = {};
  for (const { Key = '', Value = '' } of list) {
    if (isSystemTag(Key)) throw errors.reserved();
    tags[Key] = Value;
  }
  if (countTags(tags) > tagsPerResource) throw errors.tooMany();
  return tags;
}

/** The tags for a new resource of this type; other types are refused, except `also`. */
export function specifiedTags(
  specifications: readonly TagSpecification[] | undefined,
  type: ResourceType,
  ...also: readonly ResourceType[]
): Tags {
  const wrong = specifications?.find(
    ({ ResourceType: named }) => named !== type && !also.some((other) => other === named),
  );
  if (wrong !== undefined) throw errors.wrongType(wrong.ResourceType ?? '');
  const own = specifications?.filter(({ ResourceType: named }) => named === type) ?? [];
  return tagsFrom(own.flatMap(({ Tags: list = [] }) => list));
}

/** Tags as answers list them. */
export function shownTags(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** The condition keys of a resource's tags. */
export function tagKeys(tags: Tags): ConditionContext {
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, value],
      [`ec2:ResourceTag/${key}`, value],
    ]),
  );
}

/** The condition keys of tags in a request. */
export function requestTagKeys(list: readonly Tag[]): ConditionContext {
  if (list.length === 0) return {};
  return {
    'aws:TagKeys': list.map(({ Key = '' }) => Key),
    ...Object.fromEntries(list.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value])),
  };
}

/** The permission to tag what a request makes. Source: EC2 User Guide, "Tag resources on creation". */
export function tagOnCreation(
  ctx: Context,
  specifications: readonly TagSpecification[] | undefined,
  resource: string,
): readonly Permission[] {
  const list = specifications?.flatMap(({ Tags: tags = [] }) => tags) ?? [];
  if (list.length === 0) return [];
  const context = { 'ec2:CreateAction': ctx.operation, ...requestTagKeys(list) };
  return [{ action: 'ec2:CreateTags', resource, context }];
}

interface Tagged {
  readonly id: string;
  readonly type: ResourceType;
  readonly arn: string;
  readonly tags: Tags;
  write(ctx: Context, tags: Tags): void;
}

type Row = { readonly account: string; readonly tags: Tags };

function tagged<R extends Row>(
  ctx: Context,
  table: Table<R>,
  type: ResourceType,
  id: string,
  arnOf: (row: R) => string,
): Tagged | undefined {
  const key = rowKey(ctx.region, id);
  const row = ctx.get(table, key);
  if (row?.account !== ctx.caller.account) return undefined;
  const write = (to: Context, tags: Tags) => to.put(table, key, { ...row, tags });
  return { id, type, arn: arnOf(row), tags: row.tags, write };
}

function findTagged(ctx: Context, id: string): Tagged {
  const found =
    tagged(ctx, volumesTable, 'volume', id, volumeArn) ??
    tagged(ctx, snapshotsTable, 'snapshot', id, snapshotArn) ??
    tagged(ctx, instancesTable, 'instance', id, instanceArn);
  if (found === undefined) throw errors.unknownId(id);
  return found;
}

type Resources = { readonly Resources: string[] | undefined };

const target = ({ Resources = [] }: Resources, ctx: Context) =>
  Resources.map((id) => findTagged(ctx, id));

const permissionsFor =
  (action: string) =>
  (input: { readonly Tags?: Tag[] | undefined }, found: readonly Tagged[]): readonly Permission[] =>
    found.map(({ arn, tags }) => ({
      ...{ action, resource: arn },
      context: { ...tagKeys(tags), ...requestTagKeys(input.Tags ?? []) },
    }));

export const CreateTags: Operation<CreateTagsRequest, void, readonly Tagged[]> = {
  target,
  permissions: permissionsFor('ec2:CreateTags'),
  handle({ Tags: list = [] }, ctx, found) {
    const added = tagsFrom(list);
    const all = found.map((resource) => ({ resource, tags: { ...resource.tags, ...added } }));
    if (all.some(({ tags }) => countTags(tags) > tagsPerResource)) throw errors.tooMany();
    for (const { resource, tags } of all) resource.write(ctx, tags);
  },
};

export const DeleteTags: Operation<DeleteTagsRequest, void, readonly Tagged[]> = {
  target,
  permissions: permissionsFor('ec2:DeleteTags'),
  // A tag is deleted whatever its value, unless the request names one. Source: API Reference.
  handle({ Tags: list }, ctx, found) {
    if (list?.some(({ Key = '' }) => isSystemTag(Key)) === true) throw errors.reserved();
    for (const resource of found) {
      // Without a list all go that are the user's own. Source: API Reference, DeleteTags, Tags.
      const kept = Object.entries(resource.tags).filter(([key, value]) =>
        list === undefined
          ? isSystemTag(key)
          : !list.some(
              (tag) => tag.Key === key && (tag.Value === undefined || tag.Value === value),
            ),
      );
      resource.write(ctx, Object.fromEntries(kept));
    }
  },
};

export const DescribeTags: Operation<DescribeTagsRequest, DescribeTagsResult> = {
  handle({ Filters, ...paging }, ctx) {
    const rows: (TagDescription & { readonly tags: Tags })[] = [];
    const add = <R extends Row>(table: Table<R>, ResourceType: ResourceType) => {
      const prefix = rowKey(ctx.region, '');
      for (const [key, { account, tags }] of ctx.range(table, { prefix })) {
        if (account !== ctx.caller.account) continue;
        for (const tag of shownTags(tags)) {
          rows.push({ ...tag, ResourceId: key.slice(prefix.length), ResourceType, tags });
        }
      }
    };
    add(instancesTable, 'instance');
    add(snapshotsTable, 'snapshot');
    add(volumesTable, 'volume');
    const matches = matchesFilters<(typeof rows)[number]>(Filters, {
      key: ({ Key }) => Key,
      value: ({ Value }) => Value,
      'resource-id': ({ ResourceId }) => ResourceId,
      'resource-type': ({ ResourceType }) => ResourceType,
    });
    const { items, more } = page(rows.filter(matches), paging);
    return { Tags: items.map(({ tags: _, ...shown }) => shown), ...more };
  },
};
