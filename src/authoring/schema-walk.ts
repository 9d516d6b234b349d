import { questionsJsonSchema } from '../learning/questions/registry';
import { scenarioJsonSchema } from '../learning/schema';
import type { Place } from './place';
import type { ContentKind } from './read-draft';

/** What of JSON Schema the format of content uses. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

const schemas = new Map<ContentKind, Schema>();

/** The format of a kind of content, from the schemas that the build judges by. */
export function schemaOf(kind: ContentKind): Schema {
  let schema = schemas.get(kind);
  if (schema === undefined) {
    schema = (kind === 'scenario' ? scenarioJsonSchema() : questionsJsonSchema()) as Schema;
    schemas.set(kind, schema);
  }
  return schema;
}

/** The forms that the fields around a place may have: one, where what is written decides it. */
export function formsAt(schema: Schema, { path, around }: Place): readonly Schema[] {
  let forms = chosen(schema, around[0]);
  for (const [depth, step] of path.entries()) {
    forms = forms
      .flatMap((form) => below(form, step))
      .flatMap((form) => chosen(form, around[depth + 1]));
  }
  return forms;
}

/** What a form says about one of its members. */
export function membersNamed(forms: readonly Schema[], name: string): readonly Schema[] {
  return forms.flatMap(({ properties }) => {
    const member = properties?.[name];
    return member === undefined ? [] : [member];
  });
}

function below({ properties, additionalProperties, items }: Schema, step: string): Schema[] {
  if (step === '-') return items === undefined ? [] : [items];
  const member = properties?.[step];
  if (member !== undefined) return [member];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}

/** The forms of a schema that members written already do not rule out. */
export function chosen(
  schema: Schema,
  members: Readonly<Record<string, string>> = {},
): readonly Schema[] {
  const forms = (schema.anyOf ?? schema.oneOf)?.flatMap((form) => chosen(form, members)) ?? [
    schema,
  ];
  const names = Object.keys(members);
  const fitting = forms.filter(
    ({ properties = {} }) =>
      names.every((name) => Object.hasOwn(properties, name)) &&
      Object.entries(properties).every(
        ([name, it]) =>
          it.const === undefined || members[name] === undefined || members[name] === it.const,
      ),
  );
  return fitting.length > 0 ? fitting : forms;
}
