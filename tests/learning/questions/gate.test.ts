import { describe, expect, it } from 'vitest';
import { proveItem } from '../../../src/learning/questions/gate';
import { giveaways } from '../../../src/learning/questions/giveaways';
import { itemOf } from './items';

const messages = async (members: string) =>
  (await proveItem(itemOf(members))).faults.map(({ message }) => message);

const goal = `
type: choice
goal:
  - { label: It is red, failure: no, run: cat colour, equals: red }
  - { label: It is one, failure: no, run: cat number, equals: one }
world: { setup: ["echo blue > colour; echo one > number"] }
options:
  - { text: Paint it, why: Yes., correct: true, do: [echo red > colour] }
  - { text: Paint it green, why: No., do: [echo green > colour] }
  - { text: Paint it over, why: No., do: [echo red > colour; echo two > number] }
`;

describe('the gate of questions', () => {
  it('lets an item pass whose key is what its run says', async () => {
    expect(await messages(goal)).toEqual([]);
  });

  it('stops a key that its run denies', async () => {
    const wrong = goal
      .replace('correct: true, ', '')
      .replace('why: No.,', 'why: No., correct: true,');
    expect(await messages(wrong)).toEqual([
      'option a is declared wrong, and its run says it is right',
      'option b is declared right, and its run says it is wrong: "It is red" does not hold (green)',
    ]);
  });

  it('stops two wrong options that fail for the same reason', async () => {
    expect(
      await messages(goal.replace('echo red > colour; echo two > number', 'echo green > colour')),
    ).toEqual([expect.stringMatching(/^fails for the same reason as option b: "It is red"/)]);
  });

  it('stops a goal that holds from the start, and a line that is not even a command', async () => {
    const text = goal.replace('echo blue', 'echo red').replace('[echo green', '[ehco green');
    expect(await messages(text)).toEqual([
      'holds before anybody has done anything',
      expect.stringMatching(/^cannot run: ehco green/),
    ]);
  });

  it('stops a world that cannot be set up', async () => {
    expect(await messages(goal.replace('setup: [', 'setup: [cat nothing, '))).toEqual([
      expect.stringContaining('cat: nothing'),
    ]);
  });

  it('finds every sequence of an ordering that reaches the goal', async () => {
    const ordering = (accept: string) => `
type: ordering
goal: [{ label: Both, failure: no, run: cat out, equals: "a b" }]
choose: 3
steps:
  - { id: a, text: Write a, why: First., do: [echo a > a] }
  - { id: b, text: Write b, why: First., do: [echo b > b] }
  - { id: join, text: Join, why: Last., do: ['test -e a && test -e b && echo $(cat a b) > out'] }
  - { id: spoil, text: Spoil, why: Never., do: [echo c > a] }
accept: ${accept}
`;
    expect(await messages(ordering('[[a, b, join], [b, a, join]]'))).toEqual([]);
    expect(await messages(ordering('[[a, b, join], [a, join, b]]'))).toEqual([
      'achieves the goal, too: b, a, join',
      'does not achieve the goal: a, join, b',
    ]);
  });

  it('holds predictions, matchings and numbers against what their lines come to', async () => {
    const predict = `
type: predict
run: [aws kms enable-key --key-id 12345678-1234-1234-1234-123456789012]
options:
  - { text: NotFoundException, why: Yes., equals: NotFoundException }
  - { text: DisabledException, why: No., correct: true, equals: DisabledException }
`;
    expect(await messages(predict)).toEqual([
      expect.stringContaining('option a is declared wrong, and is not'),
      expect.stringContaining('what came about is "NotFoundException"'),
    ]);
    const matching = `
type: matching
prompts:
  - { id: one, text: one, answer: a, why: x, run: echo 1 }
  - { id: two, text: two, answer: c, why: x, run: echo 2 }
  - { id: three, text: three, answer: b, why: x, run: "echo '[3]'", query: "[0]" }
responses: [{ text: "1", equals: "1" }, { text: "2", equals: "2" }, { text: "3", equals: 3 }]
`;
    expect(await messages(matching)).toEqual([
      'is declared to belong to c; its run gives "2", which fits b',
      'is declared to belong to b; its run gives 3, which fits c',
    ]);
    const compute = (more: string) => `
type: compute
answer: 12
tolerance: 0.5
mistakes: [{ answer: 12.4, why: Close. }]
${more}
`;
    expect(await messages(compute('derive: { run: echo 13 }'))).toEqual([
      'is declared 12, and comes to 13',
      '12.4 counts as right',
    ]);
    const expression = 'given: { a: { value: 3 } }\nderive: { expression: "ceil(a / 2) * 6" }';
    expect(await messages(compute(expression))).toEqual(['12.4 counts as right']);
  });

  it('stops a statement whose removal changes nothing, and an event that is not alone', async () => {
    const statement = (Sid: string, Effect: string, Action: string) =>
      JSON.stringify({ Sid, Effect, Action, Resource: '*' });
    const text = `{"Version":"2012-10-17","Statement":[${[
      statement('Read', 'Allow', 's3:GetObject'),
      statement('Keys', 'Allow', 'kms:*'),
      statement('Never', 'Deny', 'iam:*'),
    ].join()}]}`;
    const read = `
type: read
why: Because.
world: { setup: [aws iam create-user --user-name ann] }
pick:
  from: statement
  policy: { path: p.json, text: '${text}' }
  apply: ['aws iam put-user-policy --user-name ann --policy-name p --policy-document file://p.json']
  effect: { can: { principal: ann, action: s3:GetObject, resource: 'arn:aws:s3:::b/k' } }
  key: Keys
`;
    expect(await messages(read)).toEqual([
      'without Read the effect is gone, too',
      'the effect stays without Keys',
    ]);
    const trail = `
type: read
why: Because.
run: [aws sts get-caller-identity, aws kms list-keys, aws kms list-keys]
pick: { from: trail, key: { eventName: ListKeys } }
`;
    expect(await messages(trail)).toEqual([
      'expected one event that fits, found 2 among: GetCallerIdentity, ListKeys, ListKeys',
    ]);
  });

  it('suspects what gives a key away by its form', () => {
    const suspects = (first: string, second: string, third: string) =>
      giveaways(
        itemOf(`
type: choice
options:
  - { text: '${first}', why: x, correct: true }
  - { text: '${second}', why: x }
  - { text: '${third}', why: x }
`),
      );
    expect(suspects('Use a key', 'Use a bag', 'Use a box')).toEqual([]);
    expect(
      suspects('Use a key, and then do a great many more things with it', 'No key', 'A bag'),
    ).toEqual(['the key is much longer than the other options']);
    expect(suspects('It may be so', 'It is never so', 'It is always so')).toEqual([
      expect.stringContaining('absolute word'),
    ]);
    expect(suspects('All of the above', 'Use a bag now.', 'Use a box now..')).toEqual([
      'an option speaks of the others: All of the above',
    ]);
    expect(suspects('use a key', 'Use a bag', 'Use a box')).toEqual([
      'the key begins in another way than all other options',
    ]);
  });
});
