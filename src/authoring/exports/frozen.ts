import { renderMarkdown as html } from '../../learning/markdown';
import { partsOf, type Item } from '../../learning/questions/item';

/** An option of a frozen question; texts are HTML. */
export interface FrozenOption {
  readonly id: string;
  readonly html: string;
  readonly right: boolean;
  readonly why: string;
}

/** What of a question a learning platform can hold: texts and a key, and nothing that runs. */
export type Frozen = {
  readonly id: string;
  readonly title: string;
  /** HTML, well formed as XML. */
  readonly stem: string;
  readonly explanation: string;
} & (
  | { readonly kind: 'choice'; readonly many: boolean; readonly options: readonly FrozenOption[] }
  | {
      readonly kind: 'matching';
      readonly pairs: readonly { readonly prompt: string; readonly answer: string }[];
      /** Responses that belong to no prompt. */
      readonly spare: readonly string[];
    }
  | { readonly kind: 'number'; readonly answer: number; readonly tolerance: number }
  | {
      readonly kind: 'ordering';
      readonly steps: readonly { readonly id: string; readonly html: string }[];
      /** How many of them are to be chosen. */
      readonly choose: number;
      /** The sequences that are right. */
      readonly accept: readonly (readonly string[])[];
    }
);

/** The questions of an item without its lab; undefined in place of what is nothing without it. */
export function freeze(item: Item): (Frozen | undefined)[] {
  if (item.type !== 'case') return [frozen(item)];
  return partsOf(item).map((part) => frozen({ ...part, stem: `${item.stem}\n\n${part.stem}` }));
}

function frozen(item: Item): Frozen | undefined {
  const { id, title } = item;
  const about = { id, title, stem: html(item.stem), explanation: html(item.explanation) };
  switch (item.type) {
    case 'choice':
    case 'response':
      return { ...about, kind: 'choice', many: item.type === 'response', options: options(item) };
    case 'predict': {
      const lines = ['```sh', ...item.run, '```'].join('\n');
      const stem = html(`${item.stem}\n\n${lines}`);
      return { ...about, stem, kind: 'choice', many: false, options: options(item) };
    }
    case 'matching': {
      const used = new Set(item.prompts.map(({ answer }) => answer));
      const textOf = (name: string) => item.responses.find((it) => it.id === name)?.text ?? '';
      const pairs = item.prompts.map((it) => ({
        prompt: html(it.text),
        answer: plain(textOf(it.answer)),
      }));
      const spare = item.responses.filter((it) => !used.has(it.id)).map((it) => plain(it.text));
      return { ...about, kind: 'matching', pairs, spare };
    }
    case 'compute': {
      const { answer, tolerance, unit } = item;
      const stem = unit === '' ? about.stem : html(`${item.stem}\n\nThe unit is ${unit}.`);
      return { ...about, stem, kind: 'number', answer, tolerance };
    }
    case 'ordering': {
      const steps = item.steps.map((it) => ({ id: it.id, html: html(it.text) }));
      const { choose, accept } = item;
      return { ...about, kind: 'ordering', steps, choose, accept };
    }
    default:
      return undefined;
  }
}

function options(item: Extract<Item, { type: 'choice' | 'response' | 'predict' }>): FrozenOption[] {
  return item.options.map(({ id, text, correct, why }) => ({
    ...{ id, html: html(text), right: correct, why: html(why) },
  }));
}

/** Matching answers have no markup on any platform. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}
