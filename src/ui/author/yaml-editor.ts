import {
  startCompletion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { yaml } from '@codemirror/lang-yaml';
import { EditorView, hoverTooltip } from '@codemirror/view';
import type { explanationAt, Proposals } from '../../authoring/completion';
import { openEditor, type EditorPlace, type TextEditor } from '../editor/text-editor';
import { yamlColours } from './yaml-colours';

/** What an editor of content knows of its format. */
export interface ContentFormat {
  readonly complete: (text: string, offset: number) => Proposals | undefined;
  readonly explain: (text: string, offset: number) => ReturnType<typeof explanationAt>;
}

const yamlTheme = EditorView.theme({
  '.yaml-name': { color: 'var(--accent)' },
  '.yaml-comment': { color: 'var(--ink-3)', fontStyle: 'italic' },
  '.yaml-text': { color: 'var(--ink)' },
  '.field-help': { padding: '6px 10px', fontFamily: 'var(--font-ui)', fontSize: 'var(--text-s)' },
  '.cm-completionInfo': { fontFamily: 'var(--font-ui)', padding: '6px 10px', maxWidth: '22rem' },
});

/** Puts an editor of content into an element. */
export function openYamlEditor(
  place: EditorPlace,
  { complete, explain }: ContentFormat,
): TextEditor {
  return openEditor(place, {
    complete: (context) => completionsFor(context, complete),
    extensions: [
      ...[yaml(), yamlColours, yamlTheme],
      hoverTooltip((shown, offset) => {
        const found = explain(shown.state.doc.toString(), offset);
        if (found === undefined) return null;
        return { pos: found.from, end: found.to, above: true, create: () => help(found.text) };
      }),
    ],
  });
}

function help(text: string): { dom: HTMLElement } {
  const dom = document.createElement('div');
  dom.className = 'field-help';
  dom.textContent = text;
  return { dom };
}

function completionsFor(
  context: CompletionContext,
  complete: ContentFormat['complete'],
): CompletionResult | null {
  const found = complete(context.state.doc.toString(), context.pos);
  if (found === undefined || (found.from === context.pos && !context.explicit)) return null;
  return {
    from: found.from,
    options: found.list.map(({ label, info, needed, apply }, index) => ({
      label,
      ...(needed ? { detail: 'required' } : {}),
      ...(info === '' ? {} : { info }),
      boost: (needed ? 50 : 0) - Math.min(49, index / 10),
      apply: (shown, _, from, to) => {
        const selection = { anchor: from + apply.length };
        const changes = { from, to, insert: apply };
        shown.dispatch({ changes, selection, userEvent: 'input.complete' });
        if (apply.endsWith(': ')) startCompletion(shown);
      },
    })),
  };
}
