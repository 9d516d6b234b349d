import { ContentError, type ContentFault } from '../learning/content-error';
import { parseScenario } from '../learning/parse-scenario';
import type { Item } from '../learning/questions/item';
import { parseQuestions } from '../learning/questions/parse-questions';
import type { Scenario } from '../learning/scenario';

/** What a draft can be: a scenario, or a list of questions. */
export type ContentKind = 'scenario' | 'questions';

/** A draft without faults, as the app works with it. */
export type Content =
  | { readonly kind: 'scenario'; readonly scenario: Scenario }
  | { readonly kind: 'questions'; readonly items: readonly Item[] };

/** What reading a draft gave: its content, or everything that is wrong with it. */
export type Reading =
  | { readonly content: Content; readonly faults: readonly [] }
  | { readonly faults: readonly ContentFault[] };

/** Reads the text of a draft by the rules of the build. */
export function readDraftText(kind: ContentKind, text: string): Reading {
  try {
    return { content: contentOf(kind, text), faults: [] };
  } catch (error) {
    if (error instanceof ContentError) return { faults: error.faults };
    throw error;
  }
}

function contentOf(kind: ContentKind, text: string): Content {
  if (kind === 'questions') return { kind, items: parseQuestions(text, 'draft') };
  // A draft is in no file yet: whatever its id, it is the one it should have.
  const id = /^id:[ \t]*["']?([a-z0-9-]+)/m.exec(text)?.[1] ?? '';
  return { kind, scenario: parseScenario(text, `00-${id}.yaml`) };
}
