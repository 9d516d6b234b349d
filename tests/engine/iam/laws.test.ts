import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../../src/engine/iam/index';
import type { AuthorizationRequest, Evaluation } from '../../../src/engine/iam/index';
import {
  allowWithoutNot,
  anyStatement,
  asked,
  draft,
  policiesOf,
  statements,
  type Draft,
} from './cases/drafts';
import { session } from './cases/worlds';
import type { JsonStatement } from './cases/worlds';

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
