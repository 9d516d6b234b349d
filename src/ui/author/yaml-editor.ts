import {
  acceptCompletion,
  autocompletion,
  completionKeymap,
  startCompletion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorSelection, EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { explanationAt, Proposals } from '../../authoring/completion';
import { editorTheme } from '../policy/editor-theme';
import { yamlColours } from './yaml-colours';

/** Something that is marked in the text. */
export interface Marked {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** What an editor of content is made of. */
export interface YamlEditorOptions {
  readonly parent: HTMLElement;
  readonly value: string;
  /** Its accessible name, and the id of what describes it. */
  readonly label: string;
  readonly describedBy: string;
  readonly onchange: (value: string) => void;
  readonly complete: (text: string, offset: number) => Proposals | undefined;
  readonly explain: (text: string, offset: number) => ReturnType<typeof explanationAt>;
}

/** An editor of content on the page. */
export interface YamlEditor {
  show(marks: readonly Marked[]): void;
  /** Selects a range, and brings it into view. */
  select(from: number, to: number): void;
  destroy(): void;
}

const yamlTheme = EditorView.theme({
  '.yaml-name': { color: 'var(--accent)' },
  '.yaml-comment': { color: 'var(--ink-3)', fontStyle: 'italic' },
  '.yaml-text': { color: 'var(--ink)' },
  '.field-help': { padding: '6px 10px', fontFamily: 'var(--font-ui)', fontSize: 'var(--text-s)' },
  '.cm-completionInfo': { fontFamily: 'var(--font-ui)', padding: '6px 10px', maxWidth: '22rem' },
});

/** Puts an editor into an element. Tab accepts and indents; after Escape it leaves. */
export function openYamlEditor(options: YamlEditorOptions): YamlEditor {
  const { parent, value, label, describedBy, onchange, complete, explain } = options;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: value,
      extensions: [
        ...[lineNumbers(), history(), drawSelection(), yaml(), indentUnit.of('  ')],
        ...[indentOnInput(), bracketMatching(), highlightActiveLine(), lintGutter()],
        autocompletion({ override: [(context) => completionsFor(context, complete)] }),
        hoverTooltip((shown, offset) => {
          const found = explain(shown.state.doc.toString(), offset);
          if (found === undefined) return null;
          return { pos: found.from, end: found.to, above: true, create: () => help(found.text) };
        }),
        keymap.of([
          { key: 'Tab', run: acceptCompletion },
          ...[...completionKeymap, ...lintKeymap],
          ...[...defaultKeymap, ...historyKeymap, indentWithTab],
        ]),
        ...[yamlColours, editorTheme, yamlTheme, EditorView.lineWrapping],
        EditorView.contentAttributes.of({
          'aria-label': label,
          'aria-describedby': describedBy,
          tabindex: '0',
        }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) onchange(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    show(marks) {
      const end = view.state.doc.length;
      const diagnostics = marks.map(({ from, to, severity, message }) => ({
        ...{ from: Math.min(from, end), to: Math.min(to, end), severity, message },
      }));
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    select(from, to) {
      const end = view.state.doc.length;
      const selection = EditorSelection.range(Math.min(from, end), Math.min(to, end));
      view.dispatch({ selection, scrollIntoView: true });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function help(text: string): { dom: HTMLElement } {
  const dom = document.createElement('div');
  dom.className = 'field-help';
  dom.textContent = text;
  return { dom };
}

function completionsFor(
  context: CompletionContext,
  complete: YamlEditorOptions['complete'],
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
