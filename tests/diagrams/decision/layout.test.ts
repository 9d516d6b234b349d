import { describe, expect, it } from 'vitest';
import { diffLines, editText } from '../../../src/diagrams/decision/change-words';
import { decisionLayout } from '../../../src/diagrams/decision/layout';
import { decisionText } from '../../../src/diagrams/decision/text';
import { evaluate, type Policies } from '../../../src/engine/iam/index';
import { smallestChanges } from '../../../src/engine/iam/smallest-change';
import {
  alice,
  allow,
  aws,
  everything,
  keyPolicy,
  nothing,
  policy,
  request,
} from '../../engine/iam/cases/worlds';

const use = allow({ Sid: 'Use', ...aws(alice.arn), Action: 'kms:Decrypt' });
const decided = (policies: Partial<Policies>) => evaluate(request(), { identity: [], ...policies });
const denied = decided({ identity: [everything], ...keyPolicy(use) });

describe('the tree of a decision', () => {
  it('goes from the request to the kinds of policy, policies, statements and what fails', () => {
    expect(decisionText(denied).split('\n')).toEqual([
      'kms:Encrypt is implicitly denied',
      '  Resource-based policy: says nothing about it (decisive)',
      '    Key: says nothing about it',
      '      1 more about other actions: says nothing about it',
      '  Identity-based policies: allows it',
      '    Everything: allows it',
      '      Statement 1: Allow: allows it',
    ]);
  });

  it('lights the way to each statement on which the decision rests', () => {
    const both = decided({
      identity: [nothing, everything],
      ...keyPolicy(allow(aws('111122223333'))),
    });
    const { nodes } = decisionLayout(both, 800);
    const lit = nodes.filter(({ node }) => node.lit && node.kind !== 'part');
    expect(lit.map(({ node }) => node.label)).toEqual([
      'kms:Encrypt is allowed',
      ...['Resource-based policy', 'Key', 'Statement 1: Allow'],
      ...['Identity-based policies', 'Everything', 'Statement 1: Allow'],
    ]);
  });

  it('has a row for each node, below the one it belongs to, and stays within its width', () => {
    for (const width of [260, 390, 1280]) {
      const { nodes, height, links } = decisionLayout(denied, width);
      expect(links).toHaveLength(nodes.length - 1);
      for (const { id, parent, x, y, text } of nodes) {
        expect(y).toBeLessThan(height);
        if (parent !== null) expect(parent).toBeLessThan(id);
        expect(x + text.length * 6.7).toBeLessThanOrEqual(width);
      }
    }
  });

  it('draws a thousand statements of other actions as one row', () => {
    const many = Array.from({ length: 1000 }, () => allow({ Action: 's3:GetObject' }));
    const { nodes } = decisionLayout(decided({ identity: [policy('Many', ...many)] }), 800);
    expect(nodes.length).toBeLessThan(10);
  });
});

describe('the words of a change', () => {
  it('name the statement and its policy', () => {
    const evaluation = decided(keyPolicy(use));
    expect(editText(evaluation, smallestChanges(evaluation)[0]!.edits[0]!)).toBe(
      'Add kms:Encrypt to Action of statement Use of the resource-based policy Key.',
    );
  });

  it('compare two statements line by line', () => {
    expect(diffLines('{\n  "a": 1\n}', '{\n  "a": 1,\n  "b": 2\n}')).toEqual([
      { sign: ' ', text: '{' },
      { sign: ' ', text: '  "a": 1,' },
      { sign: '+', text: '  "b": 2' },
      { sign: ' ', text: '}' },
    ]);
    expect(diffLines('', 'a').map(({ sign }) => sign)).toEqual(['+']);
  });
});
