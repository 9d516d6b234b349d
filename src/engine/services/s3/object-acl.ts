import type {
  GetObjectAclOutput,
  GetObjectAclRequest,
  ObjectCannedACL,
  PutObjectAclOutput,
  PutObjectAclRequest,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { accessControlLists as errors } from './bucket-errors';
import { invalidArgument, invalidRequest } from './errors';
import { existingTagKeys, requireObject } from './get-object';
import { findObject, requireContent, type FoundObject, type ObjectInput } from './lookup';
import { canonicalUserId } from './owners';
import { objectPermission } from './permissions';

// Buckets have no access control lists unless their owner switches them on, which this model leaves
// out: all is its bucket's owner's. Source: Amazon S3 User Guide, "Controlling ownership of objects
// and disabling ACLs for your bucket".

/** What a request says of an access control list. */
export interface AclInput {
  readonly ACL?: string | undefined;
  readonly GrantFullControl?: string | undefined;
  readonly GrantRead?: string | undefined;
  readonly GrantReadACP?: string | undefined;
  readonly GrantWrite?: string | undefined;
  readonly GrantWriteACP?: string | undefined;
}

/** The one list that a request may name: it says what is so in any case. */
const ownersControl = 'bucket-owner-full-control';

const canned: readonly ObjectCannedACL[] = [
  ...(['private', 'public-read', 'public-read-write', 'authenticated-read'] as const),
  ...(['aws-exec-read', 'bucket-owner-read', ownersControl] as const),
];

function grantsOf(input: AclInput): readonly (string | undefined)[] {
  return [
    ...[input.GrantFullControl, input.GrantRead, input.GrantReadACP],
    ...[input.GrantWrite, input.GrantWriteACP],
  ].filter((grant) => grant !== undefined);
}

/** Throws AccessControlListNotSupported where a request that writes an object says more than that. */
export function checkAcl(input: AclInput): void {
  const { ACL } = input;
  if (ACL !== undefined && !canned.some((name) => name === ACL)) {
    // Recorded: without a text.
    throw invalidArgument('', 'x-amz-acl', ACL);
  }
  if (grantsOf(input).length > 0 || (ACL !== undefined && ACL !== ownersControl)) {
    throw errors.notSupported();
  }
}

/** Throws where a request that is to replace an access control list names none, or two. */
export function requireAcl(
  input: AclInput & { readonly AccessControlPolicy?: object | undefined },
) {
  const { ACL, AccessControlPolicy } = input;
  const hasGrants = grantsOf(input).length > 0;
  if (ACL !== undefined && hasGrants) {
    throw invalidRequest('Specifying both Canned ACLs and Header Grants is not allowed');
  }
  if (ACL === undefined && !hasGrants && AccessControlPolicy === undefined) {
    throw errors.headerMissing();
  }
  if (AccessControlPolicy !== undefined) throw errors.notSupported();
}

/** The access control list of whatever is its owner's alone. */
export function ownerAcl(account: string): Pick<GetObjectAclOutput, 'Owner' | 'Grants'> {
  const ID = canonicalUserId(account);
  const Grantee = { ID, Type: 'CanonicalUser' as const };
  return { Owner: { ID }, Grants: [{ Grantee, Permission: 'FULL_CONTROL' }] };
}

const target = (input: ObjectInput, ctx: Context) => findObject(ctx, input);

function permission(verb: 'Get' | 'Put', input: ObjectInput, found: FoundObject, ctx: Context) {
  const action = `s3:${verb}Object${input.VersionId === undefined ? '' : 'Version'}Acl`;
  return [objectPermission(action, found.bucket, found.Key, ctx, input, existingTagKeys(found))];
}

export const GetObjectAcl: Operation<GetObjectAclRequest, GetObjectAclOutput, FoundObject> = {
  target,
  permissions: (input, found, ctx) => permission('Get', input, found, ctx),
  handle(input, ctx, found) {
    requireObject(ctx, input, found, 'GET');
    return ownerAcl(found.bucket.account);
  },
};

export const PutObjectAcl: Operation<PutObjectAclRequest, PutObjectAclOutput, FoundObject> = {
  target,
  permissions: (input, found, ctx) => permission('Put', input, found, ctx),
  handle(input, ctx, found) {
    requireContent(ctx, input, found, 'PUT');
    requireAcl(input);
    const { ACL } = input;
    checkAcl({ ...input, ACL: ACL === ownersControl ? undefined : ACL });
    throw errors.notSupported();
  },
};
