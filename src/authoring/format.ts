import { schemaOf, type Schema } from './schema-walk';
import { templates, type Template } from './templates';

/** A part of the format that is explained by itself: a scenario, a type of question, a check. */
export interface FormatPart {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** One, or several where its members decide which of them it is. */
  readonly forms: readonly FormatForm[];
  readonly example: Template | undefined;
}

/** Members that go together. */
export interface FormatForm {
  /** The members that tell it from the others; empty where there is one form only. */
  readonly title: string;
  readonly rows: readonly FormatRow[];
}

/** What the schema says about a member. */
export interface FormatRow {
  readonly name: string;
  /** What is written there: text, a whole number, a list of text. */
  readonly type: string;
  readonly needed: boolean;
  /** What holds where it is left out, as YAML; undefined where nothing does. */
  readonly fallback: string | undefined;
  readonly limits: readonly string[];
  readonly description: string;
  /** The part that explains what is in it. */
  readonly part: string | undefined;
  /** Members of its own, where no part explains them. */
  readonly forms: readonly FormatForm[];
}

type Full = Schema & {
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly $ref?: string;
};

interface Source {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly schema: Full;
}

/** The format of scenarios and questions, from the schemas that the build judges by. */
export function formatParts(): readonly FormatPart[] {
  const scenario = schemaOf('scenario') as Full;
  const types = (schemaOf('questions').items as Full).oneOf as readonly Full[];
  const shared = sharedParts(scenario, types);
  const common = commonTo(types);
  const explained = new Map(shared.map(({ id, schema }) => [keyOf(schema), id]));
  const ofType = new Map(types.map((type) => [typeOf(type), without(type, common)]));
  const write = (schema: Full) => formsOf(schema, explained, ofType);
  const part = ({ id, title, about, schema }: Source): FormatPart => ({
    ...{ id, title, about, forms: write(schema), example: undefined },
  });
  const [first, ...examples] = templates;
  return [
    {
      ...part({
        id: 'scenario',
        title: 'A scenario',
        about: 'A file of its own. Its tasks are done one after the other in one world.',
        schema: scenario,
      }),
      example: first,
    },
    part({
      id: 'question',
      title: 'Every question',
      about: 'A file has a list of questions. Each has these members, and those of its type.',
      schema: common,
    }),
    ...[...ofType].map(([type, schema]): FormatPart => ({
      ...part({
        id: `type-${type}`,
        title: `type: ${type}`,
        about: schema.properties?.['type']?.description ?? '',
        schema: without(schema, { properties: { type: schema.properties?.['type'] ?? {} } }),
      }),
      example: examples.find(({ text }) => text.includes(`\n  type: ${type}\n`)),
    })),
    ...shared.map(part),
  ];
}

/** What several parts have in the same shape. */
function sharedParts(scenario: Full, types: readonly Full[]): readonly Source[] {
  const task = at(scenario, 'tasks', '-');
  const choice = types.find((type) => typeOf(type) === 'choice')!;
  const check = at(task, 'checks', '-');
  const kind = (name: string) => check.anyOf!.find((form) => form.properties?.[name])!;
  return [
    {
      id: 'world',
      title: 'World',
      about: 'What there is before the learner comes in. Without one it is an empty account.',
      schema: at(scenario, 'world'),
    },
    {
      id: 'file',
      title: 'File',
      about: "A file on the learner's machine at the start.",
      schema: at(scenario, 'files', '-'),
    },
    {
      id: 'check',
      title: 'Check',
      about:
        'What must hold, and what is said when it does not. It is run on a copy of the world, so that it changes nothing.',
      schema: check,
    },
    {
      id: 'claim',
      title: 'Claim',
      about: 'A check without words: true or not.',
      schema: at(choice, 'options', '-', 'claim'),
    },
    {
      id: 'event',
      title: 'Event of the audit trail',
      about: 'Which events are meant.',
      schema: at(kind('trail'), 'trail'),
    },
    {
      id: 'request',
      title: 'Request',
      about: 'What somebody wants to do. Policies are evaluated, and nothing is done.',
      schema: at(kind('can'), 'can'),
    },
    {
      id: 'secret',
      title: 'Secret',
      about: 'Something that must or must not lie open, followed through every file and variable.',
      schema: at(kind('exposed'), 'exposed'),
    },
    {
      id: 'wrong',
      title: 'Wrong solution',
      about: 'Lines that do not solve it. The gate runs them, and they have to fail.',
      schema: at(task, 'wrong', '-'),
    },
    {
      id: 'option',
      title: 'Option',
      about: 'What a learner can choose.',
      schema: at(choice, 'options', '-'),
    },
  ];
}

/** A member below a schema; `-` is an element of a list. */
function at(schema: Full, ...path: readonly string[]): Full {
  return path.reduce<Full>(
    (form, step) => (step === '-' ? form.items : form.properties?.[step]) ?? {},
    schema,
  );
}

const typeOf = (schema: Schema) => String(schema.properties?.['type']?.const ?? '');

/** The same shape wherever it stands: what is said of it there does not matter. */
function keyOf({ description: _, default: __, ...shape }: Full): string {
  return JSON.stringify(shape);
}

function commonTo(types: readonly Full[]): Full {
  const [first, ...others] = types;
  const members = Object.entries(first!.properties ?? {}).filter(([name, member]) =>
    others.every((other) => JSON.stringify(other.properties?.[name]) === JSON.stringify(member)),
  );
  const { required = [] } = first!;
  return { type: 'object', properties: Object.fromEntries(members), required };
}

function without(schema: Full, known: Schema): Full {
  const members = Object.entries(schema.properties ?? {}).filter(
    ([name, member]) => JSON.stringify(known.properties?.[name]) !== JSON.stringify(member),
  );
  return { ...schema, properties: Object.fromEntries(members) };
}

type Explained = ReadonlyMap<string, string>;

function formsOf(
  schema: Full,
  explained: Explained,
  ofType: ReadonlyMap<string, Full>,
): readonly FormatForm[] {
  const variants = (schema.anyOf ?? schema.oneOf ?? [schema]) as readonly Full[];
  const forms = variants.map((variant): FormatForm => {
    // A question in a case has the members of its type, which are explained there.
    const known = variants.length > 1 ? ofType.get(typeOf(variant)) : undefined;
    const own = known === undefined ? variant : without(variant, known);
    return {
      title: variants.length === 1 ? '' : titleOf(variant, variants),
      rows: Object.entries(own.properties ?? {}).map(([name, member]) =>
        rowOf(name, member as Full, variant.required?.includes(name) ?? false, explained, ofType),
      ),
    };
  });
  const merged = new Map<string, FormatForm>();
  for (const form of forms) {
    const rows = JSON.stringify(form.rows);
    const same = merged.get(rows);
    merged.set(
      rows,
      same === undefined ? form : { ...same, title: `${same.title}, ${form.title}` },
    );
  }
  return [...merged.values()];
}

/** The member that a variant has and no other, or the one by whose value it is known. */
function titleOf(variant: Schema, variants: readonly Schema[]): string {
  const members = Object.entries(variant.properties ?? {});
  const chosen = members.find(([, member]) => member.const !== undefined);
  if (chosen !== undefined) return `${chosen[0]}: ${String(chosen[1].const)}`;
  const own = members.find(([name]) =>
    variants.every((other) => other === variant || other.properties?.[name] === undefined),
  );
  return own?.[0] ?? '';
}

function rowOf(
  name: string,
  member: Full,
  needed: boolean,
  explained: Explained,
  ofType: ReadonlyMap<string, Full>,
): FormatRow {
  const inside = innermost(member);
  const part = explained.get(keyOf(inside));
  const { default: fallback, description = '' } = member;
  return {
    ...{ name, description, needed, part },
    type: typeText(member),
    // An empty list or world says no more than that there is none.
    fallback: fallback === undefined ? undefined : JSON.stringify(fallback),
    limits: limitsOf(member),
    forms: part === undefined && hasMembers(inside) ? formsOf(inside, explained, ofType) : [],
  };
}

const hasMembers = ({ properties, anyOf, oneOf }: Full) =>
  properties !== undefined ||
  (anyOf ?? oneOf)?.some((form) => form.properties !== undefined) === true;

/** What a list or a set of named values has in it; anything else is itself. */
function innermost(schema: Full): Full {
  if (schema.items !== undefined) return innermost(schema.items);
  const { additionalProperties } = schema;
  if (schema.properties === undefined && typeof additionalProperties === 'object') {
    return innermost(additionalProperties);
  }
  return schema;
}

function typeText(schema: Full, several = false): string {
  const { type, items, additionalProperties, properties } = schema;
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(String).join(' | ');
  if (items !== undefined) return `${several ? 'lists' : 'a list'} of ${typeText(items, true)}`;
  if (properties !== undefined) return 'members';
  if (type === 'object') {
    const values = typeof additionalProperties === 'object' ? additionalProperties : {};
    return `names with ${typeText(values, true)}`;
  }
  const forms = schema.anyOf ?? schema.oneOf;
  if (forms !== undefined) {
    return [...new Set(forms.map((form) => typeText(form, several)))].join(' or ');
  }
  switch (type) {
    case 'string':
      return schema.format === 'date-time' ? 'a time' : 'text';
    case 'integer':
      return several ? 'whole numbers' : 'a whole number';
    case 'number':
      return several ? 'numbers' : 'a number';
    case 'boolean':
      return 'true or false';
    default:
      return 'any value';
  }
}

// Zod bounds whole numbers by what a number can hold exactly.
const isBound = (value: number | undefined): value is number =>
  value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;

const kebabCase = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$';

function limitsOf(schema: Full): string[] {
  const { minimum, maximum, minItems, maxItems, maxLength, pattern } = schema;
  const shown = new Intl.NumberFormat('en-US');
  const range = (least: number | undefined, most: number | undefined, what: string): string[] =>
    isBound(least) && isBound(most)
      ? [
          least === most
            ? `exactly ${shown.format(least)}${what}`
            : `${shown.format(least)} to ${shown.format(most)}${what}`,
        ]
      : isBound(least)
        ? [`at least ${shown.format(least)}${what}`]
        : isBound(most)
          ? [`at most ${shown.format(most)}${what}`]
          : [];
  return [
    ...range(minimum, maximum, ''),
    ...range(minItems, maxItems, ' in the list'),
    ...range(undefined, maxLength, ' characters'),
    ...(pattern === undefined || schema.format !== undefined
      ? []
      : [pattern === kebabCase ? 'in kebab-case' : `as ${pattern}`]),
    ...(schema.items === undefined ? [] : limitsOf(schema.items).map((limit) => `each ${limit}`)),
  ];
}
