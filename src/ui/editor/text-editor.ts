import {
  acceptCompletion,
  autocompletion,
  completionKeymap,
  type CompletionSource,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorSelection, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { Finding } from './finding';
import { editorTheme } from './theme';

/** What every editor of the page is told. */
export interface EditorPlace {
  readonly parent: HTMLElement;
  readonly value: string;
  readonly readonly?: boolean;
  /** Its accessible name, and the id of what describes it. */
  readonly label: string;
  readonly describedBy: string;
  readonly onchange: (value: string) => void;
}

/** What makes an editor one of policies, or of content. */
export interface EditorLanguage {
  readonly complete: CompletionSource;
  /** The language's parser, its colours, and keys of its own. */
  readonly extensions: readonly Extension[];
}

/** An editor on the page. */
export interface TextEditor {
  /** Puts another text in, where it is another. */
  setValue(value: string): void;
  show(findings: readonly Finding[]): void;
  /** Selects a range, and brings it into view. */
  select(from: number, to: number): void;
  destroy(): void;
}

/** Puts an editor into an element. Tab accepts and indents; after Escape it leaves. */
export function openEditor(place: EditorPlace, language: EditorLanguage): TextEditor {
  const { parent, value, readonly = false, label, describedBy, onchange } = place;
  let known = value;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: value,
      extensions: [
        ...[lineNumbers(), history(), drawSelection(), indentUnit.of('  '), indentOnInput()],
        ...[bracketMatching(), highlightActiveLine(), lintGutter()],
        ...language.extensions,
        autocompletion({ override: [language.complete] }),
        keymap.of([
          { key: 'Tab', run: acceptCompletion },
          ...[...completionKeymap, ...lintKeymap],
          ...[...defaultKeymap, ...historyKeymap, indentWithTab],
        ]),
        ...[editorTheme, EditorView.lineWrapping, EditorState.readOnly.of(readonly)],
        EditorView.contentAttributes.of({
          'aria-label': label,
          'aria-describedby': describedBy,
          // It could be reached without; this says so.
          tabindex: '0',
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          const text = update.state.doc.toString();
          if (text === known) return;
          known = text;
          onchange(text);
        }),
      ],
    }),
  });
  return {
    setValue(text) {
      if (text === known) return;
      known = text;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    show(findings) {
      const end = view.state.doc.length;
      const diagnostics = findings.map(({ from, to, severity, message }) => ({
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
