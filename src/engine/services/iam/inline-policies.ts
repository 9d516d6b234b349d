import type {
  GetUserPolicyRequest,
  GetUserPolicyResponse,
  ListUserPoliciesRequest,
  ListUserPoliciesResponse,
  PutUserPolicyRequest,
} from '@aws-sdk/client-iam';
import { policySize, type NamedPolicy } from '../../iam/index';
import { boundaryKey } from './boundaries';
import { onEntity, put, type AnyKind, type EntityKind, type Naming } from './entities';
import { limitExceeded, noSuchEntity } from './errors';
import { page } from './paging';
import { checkDocument } from './policy-documents';
import type { EntityRecord } from './state';

type NameMember = AnyKind['nameMember'];

/** The four operations on the inline policies of users, groups or roles. */
export function inlinePolicyOperations<R extends EntityRecord, M extends NameMember>(
  kind: EntityKind<R, M>,
) {
  const { type, noun, nameMember } = kind;
  const named = (record: R) => ({ [nameMember]: kind.nameOf(record) });
  const without = ({ inlinePolicies }: R, name: string) =>
    inlinePolicies.filter((policy) => policy.name !== name);

  function findPolicy({ inlinePolicies }: R, name: string): NamedPolicy {
    const policy = inlinePolicies.find((other) => other.name === name);
    if (policy === undefined) throw noSuchEntity.named(`${noun} policy`, name);
    return policy;
  }

  return {
    [`Put${type}Policy`]: onEntity(
      kind,
      `Put${type}Policy`,
      (
        {
          PolicyName: name = '',
          PolicyDocument: document = '',
        }: Naming<M> & Pick<PutUserPolicyRequest, 'PolicyName' | 'PolicyDocument'>,
        ctx,
        record,
      ) => {
        checkDocument(document, 'identity');
        const policies = [...without(record, name), { name, document }];
        const limit = kind.inlineSize;
        const documents = policies.map((policy) => policy.document);
        if (policySize(documents, limit) > limit.characters) {
          throw limitExceeded.inlinePolicies(noun, kind.nameOf(record), limit.characters);
        }
        policies.sort((a, b) => (a.name < b.name ? -1 : 1));
        put(kind, { ...record, inlinePolicies: policies }, ctx);
      },
      (_, record) => boundaryKey(record),
    ),
    [`Get${type}Policy`]: onEntity(
      kind,
      `Get${type}Policy`,
      (
        { PolicyName = '' }: Naming<M> & Pick<GetUserPolicyRequest, 'PolicyName'>,
        _,
        record,
      ): Pick<GetUserPolicyResponse, 'PolicyName' | 'PolicyDocument'> => {
        const { name, document } = findPolicy(record, PolicyName);
        return { ...named(record), PolicyName: name, PolicyDocument: document };
      },
    ),
    [`List${type}Policies`]: onEntity(
      kind,
      `List${type}Policies`,
      (
        input: Naming<M> & Pick<ListUserPoliciesRequest, 'Marker' | 'MaxItems'>,
        _,
        { inlinePolicies }: R,
      ): ListUserPoliciesResponse => {
        const { items, ...rest } = page(inlinePolicies, ({ name }) => name, input);
        return { PolicyNames: items.map(({ name }) => name), ...rest };
      },
    ),
    [`Delete${type}Policy`]: onEntity(
      kind,
      `Delete${type}Policy`,
      ({ PolicyName = '' }: Naming<M> & Pick<GetUserPolicyRequest, 'PolicyName'>, ctx, record) => {
        const { name } = findPolicy(record, PolicyName);
        put(kind, { ...record, inlinePolicies: without(record, name) }, ctx);
      },
      (_, record) => boundaryKey(record),
    ),
  };
}
