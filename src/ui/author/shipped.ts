import type { DraftKind } from '../../storage/draft-store';
import { bank } from '../practice/bank';
import { catalogue } from '../learn/catalogue';

const scenarios = import.meta.glob<string>('../../../scenarios/[0-9]*/*.yaml', {
  query: '?raw',
  import: 'default',
});
const questions = import.meta.glob<string>('../../../scenarios/questions/*.yaml', {
  query: '?raw',
  import: 'default',
});

/** Something of the app's own content that a draft can begin from. */
export interface Shipped {
  readonly kind: DraftKind;
  readonly id: string;
  readonly title: string;
}

/** All that can be forked: scenarios, then questions. */
export const shipped: readonly Shipped[] = [
  ...catalogue.map(({ id, title }) => ({ kind: 'scenario' as const, id, title })),
  ...bank.map(({ id, title }) => ({ kind: 'questions' as const, id, title })),
];

/** The text of shipped content as its author wrote it; undefined when there is none. */
export async function shippedText({ kind, id }: Shipped): Promise<string | undefined> {
  if (kind === 'scenario') {
    const file = Object.keys(scenarios).find(
      (path) => path.replace(/^.*\/(\d+-)?/, '') === `${id}.yaml`,
    );
    return file === undefined ? undefined : withoutSchema(await scenarios[file]!());
  }
  for (const load of Object.values(questions)) {
    const found = itemText(await load(), id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The lines of one item out of its file: from its dash to the next one. */
function itemText(text: string, id: string): string | undefined {
  const entries = text.split(/^(?=- )/m);
  const entry = entries.find((it) => /^- id:[ \t]*(\S+)/.exec(it)?.[1] === id);
  // What follows an item from the first column are comments about the next.
  return entry?.replace(/(\n#[^\n]*|\n[ \t]*)+$/, '\n');
}

function withoutSchema(text: string): string {
  return text.replace(/^# yaml-language-server:.*\n/, '');
}
