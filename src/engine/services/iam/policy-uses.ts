import type { Context } from '../../operation';
import type { Reader } from '../../tables';
import { attachmentsTable, type AttachmentRecord, type PolicyUsage } from './state';

/** An entity that uses managed policies. */
export interface PolicyUser extends AttachmentRecord {
  readonly account: string;
}

function key({ account, kind, name }: PolicyUser, arn: string, usage: PolicyUsage): string {
  return `${account}|${arn}|${usage}|${kind}|${name.toLowerCase()}`;
}

/** Notes that an entity uses a managed policy, so that the policy's side can be listed. */
export function noteUse(ctx: Context, user: PolicyUser, arn: string, usage: PolicyUsage): void {
  const { kind, name } = user;
  ctx.put(attachmentsTable, key(user, arn, usage), { kind, name });
}

/** Notes that it does no longer. */
export function forgetUse(ctx: Context, user: PolicyUser, arn: string, usage: PolicyUsage): void {
  ctx.delete(attachmentsTable, key(user, arn, usage));
}

/** How many entities of an account use a managed policy. */
export function useCountOf(
  reader: Reader,
  account: string,
  arn: string,
  usage: PolicyUsage,
): number {
  return reader.size(attachmentsTable, `${account}|${arn}|${usage}|`);
}

/** The entities of an account that use a managed policy, by kind and name. */
export function usesOf(
  reader: Reader,
  account: string,
  arn: string,
  usage: PolicyUsage,
): readonly AttachmentRecord[] {
  const prefix = `${account}|${arn}|${usage}|`;
  return reader.range(attachmentsTable, { prefix }).map(([, use]) => use);
}

/** Notes the new name of an entity wherever it uses a managed policy. */
export function renameUses(
  ctx: Context,
  before: PolicyUser,
  after: string,
  used: {
    readonly attachedPolicies: readonly string[];
    readonly permissionsBoundary?: string | undefined;
  },
): void {
  const uses: (readonly [string, PolicyUsage])[] = used.attachedPolicies.map((arn) => [
    arn,
    'PermissionsPolicy',
  ]);
  const { permissionsBoundary } = used;
  if (permissionsBoundary !== undefined) uses.push([permissionsBoundary, 'PermissionsBoundary']);
  for (const [arn, usage] of uses) {
    forgetUse(ctx, before, arn, usage);
    noteUse(ctx, { ...before, name: after }, arn, usage);
  }
}

/** Notes that an entity about to be deleted is bounded no longer. */
export function forgetBoundary(
  ctx: Context,
  user: PolicyUser,
  { permissionsBoundary: arn }: { readonly permissionsBoundary?: string | undefined },
): void {
  if (arn !== undefined) forgetUse(ctx, user, arn, 'PermissionsBoundary');
}
