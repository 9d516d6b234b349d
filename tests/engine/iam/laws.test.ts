import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../../src/engine/iam/index';
import type {
  AuthorizationRequest,
  Evaluation,
  Policies,
  Principal,
} from '../../../src/engine/iam/index';
import { account, alice, aws, eve, keyArn, policy, root, session } from './cases/worlds';
import type { JsonStatement } from './cases/worlds';

const some = <T>(...values: readonly T[]) => fc.constantFrom(...values);

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

const allowWithoutNot = fc
  .tuple(...positiveElements, conditions, principals)
  .map(([Action, Resource, condition, principal]): JsonStatement => ({
    Effect: 'Allow',
    Action,
    Resource,
    ...condition,
    ...principal,
  }));

const anyStatement = statementOf(some('Allow', 'Allow', 'Deny'));

/** The statements of each policy of a world, before they are put into documents. */
interface Draft {
  readonly identity: readonly (readonly JsonStatement[])[];
  readonly resource: readonly JsonStatement[] | null;
  readonly resourceRule: 'standard' | 'kms-key';
  readonly boundary: readonly JsonStatement[] | null;
  readonly session: readonly (readonly JsonStatement[])[] | null;
  readonly scps: readonly (readonly (readonly JsonStatement[])[])[] | null;
}

const statements = fc.array(anyStatement, { minLength: 1, maxLength: 3 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 2 });

const draft: fc.Arbitrary<Draft> = fc.record({
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

function policiesOf(world: Draft): Policies {
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

const asked: fc.Arbitrary<AuthorizationRequest> = fc.record({
  principal: some<Principal>(alice, session, root, eve),
  action: some('kms:Encrypt', 'kms:Decrypt', 's3:GetObject'),
  resource: some(keyArn, 'arn:aws:s3:::bucket', '*'),
  context: some<AuthorizationRequest['context']>({}, { 'a:k': 'x' }, { 'A:K': ['x', 'y'] }),
});

const decide = (request: AuthorizationRequest, world: Draft): Evaluation =>
  evaluate(request, policiesOf(world));

test('a request that matches a Deny is denied, whatever else there is', () => {
  fc.assert(
    fc.property(asked, draft, (request, world) => {
      const denyAll = [{ Effect: 'Deny', Action: '*', Resource: '*' }];
      const denied = { ...world, identity: [...world.identity, denyAll] };
      expect(decide(request, denied).decision).toBe('ExplicitDeny');
    }),
  );
});

test('the order of policies and of statements does not matter', () => {
  const reversed = <T>(list: readonly T[]) => [...list].reverse();
  fc.assert(
    fc.property(asked, draft, (request, world) => {
      const other: Draft = {
        ...world,
        identity: reversed(world.identity).map(reversed),
        resource: world.resource && reversed(world.resource),
        boundary: world.boundary && reversed(world.boundary),
        session: world.session && reversed(world.session).map(reversed),
        scps: world.scps && reversed(world.scps).map((level) => reversed(level).map(reversed)),
      };
      const { allowed, decision, reason } = decide(request, world);
      const again = decide(request, other);
      expect([again.allowed, again.decision]).toEqual([allowed, decision]);
      expect(again.reason.rule).toBe(reason.rule);
    }),
    { numRuns: 300 },
  );
});

test('one more Allow without Not elements never takes access away', () => {
  fc.assert(
    fc.property(asked, draft, allowWithoutNot, (request, world, added) => {
      fc.pre(decide(request, world).allowed);
      const more = [
        { ...world, identity: [...world.identity, [added]] },
        ...(world.resource === null ? [] : [{ ...world, resource: [added, ...world.resource] }]),
        ...(world.boundary === null ? [] : [{ ...world, boundary: [...world.boundary, added] }]),
      ];
      for (const wider of more) expect(decide(request, wider).allowed).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('the decision follows from the explanation', () => {
  fc.assert(
    fc.property(asked, draft, (request, world) => {
      const { decision, policies, reason } = decide(request, world);
      for (const { says, statement, statements: all } of policies) {
        for (const { matched, principal, action, resource, conditions: parts } of all) {
          const every = [principal, action, resource, ...parts].every(
            (part) => part?.matched ?? true,
          );
          expect(matched).toBe(every);
        }
        const applying = new Set(all.filter((one) => one.matched).map((one) => one.effect));
        expect(says).toBe(applying.has('Deny') ? 'Deny' : applying.has('Allow') ? 'Allow' : 'None');
        if (statement !== null)
          expect(all[statement]).toMatchObject({ matched: true, effect: says });
      }
      expect(decision === 'ExplicitDeny').toBe(policies.some(({ says }) => says === 'Deny'));
      if ('by' in reason) {
        const { by } = reason;
        const decided = policies.filter(({ type, name }) => type === by.type && name === by.policy);
        expect(decided.some(({ statements: all }) => all[by.statement]?.matched)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('asking twice gives the same answer', () => {
  fc.assert(
    fc.property(asked, draft, (request, world) => {
      expect(decide(request, world)).toEqual(decide(request, world));
    }),
  );
});

test('one more Deny, boundary, session policy or SCP level never gives access', () => {
  fc.assert(
    fc.property(asked, draft, statements, anyStatement, (request, world, limit, statement) => {
      fc.pre(!decide(request, world).allowed);
      const denied = { ...statement, Effect: 'Deny' };
      const narrower: Draft[] = [
        { ...world, identity: [...world.identity, [denied]] },
        ...(world.resource === null ? [] : [{ ...world, resource: [...world.resource, denied] }]),
        ...(world.boundary === null ? [{ ...world, boundary: limit }] : []),
        ...(world.session === null ? [{ ...world, session: [limit] }] : []),
        { ...world, scps: [...(world.scps ?? []), [limit]] },
      ];
      for (const world of narrower) expect(decide(request, world).allowed).toBe(false);
    }),
    { numRuns: 200 },
  );
});

test('a session may do what its role and its session policies both allow', () => {
  fc.assert(
    fc.property(asked, draft, statements, (request, world, limit) => {
      const asSession = { ...request, principal: session };
      const alone = { ...world, resource: null, resourceRule: 'standard' as const, scps: null };
      const may = (change: Partial<Draft>) => decide(asSession, { ...alone, ...change }).allowed;
      const both =
        may({ session: null }) && may({ identity: [limit], boundary: null, session: null });
      expect(may({ session: [limit] })).toBe(both);
    }),
    { numRuns: 100 },
  );
});

test('everyone is everyone, however it is written', () => {
  const spelled = (Principal: unknown) => (list: readonly JsonStatement[]) =>
    list.map((statement) => ({ ...statement, Principal }));
  fc.assert(
    fc.property(asked, draft, (request, world) => {
      fc.pre(world.resource !== null);
      const as = (Principal: unknown) =>
        decide(request, { ...world, resource: spelled(Principal)(world.resource ?? []) });
      expect(as('*').reason).toEqual(as({ AWS: '*' }).reason);
    }),
    { numRuns: 100 },
  );
});
