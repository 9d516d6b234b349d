import type { ApiOperation, Shape } from '../../engine/api/index';
import { isoTimestamp } from './output/output-value';
import type { Value, ValueRecord } from './parameters/value';

type Sample = (shape: Shape, name: string) => Value;

const epoch = isoTimestamp(new Date(0)).slice(0, -6);

/** A form of an operation's input, to fill in for `--cli-input-json`. */
export function inputSkeleton({ input }: ApiOperation): ValueRecord {
  const sample: Sample = (shape) => (shape.type === 'string' ? (shape.enum?.[0] ?? '') : null);
  return input === undefined ? {} : (form(input, '', [], sample) as ValueRecord);
}

/** An example of an operation's output: every text is the name of its member. */
export function outputSkeleton({ output }: ApiOperation): ValueRecord {
  const sample: Sample = (shape, name) => (shape.type === 'blob' ? btoa(name) : name);
  return output === undefined ? {} : (form(output, '', [], sample) as ValueRecord);
}

/** The form for `--cli-input-yaml`, with a note on what is required and which values there are. */
export function yamlSkeleton({ input }: ApiOperation): string {
  const members = input === undefined ? [] : yamlForm(input, '', []);
  return members.length === 0 ? '{}\n' : members.join('');
}

function form(shape: Shape, name: string, within: readonly Shape[], sample: Sample): Value {
  const inside = [...within, shape];
  switch (shape.type) {
    case 'structure':
      if (within.includes(shape)) return {};
      return Object.fromEntries(
        Object.entries(shape.members).map(([member, { shape: inner }]) => [
          member,
          form(inner, member, inside, sample),
        ]),
      );
    case 'list':
      return [form(shape.member.shape, shape.member.shape.name, inside, sample)];
    case 'map':
      return { KeyName: form(shape.value.shape, '', inside, sample) };
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return 0;
    case 'boolean':
      return true;
    case 'timestamp':
      return epoch;
    default:
      return sample(shape, name);
  }
}

function yamlForm(shape: Shape, indent: string, within: readonly Shape[]): string[] {
  if (shape.type !== 'structure' || within.includes(shape)) return [];
  return Object.entries(shape.members).flatMap(([name, member]) => {
    const required = shape.required.includes(name);
    return yamlMember(name, member.shape, required, indent, [...within, shape]);
  });
}

function yamlMember(
  name: string,
  shape: Shape,
  required: boolean,
  indent: string,
  within: readonly Shape[],
): string[] {
  const note = noteOn(shape, required);
  const head = `${indent}${name}:`;
  switch (shape.type) {
    case 'structure': {
      const members = yamlForm(shape, `${indent}  `, within);
      return members.length === 0 ? [`${head} {}${note}\n`] : [`${head}${note}\n`, ...members];
    }
    case 'list':
      return [`${head}${note}\n`, ...yamlItem(shape.member.shape, indent, within)];
    case 'map':
      return [
        `${head}${note}\n`,
        ...yamlMember('KeyName', shape.value.shape, false, `${indent}  `, within),
      ];
    default:
      return [`${head} ${yamlScalar(shape)}${note}\n`];
  }
}

function yamlItem(shape: Shape, indent: string, within: readonly Shape[]): string[] {
  if (shape.type !== 'structure') return [`${indent}- ${yamlScalar(shape)}\n`];
  const [first, ...rest] = yamlForm(shape, `${indent}  `, within);
  if (first === undefined) return [`${indent}- {}\n`];
  return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest];
}

function yamlScalar(shape: Shape): string {
  switch (shape.type) {
    case 'string':
      return shape.enum?.[0] ?? "''";
    case 'blob':
      return "!!binary ''";
    case 'boolean':
      return 'true';
    case 'timestamp':
      return epoch;
    case 'structure':
      return '{}';
    case 'list':
      return '[]';
    case 'map':
      return '{}';
    default:
      return '0';
  }
}

function noteOn(shape: Shape, required: boolean): string {
  const values = shape.type === 'string' ? shape.enum : undefined;
  const notes = [
    ...(required ? ['[REQUIRED]'] : []),
    ...(values === undefined ? [] : [`Valid values are: ${values.join(', ')}.`]),
  ];
  return notes.length === 0 ? '' : ` # ${notes.join(' ')}`;
}
