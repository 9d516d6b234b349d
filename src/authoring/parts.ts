import type { Item } from '../learning/questions/item';
import type { FieldPath } from '../learning/yaml-source';

/** Something an item promises that its proof finds out by itself. */
export interface ItemPart {
  readonly path: FieldPath;
  /** What holds when no fault lies below the path. */
  readonly title: string;
}

type Parts = Exclude<Item, { type: 'case' }> | Extract<Item, { type: 'case' }>['parts'][number];

/** What the proof of an item finds out, part by part. */
export function partsOfProof(item: Item): ItemPart[] {
  if (item.type !== 'case') return partsOf(item);
  return item.parts.flatMap((part, i) =>
    partsOf(part).map(({ path, title }) => ({
      path: ['parts', i, ...path],
      title: `Question ${i + 1}: ${title}`,
    })),
  );
}

function partsOf(item: Parts): ItemPart[] {
  switch (item.type) {
    case 'choice':
    case 'response':
      return item.options.flatMap((option, i) =>
        option.claim === undefined && (item.goal === undefined || option.do.length === 0)
          ? []
          : [key('options', i, option.id, option.correct)],
      );
    case 'predict':
      return item.options.map(({ id, correct }, i) => key('options', i, id, correct));
    case 'ordering': {
      const count = item.accept.length;
      const some = count === 1 ? 'is the only sequence' : `are the only ${count} sequences`;
      return [{ path: ['accept'], title: `What \`accept\` lists ${some} of all that achieve it` }];
    }
    case 'matching':
      return item.prompts.flatMap(({ id, answer, run }, i) =>
        run === undefined
          ? []
          : [{ path: ['prompts', i], title: `The line of ${id} comes to response ${answer}` }],
      );
    case 'compute': {
      const how = 'expression' in item.derive ? 'The expression gives' : 'The line prints';
      return [{ path: ['derive'], title: `${how} ${item.answer}` }];
    }
    case 'fix':
      return [
        { path: ['policy'], title: 'The broken policy fails a row' },
        { path: ['solution'], title: 'The solution makes every row hold' },
        ...wrongs(item.wrong),
      ];
    case 'do':
      return [
        { path: ['checks'], title: 'Nothing is done at the start' },
        { path: ['solution'], title: 'The solution achieves it' },
        ...wrongs(item.wrong),
      ];
    case 'read':
      return [{ path: ['pick'], title: 'Only the key explains the result' }];
  }
}

function key(list: string, i: number, id: string, correct: boolean): ItemPart {
  return { path: [list, i], title: `Option ${id} comes out ${correct ? 'right' : 'wrong'}` };
}

function wrongs(list: readonly unknown[]): ItemPart[] {
  return list.map((_, i) => ({ path: ['wrong', i], title: `Wrong solution ${i + 1} fails` }));
}
