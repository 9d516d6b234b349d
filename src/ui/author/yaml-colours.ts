import { syntaxTree } from '@codemirror/language';
import { RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';

const mark = (name: string) => Decoration.mark({ class: `yaml-${name}` });
const marks: Readonly<Record<string, Decoration>> = {
  Key: mark('name'),
  Comment: mark('comment'),
  QuotedLiteral: mark('text'),
  BlockLiteralContent: mark('text'),
};

/** Colours of YAML by what it means, for what is in sight. They only repeat what the text says. */
export const yamlColours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = coloursOf(view);
    }

    update({ view, docChanged, viewportChanged, startState, state }: ViewUpdate) {
      if (docChanged || viewportChanged || syntaxTree(startState) !== syntaxTree(state)) {
        this.decorations = coloursOf(view);
      }
    }
  },
  { decorations: ({ decorations }) => decorations },
);

function coloursOf(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      ...{ from, to },
      enter({ name, from: start, to: end }) {
        const decoration = marks[name];
        if (decoration === undefined || start === end) return true;
        builder.add(start, end, decoration);
        return false;
      },
    });
  }
  return builder.finish();
}
