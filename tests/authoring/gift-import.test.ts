import { describe, expect, it } from 'vitest';
import { exportItems } from '../../src/authoring/exports/losses';
import { importGift } from '../../src/authoring/imports/gift';
import { readDraftText } from '../../src/authoring/read-draft';
import { templates } from '../../src/authoring/templates';

const source = `$CATEGORY: Keys

// a comment
::Stop a key::Which one? {
  =DisableKey#It refuses at once.
  ~DeleteAlias
  // another comment
  ~ScheduleKeyDeletion
}

::Two of them::[html]<p>Choose <b>two</b> &amp; no more, <code>a</code></p> {
  ~%50%one
  ~%50%two
  ~%-50%three
  ~%-50%four
}

Days? {#30:1}

True? {T}

Why? {}

::Broken:: {=a ~b

Match. {
  =A -> 1
  =B -> 2
  =C -> 1
}
`;

describe('an import of GIFT', () => {
  const { text, taken, left } = importGift(source);

  it('names what cannot be taken by its line, and takes the rest', () => {
    expect(taken).toBe(4);
    expect(left.map(({ line }) => line)).toEqual([20, 22, 24]);
    expect(left.map(({ why }) => why)).toEqual([
      expect.stringMatching(/two options/),
      expect.stringMatching(/essay/),
      expect.stringMatching(/no GIFT/),
    ]);
  });

  it('makes a draft that lacks only what GIFT does not say', () => {
    const { faults } = readDraftText('questions', text);
    const lacking = new Set(
      faults.map(({ path }) => path.replace(/^.*\.([a-z]+)(\[\d+\])?$/, '$1')),
    );
    expect([...lacking].sort()).toEqual(['explanation', 'sections', 'skills', 'why']);
    expect(text).toContain('Choose **two** & no more, `a`');
    expect(text).toContain('type: response');
    expect(text).toContain('reuse: true');
    expect(text).toContain('tolerance: 1');
  });

  it('takes back the questions that the export wrote', () => {
    const choice = templates.find(({ title }) => title === 'Multiple choice')!;
    const reading = readDraftText('questions', choice.text);
    if (!('content' in reading) || reading.content.kind !== 'questions') throw new Error();
    const { content } = exportItems(reading.content.items, 'gift');
    const back = importGift(content as string);
    expect(back.left).toEqual([]);
    expect(back.text).toContain('title: Stop a key for an hour');
    expect(back.text.match(/correct: true/g)).toHaveLength(1);
    expect(back.text).toContain('why: A disabled key refuses');
  });
});
