import { RangeSetBuilder, StateField, type Text } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import { readNodes, type JsonNode, type Span } from './json-nodes';

/**
 * Colours of a policy's text by what it means: names of elements, what is allowed and denied, and
 * wildcards. They only repeat what the text says.
 */
export const policyColours = StateField.define<DecorationSet>({
  create: (state) => coloursOf(state.doc),
  update: (value, { docChanged, state }) => (docChanged ? coloursOf(state.doc) : value),
  provide: (field) => EditorView.decorations.from(field),
});

/** What the marks look like. */
export const policyTheme = EditorView.theme({
  '.policy-name': { color: 'var(--accent)' },
  '.policy-string': { color: 'var(--ink)' },
  '.policy-allow': { color: 'var(--ok)', fontWeight: '600' },
  '.policy-deny': { color: 'var(--bad)', fontWeight: '600' },
  '.policy-wildcard': { color: 'var(--warn)', fontWeight: '600' },
});

const mark = (name: string) => Decoration.mark({ class: `policy-${name}` });
const marks = {
  name: mark('name'),
  allow: mark('allow'),
  deny: mark('deny'),
  wildcard: mark('wildcard'),
  string: mark('string'),
};

function coloursOf(doc: Text): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const add = ({ from, to }: Span, decoration: Decoration) => {
    if (from < to) builder.add(from, Math.min(to, doc.length), decoration);
  };
  const walk = (node: JsonNode, name: string): void => {
    if (node.kind === 'object') {
      for (const member of node.members) {
        add(member.name, marks.name);
        if (member.value !== null) walk(member.value, member.name.value);
      }
    } else if (node.kind === 'array') for (const item of node.items) walk(item, name);
    else if (node.kind === 'string') add(node, markOf(node.value, name));
  };
  const document = readNodes(doc.toString());
  if (document !== undefined) walk(document, '');
  return builder.finish();
}

function markOf(value: string, name: string): Decoration {
  if (name === 'Effect' && value === 'Allow') return marks.allow;
  if (name === 'Effect' && value === 'Deny') return marks.deny;
  return value === '*' ? marks.wildcard : marks.string;
}
