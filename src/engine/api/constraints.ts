import type { Rule } from './failure';
import type {
  BlobShape,
  ListShape,
  MapShape,
  NumberShape,
  Shape,
  StringShape,
  StructureShape,
} from './model';

/** A limit that a shape sets to its values. */
export interface Constraint<T> {
  readonly rule: Rule;
  allows(value: T): boolean;
}

/** What a shape without members or elements asks of a value; `allows` takes what `isType` let by. */
export interface Scalar {
  isType(value: unknown): boolean;
  readonly constraints: readonly Constraint<unknown>[];
}

/** The type and the limits of a scalar shape. */
export function scalarOf(shape: Exclude<Shape, StructureShape | ListShape | MapShape>): Scalar {
  switch (shape.type) {
    case 'string':
      return scalar((value) => typeof value === 'string', stringConstraints(shape));
    case 'blob': {
      const bytes = sizeConstraints(shape).map(({ rule, allows }) => ({
        rule,
        allows: (value: Uint8Array) => allows(value.length),
      }));
      return scalar((value) => value instanceof Uint8Array, bytes);
    }
    case 'boolean':
      return scalar((value) => typeof value === 'boolean', []);
    case 'timestamp':
      return scalar((value) => value instanceof Date, []);
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return scalar((value) => typeof value === 'number', numberConstraints(shape));
  }
}

function scalar<T>(isType: (value: unknown) => boolean, constraints: readonly Constraint<T>[]) {
  return { isType, constraints: constraints as readonly Constraint<unknown>[] };
}

// Upper bound, lower bound, pattern: the order in which AWS lists the constraints of elements.

// An enum is AWS's set, though AWS prints it in an order of its own.
function stringConstraints(shape: StringShape): Constraint<string>[] {
  const { min, max, pattern } = shape;
  const constraints: Constraint<string>[] = [];
  if (max !== undefined) {
    const rule = lengthRule('less', max);
    constraints.push({ rule, allows: (text) => text.length <= max || characters(text) <= max });
  }
  if (min !== undefined) {
    const rule = lengthRule('greater', min);
    constraints.push({
      rule,
      allows: (text) => text.length >= 2 * min || characters(text) >= min,
    });
  }
  if (pattern !== undefined) {
    const text = `Member must satisfy regular expression pattern: ${pattern}`;
    const whole = wholeMatch(pattern);
    constraints.push({ rule: { kind: 'pattern', text }, allows: (value) => whole.test(value) });
  }
  if (shape.enum !== undefined) {
    const text = `Member must satisfy enum value set: [${shape.enum.join(', ')}]`;
    const values = new Set(shape.enum);
    constraints.push({ rule: { kind: 'enum', text }, allows: (value) => values.has(value) });
  }
  return constraints;
}

function numberConstraints(shape: NumberShape): Constraint<number>[] {
  const { min, max } = shape;
  const constraints: Constraint<number>[] = [];
  if (max !== undefined) {
    const text = `Member must have value less than or equal to ${numberText(max, shape)}`;
    constraints.push({ rule: { kind: 'bounds', text }, allows: (value) => value <= max });
  }
  if (min !== undefined) {
    const text = `Member must have value greater than or equal to ${numberText(min, shape)}`;
    constraints.push({ rule: { kind: 'bounds', text }, allows: (value) => value >= min });
  }
  return constraints;
}

/** Limits of how many bytes, elements or entries there may be. */
export function sizeConstraints(shape: BlobShape | ListShape | MapShape): Constraint<number>[] {
  const { min, max } = shape;
  const constraints: Constraint<number>[] = [];
  if (max !== undefined) {
    constraints.push({ rule: lengthRule('less', max), allows: (size) => size <= max });
  }
  if (min !== undefined) {
    constraints.push({ rule: lengthRule('greater', min), allows: (size) => size >= min });
  }
  return constraints;
}

/** A number as Java prints it: a double always shows its fraction. */
export function numberText(value: number, shape: Shape): string {
  const real = shape.type === 'double' || shape.type === 'float';
  return real && Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function lengthRule(side: 'less' | 'greater', bound: number): Rule {
  return { kind: 'bounds', text: `Member must have length ${side} than or equal to ${bound}` };
}

// AWS counts Unicode characters, JavaScript UTF-16 units.
function characters(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    if ((text.codePointAt(index) as number) > 0xffff) {
      count--;
      index++;
    }
  }
  return count;
}

// Java's `matches` tests the whole text. A few of AWS's patterns escape characters that
// JavaScript lets nobody escape in Unicode mode.
function wholeMatch(pattern: string): RegExp {
  const source = `^(?:${pattern})$`;
  try {
    return new RegExp(source, 'u');
  } catch {
    return new RegExp(source);
  }
}
