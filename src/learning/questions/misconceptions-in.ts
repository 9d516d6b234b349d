import { isNear, readNumber } from './compute/grade';
import { memberOf } from './grade';
import type { Item, ItemOf } from './item';

type Part = Item | ItemOf<'case'>['parts'][number];

/** The misconceptions that an answer shows, by the options, steps and numbers that carry them. */
export function misconceptionsIn(item: Part, answer: unknown): string[] {
  const found = carriers(item, answer).filter((name) => name !== undefined);
  return [...new Set(found)];
}

interface Option {
  readonly id: string;
  readonly text: string;
  readonly correct: boolean;
  readonly misconception?: string;
}

/** The options that were chosen and are not right. */
export function wronglyChosen(options: readonly Option[], answer: unknown): Option[] {
  const chosen = [memberOf(answer, 'option'), memberOf(answer, 'options')].flat();
  return options.filter(({ id, correct }) => !correct && chosen.includes(id));
}

function carriers(item: Part, answer: unknown): (string | undefined)[] {
  switch (item.type) {
    case 'choice':
    case 'predict':
    case 'response':
      return wronglyChosen(item.options, answer).map(({ misconception }) => misconception);
    case 'ordering': {
      const chosen = [memberOf(answer, 'order')].flat();
      const needed = new Set(item.accept.flat());
      return item.steps
        .filter(({ id }) => chosen.includes(id) && !needed.has(id))
        .map(({ misconception }) => misconception);
    }
    case 'compute': {
      const value = readNumber(memberOf(answer, 'value'), item.unit);
      if (value === undefined) return [];
      return item.mistakes
        .filter((it) => isNear(value, { answer: it.answer, tolerance: item.tolerance / 2 }))
        .map(({ misconception }) => misconception);
    }
    case 'case':
      return item.parts.flatMap((part) =>
        carriers(part, memberOf(memberOf(answer, 'parts'), part.id)),
      );
    case 'read':
      return item.pick.from === 'statement'
        ? item.pick.notes
            .filter(({ sid }) => sid === memberOf(answer, 'candidate'))
            .map(({ misconception }) => misconception)
        : [];
    case 'matching':
    case 'fix':
    case 'do':
      return [];
  }
}
