import type { ContentKind } from './read-draft';

/** A small piece of content that passes the gate, to be written over. */
export interface Template {
  readonly title: string;
  readonly about: string;
  readonly kind: ContentKind;
  /** YAML, with comments that say what is what. */
  readonly text: string;
}

const files = import.meta.glob<string>('../../scenarios/examples/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** What a new draft can begin with: an example of a scenario, and of each type of question. */
export const templates: readonly Template[] = Object.keys(files)
  .sort()
  .map((name) => {
    const [heading = '', ...lines] = files[name]!.split('\n');
    const [title = '', about = ''] = heading.replace(/^# /, '').split(/: (.*)/);
    const text = lines.join('\n');
    return { title, about, kind: text.startsWith('- ') ? 'questions' : 'scenario', text };
  });
