import { facts } from '../learning/facts';
import { misconceptions } from '../learning/misconceptions';
import { skills } from '../learning/skills';
import { placeAt, type Place } from './place';
import type { ContentKind } from './read-draft';
import { chosen, formsAt, membersNamed, schemaOf, type Schema } from './schema-walk';

/** One way to go on. */
export interface Proposal {
  readonly label: string;
  /** What it is for, from the schema or the register it is in. */
  readonly info: string;
  /** Whether the form is incomplete without it. */
  readonly needed: boolean;
  /** What is put in. */
  readonly apply: string;
}

/** What can stand at a place, and where the text it replaces begins. */
export interface Proposals {
  readonly from: number;
  readonly list: readonly Proposal[];
}

/** What can be written at an offset of a draft; undefined where nothing is known to fit. */
export function proposalsAt(
  kind: ContentKind,
  text: string,
  offset: number,
): Proposals | undefined {
  const place = placeAt(text, offset);
  if (place === undefined) return undefined;
  const forms = formsAt(schemaOf(kind), place);
  const names = place.writes === 'name' ? namesOf(forms, place) : [];
  const list = names.length > 0 ? names : valuesOf(kind, forms, place);
  if (list.length === 0) return undefined;
  return { from: startOf(place), list };
}

/** What the schema says about the member whose name is at an offset. */
export function explanationAt(
  kind: ContentKind,
  text: string,
  offset: number,
): { readonly from: number; readonly to: number; readonly text: string } | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart).split('\n', 1)[0] ?? '';
  const found = /^[ \t]*(?:-[ \t]+)*([A-Za-z][\w-]*):(?=\s|$)/.exec(line);
  if (found === null) return undefined;
  const to = lineStart + found[0].length - 1;
  const name = found[1]!;
  const from = to - name.length;
  if (offset < from || offset > to) return undefined;
  const place = placeAt(text, to + 1);
  if (place === undefined) return undefined;
  const [member] = membersNamed(formsAt(schemaOf(kind), place), name);
  const said = member?.description;
  return said === undefined ? undefined : { from, to, text: said };
}

function namesOf(forms: readonly Schema[], { beside, written }: Place): Proposal[] {
  const proposals = new Map<string, Proposal>();
  for (const { properties = {}, required = [] } of forms) {
    for (const [label, member] of Object.entries(properties)) {
      if (label !== written && Object.hasOwn(beside, label)) continue;
      if (proposals.has(label)) continue;
      const info = member.description ?? '';
      proposals.set(label, { label, info, needed: required.includes(label), apply: `${label}: ` });
    }
  }
  return [...proposals.values()];
}

/** Registers whose ids content names. */
function registerOf(name: string): readonly (readonly [id: string, text: string])[] {
  switch (name) {
    case 'skills':
      return [...skills].map(([id, { text }]) => [id, text]);
    case 'facts':
      return [...facts].map(([id, { text }]) => [id, text]);
    case 'misconceptions':
    case 'misconception':
      return [...misconceptions].map(([id, { belief }]) => [id, belief]);
    default:
      return [];
  }
}

function valuesOf(kind: ContentKind, forms: readonly Schema[], place: Place): Proposal[] {
  const { writes, name, path } = place;
  const list = writes === 'value' ? name : path.at(-1) === '-' ? (path.at(-2) ?? '') : '';
  const known = registerOf(list);
  if (known.length > 0) {
    const begun = writes === 'name' || place.written.startsWith('[');
    const asList = !begun && membersNamed(forms, name).some(({ type }) => type === 'array');
    return known.map(([label, info]) => ({
      ...{ label, info, needed: false },
      apply: asList ? `[${label}]` : label,
    }));
  }
  // Beside a `type` that is half written every form is still open.
  const open = writes === 'value' ? formsAt(schemaOf(kind), without(place, name)) : [];
  const values = membersNamed(open.length > 0 ? open : forms, name).flatMap((member) =>
    chosen(member).flatMap(({ const: one, enum: several = [], type, description }) => {
      const some = one === undefined ? several : [one];
      const all = type === 'boolean' && some.length === 0 ? [true, false] : some;
      return all.map((value) => ({ label: String(value), info: description ?? '' }));
    }),
  );
  const once = new Map(values.map((value) => [value.label, value]));
  return [...once.values()].map((it) => ({ ...it, needed: false, apply: it.label }));
}

function without(place: Place, name: string): Place {
  const around = place.around.map((members, i) =>
    i === place.path.length
      ? Object.fromEntries(Object.entries(members).filter(([key]) => key !== name))
      : members,
  );
  return { ...place, around };
}

/** In a list on one line, `[a, b`, only its last entry is replaced. */
function startOf({ from, written }: Place): number {
  const part = /[[,\s]*([\w.-]*)$/.exec(written)?.[1] ?? '';
  return from + written.length - part.length;
}
