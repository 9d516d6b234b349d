import type {
  AttachUserPolicyRequest,
  ListAttachedUserPoliciesRequest,
  ListAttachedUserPoliciesResponse,
} from '@aws-sdk/client-iam';
import { boundaryKey } from './boundaries';
import { onEntity, policyUser, put, type AnyKind, type EntityKind, type Naming } from './entities';
import { limitExceeded, noSuchEntity } from './errors';
import { findManagedPolicy } from './managed-policy-lookup';
import { page } from './paging';
import { parsePolicyArn } from './policy-arns';
import { forgetUse, noteUse } from './policy-uses';
import { quotaInForce } from './quotas';
import type { EntityRecord } from './state';

type Attachment<M extends AnyKind['nameMember']> = Naming<M> &
  Pick<AttachUserPolicyRequest, 'PolicyArn'>;

/** The three operations on the managed policies attached to users, groups or roles. */
export function attachmentOperations<R extends EntityRecord, M extends AnyKind['nameMember']>(
  kind: EntityKind<R, M>,
) {
  const { type } = kind;
  const conditionKeys = ({ PolicyArn = '' }: Attachment<M>, record: R | undefined) => ({
    'iam:PolicyARN': PolicyArn,
    ...boundaryKey(record),
  });
  return {
    [`Attach${type}Policy`]: onEntity(
      kind,
      `Attach${type}Policy`,
      ({ PolicyArn: arn = '' }: Attachment<M>, ctx, record) => {
        const { account } = parsePolicyArn(arn);
        const isVisible = account === 'aws' || account === record.account;
        if (!isVisible || findManagedPolicy(ctx, arn) === undefined) {
          throw noSuchEntity.attachable(arn);
        }
        const { attachedPolicies } = record;
        if (attachedPolicies.includes(arn)) return;
        const most = quotaInForce(ctx, `policiesPer${type}`);
        if (attachedPolicies.length >= most) {
          throw limitExceeded.quota(`PoliciesPer${type}`, most);
        }
        noteUse(ctx, policyUser(kind, record), arn, 'PermissionsPolicy');
        put(kind, { ...record, attachedPolicies: [...attachedPolicies, arn].sort() }, ctx);
      },
      conditionKeys,
    ),
    [`Detach${type}Policy`]: onEntity(
      kind,
      `Detach${type}Policy`,
      ({ PolicyArn: arn = '' }: Attachment<M>, ctx, record) => {
        parsePolicyArn(arn);
        const { attachedPolicies } = record;
        if (!attachedPolicies.includes(arn)) throw noSuchEntity.policy(arn);
        forgetUse(ctx, policyUser(kind, record), arn, 'PermissionsPolicy');
        const others = attachedPolicies.filter((other) => other !== arn);
        put(kind, { ...record, attachedPolicies: others }, ctx);
      },
      conditionKeys,
    ),
    [`ListAttached${type}Policies`]: onEntity(
      kind,
      `ListAttached${type}Policies`,
      (
        input: Naming<M> &
          Pick<ListAttachedUserPoliciesRequest, 'PathPrefix' | 'Marker' | 'MaxItems'>,
        _,
        { attachedPolicies }: R,
      ): ListAttachedUserPoliciesResponse => {
        const { PathPrefix = '/' } = input;
        const inPath = attachedPolicies.filter((arn) =>
          parsePolicyArn(arn).path.startsWith(PathPrefix),
        );
        const { items, ...rest } = page(inPath, (arn) => arn, input);
        return { AttachedPolicies: items.map(describeAttached), ...rest };
      },
    ),
  };
}

/** An attached policy as entities are described with it. */
export function describeAttached(arn: string) {
  return { PolicyName: parsePolicyArn(arn).name, PolicyArn: arn };
}
