import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { logAnswer, readAnswers, type AnswerEvent } from '../../src/storage/answer-log';
import {
  applyImport,
  decodeExport,
  encodeExport,
  gatherExport,
} from '../../src/storage/export-file';
import { LabStorage } from '../../src/storage/lab-storage';

const answer = (time: number, more: Partial<AnswerEvent> = {}): AnswerEvent => ({
  ...{ time, item: 'kms-x', seed: 7, version: 'abc', answer: { option: 'a' }, confidence: 2 },
  ...{ correct: true, score: 1, mode: 'study', skills: ['DVA-2.2.4'], misconceptions: [] },
  ...more,
});

describe('the log of answers', () => {
  beforeEach(() => LabStorage.destroy());

  it('keeps every answer, oldest first, also two of one instant', async () => {
    const first = answer(1000, { correct: false, score: 0.5 });
    const others = [answer(2000), answer(2000, { item: 'kms-y' })];
    for (const event of [...others, first]) await logAnswer(event);
    const read = await readAnswers();
    expect(read).toHaveLength(3);
    expect(read[0]).toEqual(first);
    expect(new Set(read.map(({ item }) => item))).toEqual(new Set(['kms-x', 'kms-y']));
  });

  it('goes with an export to another browser', async () => {
    await logAnswer(answer(1000));
    const here = await LabStorage.open();
    const file = encodeExport(await gatherExport(here, [], 5000));
    here.close();
    await LabStorage.destroy();
    const there = await LabStorage.open();
    await applyImport(there, decodeExport(file), 6000);
    there.close();
    expect(await readAnswers()).toEqual([answer(1000)]);
  });

  it('leaves out what is no answer', async () => {
    const storage = await LabStorage.open();
    await storage.set('answers/000000000000001-1', { time: 'soon' });
    await storage.set('answers/000000000000002-1', { ...answer(2), confidence: 9 });
    await storage.set('progress/lab', answer(3));
    storage.close();
    await logAnswer(answer(4));
    expect(await readAnswers()).toEqual([answer(4)]);
  });
});
