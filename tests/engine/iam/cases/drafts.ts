import fc from 'fast-check';
import type { AuthorizationRequest, Policies, Principal } from '../../../../src/engine/iam/index';
import { account, alice, aws, eve, keyArn, policy, root, session } from './worlds';
import type { JsonStatement } from './worlds';

/** One of some values. */
export const some = <T>(...values: readonly T[]) => fc.constantFrom(...values);

const conditions = some<JsonStatement>(
  {},
  { Condition: { StringEquals: { 'a:k': 'x' } } },
  { Condition: { StringNotEquals: { 'a:k': 'x' } } },
  { Condition: { 'ForAllValues:StringLike': { 'a:k': ['x*', 'y'] } } },
  { Condition: { Null: { 'a:k': 'true' } } },
);
const positiveElements = [
  some('*', 'kms:*', 'kms:Encrypt', 'kms:Decrypt', 's3:Get*'),
  some('*', keyArn, 'arn:aws:kms:*:*:key/*', 'arn:aws:s3:::bucket'),
] as const;
const principals = some<JsonStatement>(
  ...[root.arn, account, alice.arn, session.arn, session.roleArn, eve.arn, '*'].map(aws),
);

const statementOf = (effect: fc.Arbitrary<string>) =>
  fc
    .tuple(effect, ...positiveElements, conditions, principals, fc.boolean(), fc.boolean())
    .map(
      ([
        Effect,
        action,
        resource,
        condition,
        principal,
        notAction,
        notResource,
      ]): JsonStatement => ({
        Effect,
        [notAction ? 'NotAction' : 'Action']: action,
        [notResource ? 'NotResource' : 'Resource']: resource,
        ...condition,
        ...principal,
      }),
    );

/** A statement that allows, of positive elements only. */
export const allowWithoutNot = fc
  .tuple(...positiveElements, conditions, principals)
  .map(([Action, Resource, condition, principal]): JsonStatement => ({
    Effect: 'Allow',
    Action,
    Resource,
    ...condition,
    ...principal,
  }));

/** A statement of either effect. */
export const anyStatement = statementOf(some('Allow', 'Allow', 'Deny'));

/** The statements of each policy of a world, before they are put into documents. */
export interface Draft {
  readonly identity: readonly (readonly JsonStatement[])[];
  readonly resource: readonly JsonStatement[] | null;
  readonly resourceRule: 'standard' | 'kms-key';
  readonly boundary: readonly JsonStatement[] | null;
  readonly session: readonly (readonly JsonStatement[])[] | null;
  readonly scps: readonly (readonly (readonly JsonStatement[])[])[] | null;
}

/** The statements of one policy. */
export const statements = fc.array(anyStatement, { minLength: 1, maxLength: 3 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 2 });

/** The policies of a world, whatever they say. */
export const draft: fc.Arbitrary<Draft> = fc.record({
  identity: fc.array(statements, { maxLength: 3 }),
  resource: maybe(statements),
  resourceRule: some('standard', 'kms-key'),
  boundary: maybe(statements),
  session: maybe(fc.array(statements, { maxLength: 2 })),
  scps: maybe(fc.array(fc.array(statements, { maxLength: 2 }), { maxLength: 2 })),
});

const withoutPrincipal = (statement: JsonStatement): JsonStatement => ({
  ...statement,
  Principal: undefined,
});

/** The documents of a draft. */
export function policiesOf(world: Draft): Policies {
  const plain = (list: readonly JsonStatement[]) => policy('P', ...list.map(withoutPrincipal));
  return {
    identity: world.identity.map(plain),
    resourceRule: world.resourceRule,
    ...(world.resource && { resource: policy('R', ...world.resource) }),
    ...(world.boundary && { boundary: plain(world.boundary) }),
    ...(world.session && { session: world.session.map(plain) }),
    ...(world.scps && { scps: world.scps.map((level) => level.map(plain)) }),
  };
}

/** A request to one of those worlds. */
export const asked: fc.Arbitrary<AuthorizationRequest> = fc.record({
  principal: some<Principal>(alice, session, root, eve),
  action: some('kms:Encrypt', 'kms:Decrypt', 's3:GetObject'),
  resource: some(keyArn, 'arn:aws:s3:::bucket', '*'),
  context: some<AuthorizationRequest['context']>({}, { 'a:k': 'x' }, { 'A:K': ['x', 'y'] }),
});
