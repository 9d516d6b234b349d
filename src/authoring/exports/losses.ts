import type { Item } from '../../learning/questions/item';
import { freeze, type Frozen } from './frozen';
import { fitsGift, gift } from './gift';
import { fitsMoodle, moodleXml } from './moodle-xml';

/** A format of learning platforms. */
export type Format = 'moodle' | 'gift';

/** What a format is called, and the file it makes. */
export const formats: Readonly<
  Record<Format, { readonly title: string; readonly suffix: string; readonly type: string }>
> = {
  moodle: { title: 'Moodle XML', suffix: 'moodle.xml', type: 'application/xml' },
  gift: { title: 'GIFT', suffix: 'gift.txt', type: 'text/plain' },
};

const fits: Readonly<Record<Format, (question: Frozen) => boolean>> = {
  moodle: fitsMoodle,
  gift: fitsGift,
};

/** An export before it is saved: how much of the content is in it, and what is lost. */
export interface Export {
  readonly text: string;
  readonly questions: number;
  /** Lost to every question. */
  readonly general: readonly string[];
  /** Titles of what is not in it, each with the reason. */
  readonly left: readonly { readonly title: string; readonly why: string }[];
}

/** Writes questions in a format, and says what is lost on the way. */
export function exportItems(items: readonly Item[], format: Format): Export {
  const all = items.map((item) => ({ item, frozen: freeze(item) }));
  const questions = all.flatMap(({ frozen }) => frozen.filter((it) => it !== undefined));
  const fitting = questions.filter(fits[format]);
  const left = all.flatMap(({ item: { title }, frozen }) => [
    ...(frozen.includes(undefined)
      ? [{ title, why: 'It is work in the lab, and there is no lab on the platform.' }]
      : []),
    ...(frozen.some((it) => it !== undefined && !fits[format](it))
      ? [{ title, why: `${formats[format].title} has no form for an order of chosen steps.` }]
      : []),
  ]);
  return {
    text: format === 'moodle' ? moodleXml(fitting) : gift(fitting),
    questions: fitting.length,
    general: generalLosses(fitting),
    left,
  };
}

function generalLosses(questions: readonly Frozen[]): string[] {
  const many = questions.some((it) => it.kind === 'choice' && it.many);
  const matching = questions.some(({ kind }) => kind === 'matching');
  return [
    'No option can be run, and the key is no longer proven: it is the text of this moment.',
    'Misconceptions and their refutations, sections, skills and dated facts stay behind.',
    'Learners are not asked how sure they are.',
    ...(many
      ? ['Multiple response gives points for a part of the key; here it is all or nothing.']
      : []),
    ...(matching ? ['Responses of a matching are plain text, without code marks.'] : []),
  ];
}
