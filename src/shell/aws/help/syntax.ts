import type { Shape } from '../../../engine/api/index';

const deepest = 3;

/** How a value is written in shorthand; undefined where it has none or is too deep for one. */
export function shorthandSyntax(shape: Shape): string | undefined {
  const inner = shape.type === 'list' ? shape.member.shape : shape;
  if (!isComplex(inner)) return undefined;
  const text = syntaxOf(inner, []);
  if (text === undefined) return undefined;
  return shape.type === 'list' ? `${text} ...` : text;
}

function isComplex({ type }: Shape): boolean {
  return type === 'structure' || type === 'list' || type === 'map';
}

function syntaxOf(shape: Shape, within: readonly Shape[]): string | undefined {
  if (within.length > deepest || within.includes(shape)) return undefined;
  const inside = [...within, shape];
  const braces = (text: string) => (within.length === 0 ? text : `{${text}}`);
  switch (shape.type) {
    case 'structure': {
      const members = Object.entries(shape.members).map(([name, { shape: member }]) => {
        const text = syntaxOf(member, inside);
        return text === undefined ? undefined : `${name}=${text}`;
      });
      return members.includes(undefined) ? undefined : braces(members.join(','));
    }
    case 'map': {
      const value = syntaxOf(shape.value.shape, inside);
      return value === undefined ? undefined : braces(`KeyName1=${value},KeyName2=${value}`);
    }
    case 'list': {
      const item = syntaxOf(shape.member.shape, inside);
      if (item === undefined) return undefined;
      return isComplex(shape.member.shape) || within.length > 1
        ? `[${item},${item}]`
        : `${item},${item}`;
    }
    default:
      return shape.type;
  }
}

/** How a value is written in JSON, as lines. */
export function jsonSyntax(shape: Shape, within: readonly Shape[] = []): string[] {
  if (within.includes(shape)) return ['{ ... recursive ... }'];
  const inside = [...within, shape];
  switch (shape.type) {
    case 'structure':
      return block(
        '{',
        '}',
        Object.entries(shape.members).map(([name, member]) =>
          keyed(name, jsonSyntax(member.shape, inside)),
        ),
      );
    case 'map':
      return block('{', '}', [keyed('string', jsonSyntax(shape.value.shape, inside)), ['...']]);
    case 'list':
      return block('[', ']', [jsonSyntax(shape.member.shape, inside), ['...']]);
    case 'string':
      return [shape.enum === undefined ? '"string"' : shape.enum.map((v) => `"${v}"`).join('|')];
    case 'boolean':
      return ['true|false'];
    default:
      return [shape.type];
  }
}

function keyed(name: string, [first = '', ...rest]: readonly string[]): string[] {
  return [`"${name}": ${first}`, ...rest];
}

function block(open: string, close: string, parts: readonly (readonly string[])[]): string[] {
  const lines = parts.flatMap((part, index) => {
    const next = parts[index + 1];
    const comma = next === undefined || next[0] === '...' ? '' : ',';
    return part.map((line, at) => `  ${line}${at === part.length - 1 ? comma : ''}`);
  });
  return [open, ...lines, close];
}
