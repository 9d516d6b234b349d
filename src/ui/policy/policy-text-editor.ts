import {
  closeBrackets,
  closeBracketsKeymap,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { json } from '@codemirror/lang-json';
import { keymap, type EditorView } from '@codemirror/view';
import { openEditor, type EditorPlace, type TextEditor } from '../editor/text-editor';
import type { Completions } from './completion';
import { policyColours, policyTheme } from './editor-colours';

type Complete = (text: string, pos: number) => Completions | undefined;

/** Puts an editor of policies into an element. */
export function openPolicyEditor(place: EditorPlace, complete: Complete): TextEditor {
  return openEditor(place, {
    complete: (context) => completionsFor(context, complete),
    extensions: [
      ...[json(), closeBrackets(), keymap.of(closeBracketsKeymap)],
      ...[policyColours, policyTheme],
    ],
  });
}

function completionsFor(context: CompletionContext, complete: Complete): CompletionResult | null {
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
