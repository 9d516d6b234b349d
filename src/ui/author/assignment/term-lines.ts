import { attemptsIn, showsEach, type Terms } from '../../../authoring/attempts/session';

const day = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'short' });

/** The terms of an assignment in the words of a student. */
export function termLines(terms: Terms): string[] {
  const { opens, due, exam, order = [] } = terms.assignment ?? {};
  const attempts = attemptsIn(terms);
  return [
    ...(opens === undefined ? [] : [`Opens on ${day.format(new Date(opens))}.`]),
    ...(due === undefined ? [] : [`Due on ${day.format(new Date(due))}.`]),
    ...(exam === undefined ? [] : [`${exam.minutes} minutes from when you begin.`]),
    ...(order.length > 1 && showsEach(terms)
      ? ['One exercise after the other: each opens when those before it were handed in.']
      : []),
    ...(showsEach(terms)
      ? [
          attempts === 1
            ? 'One attempt at each.'
            : `${attempts} attempts at each; the best counts.`,
          'An answer that is not whole yet costs no attempt.',
        ]
      : ['All answers are handed in together, once. What is right is shown then.']),
  ];
}
