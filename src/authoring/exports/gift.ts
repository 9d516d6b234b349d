import type { Frozen } from './frozen';

/** Questions as GIFT; those that GIFT has no form for are left out. */
export function gift(questions: readonly Frozen[]): string {
  return questions.filter(fitsGift).map(question).join('\n\n').concat('\n');
}

/** Whether GIFT has a form for a question. */
export function fitsGift({ kind }: Frozen): boolean {
  return kind !== 'ordering';
}

function question(it: Frozen): string {
  const head = `::${escapeGift(it.title)}::[html]${escapeGift(it.stem)}`;
  return [`${head} {`, ...answersOf(it), `####[html]${escapeGift(it.explanation)}`, '}'].join('\n');
}

function answersOf(it: Frozen): string[] {
  switch (it.kind) {
    case 'choice': {
      const share = Number((100 / it.options.filter(({ right }) => right).length).toFixed(5));
      return it.options.map(({ html, right, why }) => {
        const sign = it.many ? `~%${right ? share : -share}%` : right ? '=' : '~';
        return `${sign}[html]${escapeGift(html)}#[html]${escapeGift(why)}`;
      });
    }
    case 'matching':
      return [
        ...it.pairs.map(
          ({ prompt, answer }) => `=[html]${escapeGift(prompt)} -> ${escapeGift(answer)}`,
        ),
        ...it.spare.map((answer) => `= -> ${escapeGift(answer)}`),
      ];
    case 'number':
      return [`#${it.answer}:${it.tolerance}`];
    case 'ordering':
      return [];
  }
}

/** Nothing in it is a sign of GIFT any more, and no line of it is empty, which would end the question. */
function escapeGift(text: string): string {
  return text
    .trim()
    .replaceAll('\\', '&#92;')
    .replace(/[~=#{}:]/g, '\\$&')
    .replaceAll('->', '-&gt;')
    .replace(/\r?\n/g, '\\n');
}
