import type { NamedPolicy } from '../../iam/index';
import type { Context } from '../../operation';
import { groupNotFound, naming, streamNotFound } from './errors';
import { keyOfReference, ownGroup, readIdentifier, type GroupReference } from './names';
import { resourcePolicyOf } from './resource-policy-evaluation';
import {
  groupsTable,
  streamKey,
  streamsTable,
  type LogGroupRecord,
  type LogStreamRecord,
} from './state';

/** What a request names, and the log group that is there, if one is. */
export interface FoundGroup {
  readonly reference: GroupReference;
  readonly key: string;
  readonly group: LogGroupRecord | undefined;
  /** What the resource policies of its account say, together. */
  readonly policy: NamedPolicy | undefined;
}

type Reader = Pick<Context, 'get' | 'range' | 'region' | 'caller'>;

/** The log group of a reference. */
export function lookUp(ctx: Pick<Context, 'get' | 'range'>, reference: GroupReference): FoundGroup {
  const key = keyOfReference(reference);
  const policy = resourcePolicyOf(ctx, reference);
  return { reference, key, group: ctx.get(groupsTable, key), policy };
}

/** The log group that a request names. */
export function findGroup(ctx: Reader, name: string): FoundGroup {
  return lookUp(ctx, ownGroup(ctx, name));
}

/** How requests that read name a log group: by one of the two. */
export interface NamesGroup {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

/** The log group that a request names by name or identifier. Throws where it names both, or none. */
export function findNamed(ctx: Reader, { logGroupName, logGroupIdentifier }: NamesGroup) {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) {
    throw naming.nameAndIdentifier();
  }
  const named = logGroupName ?? logGroupIdentifier;
  if (named === undefined) throw naming.neither();
  return lookUp(ctx, readIdentifier(ctx, named));
}

/** The log group, which must exist in this Region. Throws ResourceNotFoundException. */
export function existing(
  ctx: Pick<Context, 'region'>,
  { group, reference }: FoundGroup,
): LogGroupRecord {
  if (group === undefined || reference.region !== ctx.region) throw groupNotFound();
  return group;
}

/** A stream of a log group, which must exist. Throws ResourceNotFoundException. */
export function existingStream(
  ctx: Pick<Context, 'get'>,
  groupKey: string,
  name: string,
): LogStreamRecord {
  const stream = ctx.get(streamsTable, streamKey(groupKey, name));
  if (stream === undefined) throw streamNotFound();
  return stream;
}
