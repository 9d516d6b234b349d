import { describe, expect, it } from 'vitest';
import { ContentError, type ContentFault } from '../../src/learning/content-error';
import { parseScenario } from '../../src/learning/parse-scenario';

const file = 'scenarios/00-test/01-look-around.yaml';

const task = `
  - id: who
    title: Find out who you are
    text: Ask AWS STS.
    checks:
      - trail: { eventName: GetCallerIdentity }
        label: You asked who you are
        failure: Nobody asked yet.
    hints: [There is an operation for it., It belongs to AWS STS.]
    solution: [aws sts get-caller-identity]
`;

const smallest = `id: look-around\ntitle: Look around\ntasks:${task}`;

function faultsOf(text: string): readonly ContentFault[] {
  try {
    parseScenario(text, file);
  } catch (error) {
    if (error instanceof ContentError) return error.faults;
    throw error;
  }
  return [];
}

/** The line (from 1) and column (from 1) at which `part` stands in `text`. */
function placeOf(text: string, part: string) {
  const before = text.slice(0, text.indexOf(part)).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

describe('a scenario file', () => {
  it('needs an id, a title and tasks only', () => {
    const scenario = parseScenario(smallest, file);
    expect(scenario).toMatchObject({ id: 'look-around', files: [], world: { setup: [] } });
  });

  it('gets its solution as the last of three hints', () => {
    expect(parseScenario(smallest, file).tasks[0]!.hints).toEqual([
      'There is an operation for it.',
      'It belongs to AWS STS.',
      '```sh\naws sts get-caller-identity\n```',
    ]);
  });

  it('is told everything that is wrong at once', () => {
    const text = smallest
      .replace('title: Look around\n', '')
      .replace('aws sts get-caller-identity', '')
      .replace('label: You asked who you are', 'lable: You asked who you are');
    expect(faultsOf(text).map(({ path }) => path)).toEqual([
      'title',
      'tasks[0].checks[0].label',
      'tasks[0].checks[0].lable',
      'tasks[0].solution',
    ]);
  });

  it('is told what is missing, at the field around it', () => {
    const text = smallest.replace('    title: Find out who you are\n', '');
    expect(faultsOf(text)).toEqual([
      {
        file,
        ...placeOf(text, 'id: who'),
        path: 'tasks[0].title',
        message: 'is missing; expected text',
      },
    ]);
  });

  it('is told of a field nobody knows, where its name stands', () => {
    const text = `${smallest}levle: 3\n`;
    expect(faultsOf(text)).toEqual([
      {
        file,
        ...placeOf(text, 'levle'),
        path: 'levle',
        message: 'is not a field that is known here',
      },
    ]);
  });

  it.each([
    ['minutes: soon', 'minutes', 'soon', 'expected a number, found text (soon)'],
    ['summary: 7', 'summary', '7', "expected text, found a number (7); quote it: '7'"],
    [
      'summary: 012345678901',
      'summary',
      '012345678901',
      "would be read as 12345678901; quote it: '012345678901'",
    ],
    ['minutes: 1.5', 'minutes', '1.5', 'expected a whole number, found a number (1.5)'],
    ['skills: DVA-2.2.4', 'skills', 'DVA', 'expected a list, found text (DVA-2.2.4)'],
    ['skills: [DVA-C02]', 'skills[0]', 'DVA', 'exam family and skill, such as DVA-2.2.4'],
    [
      'facts: [no-such-fact]',
      'facts[0]',
      'no-s',
      'there is no fact no-such-fact in scenarios/facts.yaml',
    ],
    ['world: { now: today }', 'world.now', 'today', 'Invalid ISO datetime'],
    [
      'files: [{ path: ../x, text: a }]',
      'files[0].path',
      '../x',
      'a path below the home directory, without a leading / and without ..',
    ],
  ])('is told about %s', (line, path, at, message) => {
    const text = `${line}\n${smallest}`;
    expect(faultsOf(text)).toEqual([{ file, ...placeOf(text, at), path, message }]);
  });

  it('keeps an account number that a check compares with from becoming another number', () => {
    const text = smallest.replace(
      '- trail: { eventName: GetCallerIdentity }',
      '- run: aws sts get-caller-identity\n        query: Account\n        equals: 012345678901',
    );
    expect(faultsOf(text)).toMatchObject([
      { path: 'tasks[0].checks[0].equals', message: expect.stringContaining("'012345678901'") },
    ]);
  });

  it('is told which kinds of checks there are', () => {
    const text = smallest.replace('trail: {', 'audit: {');
    expect(faultsOf(text)).toMatchObject([
      {
        ...placeOf(text, 'audit'),
        path: 'tasks[0].checks[0]',
        message: expect.stringMatching(/^expected a check with one of: run, trail,/),
      },
    ]);
  });

  it('must be called by its id', () => {
    const text = smallest.replace('id: look-around', 'id: look-away');
    expect(faultsOf(text)).toMatchObject([
      {
        ...placeOf(text, 'look-away'),
        path: 'id',
        message: expect.stringContaining('NN-look-away.yaml'),
      },
    ]);
  });

  it('must not have two tasks of one id', () => {
    expect(faultsOf(smallest + task.trimStart().replace(/^/, '  '))).toMatchObject([
      { path: 'tasks[1].id', message: 'there already is one called who' },
    ]);
  });

  it('must name a check that exists as the one a wrong solution fails', () => {
    const wrong = '    wrong: [{ note: No., run: [aws sts help], fails: asked }]\n';
    expect(faultsOf(smallest + wrong)).toMatchObject([
      { path: 'tasks[0].wrong[0].fails', message: expect.stringContaining('found: asked') },
    ]);
  });

  it('must have queries that are JMESPath', () => {
    const text = smallest.replace(
      '- trail: { eventName: GetCallerIdentity }',
      '- run: aws sts get-caller-identity\n        query: Account[',
    );
    expect(faultsOf(text)).toMatchObject([
      { ...placeOf(text, 'Account['), message: expect.stringContaining('is not JMESPath') },
    ]);
  });
});

describe('YAML', () => {
  it('that is broken is reported where it breaks', () => {
    const text = `${smallest}summary: "no end\n`;
    expect(faultsOf(text)).toMatchObject([{ file, line: text.split('\n').length }]);
  });

  it('that is empty is reported', () => {
    expect(faultsOf('')).toMatchObject([{ line: 1, path: '' }]);
  });

  it('may not expand itself', () => {
    const bomb = ['a: &a [x, x, x, x]', 'b: &b [*a, *a, *a, *a]', 'c: [*b, *b, *b, *b]'].join('\n');
    const faults = faultsOf(`${bomb}\n${smallest}`);
    expect(faults).toHaveLength(8);
    expect(faults[0]).toMatchObject({
      line: 2,
      path: 'b[0]',
      message: expect.stringContaining('alias'),
    });
  });

  it('may not reach for a prototype', () => {
    const text = smallest.replace(
      '{ eventName: GetCallerIdentity }',
      '{ eventName: x, requestParameters: { __proto__: { polluted: true } } }',
    );
    expect(faultsOf(text)).toMatchObject([
      { ...placeOf(text, '__proto__'), message: expect.stringContaining('__proto__') },
    ]);
    expect('polluted' in {}).toBe(false);
  });

  it('may not repeat a member', () => {
    expect(faultsOf(`${smallest}title: Again\n`)).toMatchObject([
      { message: expect.stringContaining('unique') },
    ]);
  });

  it('may not be nested without end, nor too large', () => {
    for (const text of ['['.repeat(200_000), '{a: '.repeat(60_000), '- '.repeat(100_000)]) {
      expect(faultsOf(text)).toMatchObject([{ message: 'is nested too deeply' }]);
    }
    expect(faultsOf(`# ${'x'.repeat(2 ** 20)}`)).toMatchObject([
      { message: expect.stringContaining('larger') },
    ]);
  });
});
