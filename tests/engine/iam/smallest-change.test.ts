import fc from 'fast-check';
import { expect, test } from 'vitest';
import { candidateEdits } from '../../../src/engine/iam/candidate-edits';
import { applyEdit, weights, type Edit } from '../../../src/engine/iam/edits';
import { evaluate, type Evaluation, type Policies } from '../../../src/engine/iam/index';
import {
  decideAfter,
  smallestChanges,
  statementsAround,
} from '../../../src/engine/iam/smallest-change';
import { asked, draft, policiesOf } from './cases/drafts';
import { alice, allow, aws, deny, everything, eve, keyArn, policy, request } from './cases/worlds';

const afterAll = ({ request: before, given }: Evaluation, edits: readonly Edit[]): Evaluation => {
  const { request: after, policies } = edits.reduce(applyEdit, {
    request: before,
    policies: given,
  });
  return evaluate(after, policies);
};

test('a suggested change turns the decision over, and no lesser one does', () => {
  fc.assert(
    fc.property(asked, draft, (request, world) => {
      const evaluation = evaluate(request, policiesOf(world));
      const [smallest, ...others] = smallestChanges(evaluation);
      const singles = candidateEdits(evaluation).filter(
        (edit) => decideAfter(evaluation, edit)?.allowed === !evaluation.allowed,
      );
      const least = Math.min(...singles.map(({ kind }) => weights[kind]));
      if (smallest === undefined) {
        expect(singles).toEqual([]);
        return;
      }
      expect(smallest.edits.length).toBe(singles.length > 0 ? 1 : 2);
      if (singles.length > 0) expect(weights[smallest.edits[0]!.kind]).toBe(least);
      for (const { edits } of [smallest, ...others]) {
        expect(afterAll(evaluation, edits).allowed).toBe(!evaluation.allowed);
      }
    }),
    { numRuns: 300 },
  );
});

test('no suggestion widens a statement to everything or everyone', () => {
  fc.assert(
    fc.property(asked, draft, (request, world) => {
      const evaluation = evaluate(request, policiesOf(world));
      for (const edit of candidateEdits(evaluation)) {
        if (edit.kind === 'add value') expect(edit.value).not.toMatch(/[*?]/);
        if (edit.kind === 'add statement' || edit.kind === 'add policy') {
          const { Action, Principal = '' } = edit.added;
          expect(JSON.stringify([Action, Principal])).not.toContain('*');
        }
      }
    }),
  );
});

const first = (policies: Policies, more: object = {}) => {
  const evaluation = evaluate(request(more), policies);
  const [change] = smallestChanges(evaluation);
  return { evaluation, change };
};
const keyRule = { resourceRule: 'kms-key' } as const;
const encrypt = { action: 'kms:Encrypt' };

test('a statement of the key policy gets the action that it lacks', () => {
  const use = allow({ Sid: 'AllowUse', ...aws(alice.arn), Action: 'kms:Decrypt' });
  const { change, evaluation } = first(
    { identity: [], resource: policy('Key', use), ...keyRule },
    encrypt,
  );
  const slot = { type: 'resource-based policy', level: null, index: 0 };
  const at = { slot, statement: 0, element: 'Action', value: 'kms:Encrypt' };
  expect(change?.edits).toEqual([{ kind: 'add value', ...at }]);
  expect(statementsAround(evaluation, change!.edits[0]!).after).toMatchObject({
    Action: ['kms:Decrypt', 'kms:Encrypt'],
  });
});

test('a Deny goes, with its policy where it is alone there', () => {
  const two = [policy('P', allow(), deny({ Action: 'kms:*' }))];
  expect(first({ identity: two }).change?.edits).toMatchObject([
    { kind: 'remove statement', statement: 1 },
  ]);
  const alone = [everything, policy('P', deny({ Action: 'kms:*' }))];
  expect(first({ identity: alone }).change?.edits).toMatchObject([{ kind: 'remove policy' }]);
});

test('the request is asked differently before any policy is changed', () => {
  const purpose = 'kms:EncryptionContext:purpose';
  const key = allow({ ...aws(alice.arn), Condition: { StringEquals: { [purpose]: 'x' } } });
  const policies = { identity: [], resource: policy('Key', key), ...keyRule };
  expect(first(policies).change?.edits).toEqual([{ kind: 'context', change: { [purpose]: 'x' } }]);
  const tls = deny({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  const plain = { context: { 'aws:SecureTransport': 'false' } };
  expect(first({ identity: [everything, policy('P', tls)] }, plain).change?.edits).toEqual([
    { kind: 'context', change: { 'aws:SecureTransport': 'true' } },
  ]);
});

test('a tag of the principal is compared with one of the resource', () => {
  const same = { 'aws:ResourceTag/project': '${aws:PrincipalTag/project}' };
  const identity = [policy('Abac', allow({ Condition: { StringEquals: same } }))];
  const principal = { ...alice, tags: { project: 'blue' } };
  const context = { 'aws:ResourceTag/project': 'red' };
  expect(first({ identity }, { principal, context }).change?.edits).toEqual([
    { kind: 'context', change: { 'aws:ResourceTag/project': 'blue' } },
  ]);
});

test('across accounts no single change does it where both sides are silent', () => {
  const resource = policy('Key', allow({ ...aws(alice.arn) }));
  const { change } = first({ identity: [], resource, ...keyRule }, { principal: eve });
  expect(change?.edits.length).toBe(2);
  expect(change?.edits.map((edit) => 'slot' in edit && edit.slot.type).sort()).toEqual([
    'identity-based policy',
    'resource-based policy',
  ]);
});

test('what AWS manages stays as it is', () => {
  const resource = {
    name: 'default',
    document: JSON.stringify({
      Version: '2012-10-17',
      Id: 'auto-s3-2',
      Statement: [{ Effect: 'Allow', ...aws(eve.arn), Action: 'kms:*', Resource: '*' }],
    }),
  };
  const evaluation = evaluate(request({ resource: keyArn }), {
    ...{ identity: [everything], resource, ...keyRule },
  });
  expect(evaluation.allowed).toBe(false);
  expect(smallestChanges(evaluation)).toEqual([]);
});

test('a request that is allowed is denied by the least that can be taken from it', () => {
  const identity = [policy('P', allow({ Action: ['kms:Decrypt', 'kms:Encrypt'] }))];
  expect(first({ identity }, encrypt).change?.edits).toMatchObject([
    { kind: 'remove value', value: 'kms:Encrypt' },
  ]);
});
