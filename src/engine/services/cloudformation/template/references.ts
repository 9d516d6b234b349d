import { isList, isMap, type Value } from './value';

/** What a function refers to: a resource, a parameter or a pseudo parameter, or one's attribute. */
export interface Reference {
  readonly name: string;
  /** Undefined where the function is `Ref`, or `Fn::Sub` without a dot. */
  readonly attribute?: string | undefined;
  /** The function as errors name it. */
  readonly by: 'Ref' | 'Fn::GetAtt' | 'Fn::Sub';
}

/** The names in a text of `Fn::Sub`; `${!Literal}` is none. */
export const substitution = /\$\{(!?)([^}]*)\}/g;

/** Everything that a value refers to. */
export function referencesIn(value: Value): Reference[] {
  if (isList(value)) return value.flatMap(referencesIn);
  if (!isMap(value)) return [];
  const entries = Object.entries(value);
  const [first] = entries;
  if (first === undefined || entries.length !== 1) {
    return entries.flatMap(([, item]) => referencesIn(item));
  }
  const [name, argument] = first;
  switch (name) {
    case 'Ref':
      return typeof argument === 'string' ? [{ name: argument, by: 'Ref' }] : [];
    case 'Fn::GetAtt':
      return attributeReferences(argument);
    case 'Fn::Sub':
      return subReferences(argument);
    default:
      return referencesIn(argument);
  }
}

function attributeReferences(argument: Value): Reference[] {
  const [name, attribute] = attributeOf(argument) ?? [];
  if (name === undefined) return referencesIn(argument);
  const more = attribute === undefined ? [] : referencesIn(attribute);
  const text = typeof attribute === 'string' ? attribute : undefined;
  return [{ name, attribute: text, by: 'Fn::GetAtt' }, ...more];
}

/** The two arguments of `Fn::GetAtt`, which may be one text: `Key.Arn`. */
export function attributeOf(argument: Value): readonly [string, Value] | undefined {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    return dot <= 0 ? undefined : [argument.slice(0, dot), argument.slice(dot + 1)];
  }
  if (!isList(argument) || argument.length !== 2) return undefined;
  const [name, attribute] = argument;
  if (typeof name !== 'string' || name === '' || attribute === undefined || attribute === '') {
    return undefined;
  }
  return [name, attribute];
}

function subReferences(argument: Value): Reference[] {
  const [text, variables = {}] = isList(argument) ? argument : [argument];
  if (typeof text !== 'string') return [];
  const own = isMap(variables) ? Object.keys(variables) : [];
  const named = [...text.matchAll(substitution)].flatMap(([, literal, inner = '']) => {
    const whole = inner.trim();
    if (literal === '!' || own.includes(whole)) return [];
    const dot = whole.indexOf('.');
    return [
      dot < 0
        ? { name: whole, by: 'Fn::Sub' as const }
        : {
            name: whole.slice(0, dot),
            attribute: whole.slice(dot + 1),
            by: 'Fn::Sub' as const,
          },
    ];
  });
  return [...named, ...(isMap(variables) ? referencesIn(variables) : [])];
}
