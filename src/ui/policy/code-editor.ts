import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorSelection, EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { Completions } from './completion';
import { policyColours } from './editor-colours';
import { editorTheme } from './editor-theme';
import type { Finding } from './lint/index';

/** What an editor of policies is made of. */
export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly value: string;
  readonly readonly: boolean;
  /** Its accessible name, and the id of what describes it. */
  readonly label: string;
  readonly describedBy: string;
  readonly onchange: (value: string) => void;
  readonly complete: (text: string, pos: number) => Completions | undefined;
}

/** An editor on the page. */
export interface CodeEditor {
  /** Puts another text in, where it is another. */
  setValue(value: string): void;
  show(findings: readonly Finding[]): void;
  /** Selects a range, and brings it into view. */
  select(from: number, to: number): void;
  destroy(): void;
}

/** Puts an editor into an element. Tab accepts and indents; after Escape it leaves. */
export function openEditor(options: EditorOptions): CodeEditor {
  const { parent, value, readonly, label, describedBy, onchange, complete } = options;
  let known = value;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: value,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        json(),
        indentUnit.of('  '),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        lintGutter(),
        autocompletion({ override: [(context) => completionsFor(context, complete)] }),
        keymap.of([
          { key: 'Tab', run: acceptCompletion },
          ...[...closeBracketsKeymap, ...completionKeymap, ...lintKeymap],
          ...[...defaultKeymap, ...historyKeymap, indentWithTab],
        ]),
        policyColours,
        editorTheme,
        EditorView.lineWrapping,
        EditorState.readOnly.of(readonly),
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

function completionsFor(
  context: CompletionContext,
  complete: EditorOptions['complete'],
): CompletionResult | null {
  const found = complete(context.state.doc.toString(), context.pos);
  if (found === undefined || (!found.quoted && !context.explicit)) return null;
  const { from, to, candidates, writes, quoted } = found;
  return {
    ...{ from, to },
    options: candidates.map(({ label, detail, apply }, index) => ({
      label,
      ...(detail === undefined ? {} : { detail }),
      // The order is that of the list where the text typed so far does not say more.
      boost: -Math.min(99, index / 10),
      apply: (view: EditorView, _: Completion, start: number, end: number) =>
        put(view, apply, start, end, { writes, quoted, goesOn: /[:/]$/.test(label) }),
    })),
  };
}

interface Put {
  readonly writes: Completions['writes'];
  readonly quoted: boolean;
  /** Whether the text is only begun: a service before its colon. */
  readonly goesOn: boolean;
}

/** Puts a candidate in; a name brings its colon, where that is not there yet. */
function put(
  view: EditorView,
  text: string,
  from: number,
  to: number,
  { writes, quoted, goesOn }: Put,
): void {
  const after = view.state.sliceDoc(to, to + 50);
  const close = quoted && after.startsWith('"') ? 1 : 0;
  const needsColon = writes === 'name' && !goesOn && !/^"?\s*:/.test(after);
  const changes = [
    { from, to, insert: text },
    ...(needsColon ? [{ from: to + close, to: to + close, insert: ': ' }] : []),
  ];
  const behind = from + text.length + (needsColon ? close + 2 : 0);
  view.dispatch({ changes, selection: { anchor: behind }, userEvent: 'input.complete' });
  if (goesOn) startCompletion(view);
}
