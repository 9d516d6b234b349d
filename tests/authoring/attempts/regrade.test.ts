import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { clockLabel } from '../../../src/authoring/attempts/events';
import { Grader } from '../../../src/authoring/attempts/grade';
import { regrade } from '../../../src/authoring/attempts/regrade';
import { Worlds } from '../../../src/authoring/attempts/work';
import { release } from '../../../src/learning/release';
import { smallPack, Student } from './student';

const [choice, task, scenario] = ['my-stop-a-key', 'my-disable-it', 'encrypt-a-note'] as const;
const pack = smallPack();
const grader = new Grader(new Worlds());
const again = (source: string, opened = pack) => regrade(source, opened, grader);
const kindsIn = async (source: string, opened = pack) =>
  (await again(source, opened)).remarks.map(({ kind }) => kind);

describe('an attempt that is graded again', () => {
  let whole: string;
  let told: number[];

  beforeAll(async () => {
    const student = new Student(pack);
    student.does({ type: 'ANSWER', exercise: choice, answer: { option: 'c' } });
    told = [await student.handsIn(choice)];
    student.does({ type: 'ANSWER', exercise: choice, answer: { option: 'b' } });
    told.push(await student.handsIn(choice));
    student.runs(task, 'aws kms disable-key --key-id "$KEY"');
    told.push(await student.handsIn(task));
    student.runs(
      scenario,
      'KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)',
      'aws kms create-alias --alias-name alias/notes --target-key-id "$KEY"',
    );
    told.push(await student.handsIn(scenario));
    whole = await student.does({ type: 'FINISH' }).saves();
  });

  it('comes to what the student was told, by running all of it in fresh worlds', async () => {
    expect(told).toEqual([0, 1, 1, 0.5]);
    const { student, points, exercises, remarks } = await again(whole);
    expect(remarks).toEqual([]);
    expect({ student, points }).toEqual({ student: 'Ada Lovelace', points: 2 + 1 + 2 });
    expect(exercises.map(({ score, tries }) => [score, tries])).toEqual([
      [1, 2],
      [1, 1],
      [0.5, 1],
    ]);
    expect(exercises[0]!.wrong).toEqual(['Chose: Schedule the deletion of the key.']);
    expect(exercises[2]!.wrong).toEqual(['Does not hold: note.kms decrypts to the note']);
  });

  it.each([
    ['an answer', (text: string) => text.replace('"option": "c"', '"option": "b"'), 'Event 2'],
    ['the name', (text: string) => text.replace('Ada Lovelace', 'Charles Babbage'), 'header'],
    ['the grade', (text: string) => text.replace('"score": 0.5', '"score": 1'), 'Event'],
    ['a time', (text: string) => text.replace(/"at": (\d+)/, '"at": 1'), 'header or its first'],
  ])('shows that %s was altered, and grades what is there', async (_, alter, where) => {
    const altered = alter(whole);
    expect(altered).not.toBe(whole);
    const { remarks, exercises } = await again(altered);
    const [first] = remarks.filter(({ kind }) => kind === 'altered');
    expect(first?.text).toContain(where);
    expect(exercises[1]!.score).toBe(1);
  });

  it('is the same in another layout of its JSON', async () => {
    expect(await kindsIn(JSON.stringify(JSON.parse(whole)))).toEqual([]);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -200), /not JSON/],
    ['a pack', () => '{"application":"envelope-lab","kind":"pack"}', /no attempt/],
    ['of a newer version', (text: string) => text.replace('"version": 1', '"version": 2'), /newer/],
    ['with an unknown event', (text: string) => text.replace('"FINISH"', '"LEAVE"'), /events\.\d/],
    ['with a prototype key', (text: string) => text.replace('"option"', '"__proto__"'), /proto/],
    ['nested deeply', () => '['.repeat(10_000), /too deeply/],
  ])('is refused with its reason when it is %s', async (_, alter, reason) => {
    await expect(again(alter(whole))).rejects.toThrow(reason);
  });

  it('is refused when it is at another version of the pack', async () => {
    await expect(again(whole, smallPack({ attempts: 3 }))).rejects.toThrow(/another version of/);
  });

  it('says so when it was made with another version of the app', async () => {
    const old = whole.replace(`"release": "${release}"`, '"release": "0.0.9"');
    expect(await kindsIn(old)).toEqual(expect.arrayContaining(['altered', 'version']));
  });
});

describe('what does not count', () => {
  it('is an answer that cannot be read: it costs nothing, and nothing else either', async () => {
    const student = new Student(pack);
    student.does({ type: 'ANSWER', exercise: choice, answer: { option: 'z' } });
    student.does({ type: 'HAND_IN', exercise: choice, score: 1 });
    student.runs(task, 'aws kms disable-key --key-id "$KEY"');
    await student.handsIn(task);
    const { exercises, remarks } = await again(await student.saves());
    expect(remarks.map(({ kind }) => kind)).toEqual(['unreadable']);
    expect(exercises.map(({ score }) => score)).toEqual([undefined, 1, undefined]);
  });

  it('is a grade that the run does not give', async () => {
    const student = new Student(pack);
    student.does({ type: 'ANSWER', exercise: choice, answer: { option: 'a' } });
    student.does({ type: 'HAND_IN', exercise: choice, score: 1 });
    const { exercises, remarks } = await again(await student.saves());
    expect(remarks[0]).toMatchObject({ kind: 'other-grade', text: /0 % here, and to 100 %/ });
    expect(exercises[0]!.score).toBe(0);
  });

  const answer = { type: 'ANSWER', exercise: choice, answer: { option: 'b' } } as const;
  const handIn = { type: 'HAND_IN', exercise: choice, score: 1 } as const;
  const day = (text: string) => Date.parse(text);

  it.each([
    ['before it opens', smallPack({ opens: '2026-12-01T00:00:00Z' }), '2026-11-30', /not open/],
    ['after it was due', smallPack({ due: '2026-12-01T00:00:00Z' }), '2026-12-02', /time was up/],
  ])('is what is handed in %s', async (_, opened, now, reason) => {
    const student = new Student(opened, 'Ada', day(now)).does(answer, handIn);
    const { exercises, remarks } = await again(await student.saves(), opened);
    expect(remarks[0]).toMatchObject({ kind: 'not-counted', text: reason });
    expect(exercises[0]!.score).toBeUndefined();
  });

  it('is one attempt too many, one out of order, and one after the end of an exam', async () => {
    const student = new Student(pack).does(answer, handIn, handIn, handIn);
    student.does({ ...handIn, exercise: scenario });
    const late = await again(await student.saves());
    expect(late.remarks.map(({ text }) => text)).toEqual([
      expect.stringMatching(/No attempt is left/),
      expect.stringMatching(/opens when those before/),
    ]);
    const each = smallPack({ exam: { minutes: 10, feedback: 'after-each' } });
    const slow = new Student(each).does(answer);
    slow.now += 12 * 60_000;
    const { remarks } = await again(await slow.does(handIn).saves(), each);
    expect(remarks[0]?.text).toMatch(/time was up/);
  });

  it('is what was answered after the end, where all is handed in together', async () => {
    const exam = smallPack({ exam: { minutes: 10, feedback: 'at-the-end' } });
    const student = new Student(exam).does(answer).runs(task, 'aws kms list-keys');
    student.now += 12 * 60_000;
    student.does({ ...answer, answer: { option: 'a' } });
    student.runs(task, 'aws kms disable-key --key-id "$KEY"');
    expect(await student.handsIn(choice)).toBe(1);
    expect(await student.handsIn(task)).toBe(0);
    const { exercises, remarks } = await again(
      await student.does({ type: 'FINISH' }).saves(),
      exam,
    );
    expect(remarks).toEqual([]);
    expect(exercises.map(({ score }) => score)).toEqual([1, 0, undefined]);
  });
});

describe('work in the lab', () => {
  const disable = 'aws kms disable-key --key-id "$KEY"';

  it('is replayed without what was taken back', async () => {
    const student = new Student(pack).does({ type: 'ADVANCE', exercise: task, ms: 3_600_000 });
    student.does({ type: 'UNDO', exercise: task, line: clockLabel });
    student.runs(task, disable).does({ type: 'UNDO', exercise: task, line: disable });
    expect(student.state.exercises[task]!.work).toEqual([]);
    student.does({ type: 'REDO', exercise: task, line: disable });
    expect(student.state.exercises[task]!.work).toEqual([{ line: disable }]);
  });

  it('keeps a task done that later work has undone, if it was done when that was noted', async () => {
    const student = new Student(smallPack({ order: [] }));
    const done = { type: 'DONE', exercise: scenario, task: 'make-a-key' } as const;
    student.does(done);
    expect(await student.handsIn(scenario)).toBe(0);
    student.runs(
      scenario,
      'KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)',
      'aws kms create-alias --alias-name alias/notes --target-key-id "$KEY"',
    );
    student.does(done).runs(scenario, 'aws kms delete-alias --alias-name alias/notes');
    expect(await student.handsIn(scenario)).toBe(0.5);
  });

  it('finds the same IDs of keys again, and another student has others', async () => {
    const idsOf = async (name: string) => {
      const student = new Student(smallPack({ order: [] }), name);
      student.runs(task, 'test "$(date +%Y)" = 2026 && echo "$KEY"');
      const source = await student.saves();
      return (JSON.parse(source) as { seed: number }).seed;
    };
    expect(await idsOf('Ada  LOVELACE ')).toBe(await idsOf('ada lovelace'));
    expect(await idsOf('Ada')).not.toBe(await idsOf('Grace'));
  });

  it('cannot go on for ever: who waits can stop it', async () => {
    const student = new Student(smallPack({ order: [] }));
    student.runs(task, 'sleep 1; sleep 1').does({ type: 'HAND_IN', exercise: task, score: 0 });
    const source = await student.saves();
    const stopped = AbortSignal.abort(new Error('stopped'));
    const fresh = new Grader(new Worlds());
    const opened = smallPack({ order: [] });
    await expect(regrade(source, opened, fresh, stopped)).rejects.toThrow('stopped');
  });
});

it('an attempt names the version of the app that its package has', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(release).toBe(version);
});
