import type { StartSnapshotRequest } from '@aws-sdk/client-ebs';
import type { Context } from '../../operation';
import { table } from '../../tables';
import { blockKey, blocksOf } from '../ec2/blocks';
import { giveUpCreation } from '../ec2/snapshot-moves';
import { blocksTable, rowKey, snapshotsTable, type SnapshotRecord } from '../ec2/state';
import { errors } from './errors';

// Source of this file: EBS direct APIs' reference, StartSnapshot, `Timeout` and `ClientToken`, and
// ConflictException (read 2026-11). Not published there: the state of a snapshot that is given up, here
// `error`, and how long a token is remembered, here until its snapshot is complete or given up.

/** How long nothing may happen where the request does not say, in minutes. */
const defaultTimeout = 60;

/** A snapshot that is being written: when something happened last, in ms, and the token it has. */
interface StartedRecord {
  readonly activeAt: number;
  /** In ms. */
  readonly timeout: number;
  readonly tokenKey?: string;
}

interface TokenRecord {
  readonly SnapshotId: string;
  /** The request, to tell an equal one from another with the same token. */
  readonly request: string;
}

/** Snapshots that are being written, by Region and id. */
const startedTable = table<StartedRecord>('ebs.started');

/** Requests by account, Region and client token. */
const tokensTable = table<TokenRecord>('ebs.client-tokens');

/** Checksums of the blocks that were written to a snapshot that is not complete, by block key. */
export const writtenTable = table<{ readonly checksum: string }>('ebs.written-blocks');

const timerId = (SnapshotId: string) => `${SnapshotId}|timeout`;

function tokenKeyOf(ctx: Context, { ClientToken }: StartSnapshotRequest): string | undefined {
  return ClientToken && `${ctx.caller.account}|${ctx.region}|${ClientToken}`;
}

/** The snapshot that an equal request has started. Throws ConflictException where it is another. */
export function startedBefore(
  ctx: Context,
  input: StartSnapshotRequest,
): SnapshotRecord | undefined {
  const before = ctx.get(tokensTable, tokenKeyOf(ctx, input) ?? '');
  if (before === undefined) return undefined;
  if (before.request !== JSON.stringify(input)) throw errors.otherRequest();
  return ctx.get(snapshotsTable, rowKey(ctx.region, before.SnapshotId));
}

/** Notes that a snapshot was started, and by which request. */
export function noteStart(ctx: Context, SnapshotId: string, input: StartSnapshotRequest): void {
  const timeout = (input.Timeout ?? defaultTimeout) * 60_000;
  const tokenKey = tokenKeyOf(ctx, input);
  if (tokenKey !== undefined) {
    ctx.put(tokensTable, tokenKey, { SnapshotId, request: JSON.stringify(input) });
  }
  ctx.put(startedTable, rowKey(ctx.region, SnapshotId), {
    ...{ activeAt: ctx.now, timeout, ...(tokenKey === undefined ? {} : { tokenKey }) },
  });
  wait(ctx, SnapshotId, ctx.now + timeout);
}

function wait(ctx: Context, SnapshotId: string, at: number): void {
  ctx.setTimer({ id: timerId(SnapshotId), at, kind: 'timeout', payload: { SnapshotId } });
}

/** Notes that a block was written: the time begins anew. */
export function noteActivity(ctx: Context, SnapshotId: string): void {
  const key = rowKey(ctx.region, SnapshotId);
  const started = ctx.get(startedTable, key);
  if (started !== undefined) ctx.put(startedTable, key, { ...started, activeAt: ctx.now });
}

/** Forgets what is only kept while a snapshot is written. */
export function forgetStart(ctx: Context, SnapshotId: string): void {
  const key = rowKey(ctx.region, SnapshotId);
  const { tokenKey } = ctx.get(startedTable, key) ?? {};
  if (tokenKey !== undefined) ctx.delete(tokensTable, tokenKey);
  ctx.delete(startedTable, key);
  for (const [block] of ctx.range(writtenTable, { prefix: `${SnapshotId}|` })) {
    ctx.delete(writtenTable, block);
  }
  ctx.cancelTimer(timerId(SnapshotId));
}

/** The timer of a snapshot that is being written: nothing may have happened for too long. */
export function timeout({ SnapshotId }: { readonly SnapshotId: string }, ctx: Context): void {
  const key = rowKey(ctx.region, SnapshotId);
  const [started, snapshot] = [ctx.get(startedTable, key), ctx.get(snapshotsTable, key)];
  if (started === undefined || snapshot?.isBeingWritten !== true) return;
  const due = started.activeAt + started.timeout;
  if (due > ctx.now) {
    wait(ctx, SnapshotId, due);
    return;
  }
  for (const [index] of blocksOf(ctx, SnapshotId)) {
    ctx.delete(blocksTable, blockKey(SnapshotId, index));
  }
  forgetStart(ctx, SnapshotId);
  giveUpCreation(ctx, snapshot);
}
