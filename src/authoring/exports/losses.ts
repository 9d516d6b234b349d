import type { Item } from '../../learning/questions/item';
import { freeze, type Frozen } from './frozen';
import { fitsGift, gift } from './gift';
import { fitsMoodle, moodleXml } from './moodle-xml';
import { qtiPackage } from './qti';
import { fittingScorm, scormPackage } from './scorm/package';

/** A format of learning platforms. */
export type Format = 'scorm' | 'qti' | 'moodle' | 'gift';

/** What a format is called, the file it makes, and how. */
interface Writer {
  readonly title: string;
  readonly suffix: string;
  readonly type: string;
  /** Those of the questions that it can hold. */
  readonly fitting: (questions: readonly Frozen[]) => readonly Frozen[];
  /** Why it cannot hold the others. */
  readonly refusal: string;
  readonly write: (questions: readonly Frozen[], name: string) => string | Uint8Array;
  /** Lost to every question. */
  readonly losses: readonly string[];
  /** Whether several right options earn points for a part of them. */
  readonly partial: boolean;
}

const noOrder = 'The format has no form for an order of chosen steps.';
const noSureness = 'Learners are not asked how sure they are.';

/** The formats, the most capable first. */
export const formats: Readonly<Record<Format, Writer>> = {
  scorm: {
    ...{ title: 'SCORM 1.2', suffix: 'scorm.zip', type: 'application/zip' },
    fitting: fittingScorm,
    refusal:
      'SCORM 1.2 keeps 4,096 characters of an attempt. With more questions it could not be resumed.',
    write: scormPackage,
    losses: [
      noSureness,
      'Options and steps stand in the order of the draft for everybody.',
      'The page grades itself: who reads its source finds the key.',
    ],
    partial: false,
  },
  qti: {
    ...{ title: 'QTI 2.1', suffix: 'qti.zip', type: 'application/zip' },
    fitting: (questions) => questions,
    refusal: '',
    write: qtiPackage,
    losses: [noSureness, 'Platforms differ in how they show reasons; some show none.'],
    partial: false,
  },
  moodle: {
    ...{ title: 'Moodle XML', suffix: 'moodle.xml', type: 'application/xml' },
    fitting: (questions) => questions.filter(fitsMoodle),
    ...{ refusal: noOrder, write: moodleXml, losses: [noSureness], partial: true },
  },
  gift: {
    ...{ title: 'GIFT', suffix: 'gift.txt', type: 'text/plain' },
    fitting: (questions) => questions.filter(fitsGift),
    ...{ refusal: noOrder, write: gift, losses: [noSureness], partial: true },
  },
};

/** An export before it is saved: how much of the content is in it, and what is lost. */
export interface Export {
  readonly content: string | Uint8Array;
  readonly questions: number;
  /** Lost to every question. */
  readonly general: readonly string[];
  /** Titles of what is not in it, each with the reason. */
  readonly left: readonly { readonly title: string; readonly why: string }[];
}

/** Writes questions in a format, and says what is lost on the way. */
export function exportItems(items: readonly Item[], format: Format, name = 'Questions'): Export {
  const { fitting, refusal, write } = formats[format];
  const all = items.map((item) => ({ item, frozen: freeze(item) }));
  const questions = all.flatMap(({ frozen }) => frozen.filter((it) => it !== undefined));
  const kept = fitting(questions);
  const left = all.flatMap(({ item: { title }, frozen }) => [
    ...(frozen.includes(undefined)
      ? [{ title, why: 'It is work in the lab, and there is no lab on the platform.' }]
      : []),
    ...(frozen.some((it) => it !== undefined && !kept.includes(it))
      ? [{ title, why: refusal }]
      : []),
  ]);
  return {
    content: write(kept, name),
    questions: kept.length,
    general: generalLosses(kept, format),
    left,
  };
}

function generalLosses(questions: readonly Frozen[], format: Format): string[] {
  const { losses, partial } = formats[format];
  const many = questions.some((it) => it.kind === 'choice' && it.many);
  const matching = questions.some(({ kind }) => kind === 'matching');
  return [
    'No option can be run, and the key is no longer proven: it is the text of this moment.',
    'Misconceptions and their refutations, sections, skills and dated facts stay behind.',
    ...losses,
    ...(many && partial
      ? ['Multiple response gives points for a part of the key; here it is all or nothing.']
      : []),
    ...(matching ? ['Responses of a matching are plain text, without code marks.'] : []),
  ];
}
