import { AwsError } from '../errors';
import { scalarOf, sizeConstraints, type Scalar } from './constraints';
import { lowerFirst, type Failure, type Path, type Rule, type Step } from './failure';
import type { ApiModel, ListShape, MapShape, Member, Shape, StructureShape } from './model';
import { refusal } from './refusal';
import { mismatch } from './type-mismatch';

/**
 * Throws the `AwsError` with which the service answers an input that its API model does not
 * allow. Members that the model does not know are ignored, as AWS ignores them.
 * Inputs hold JavaScript's own values: `Uint8Array` for blobs, `Date` for timestamps.
 */
export function validateInput(model: ApiModel, operation: string, input: object): void {
  const known = model.operations[operation];
  if (known === undefined) throw new AwsError('UnknownOperationException', '');
  if (known.input === undefined) return;
  const failures: Failure[] = [];
  checkOf(known.input)(input, undefined, root, failures);
  if (failures.length === 0) return;
  const error = refusal(model, failures);
  if (error !== undefined) throw error;
}

// Every request of every client comes through here. So checks are compiled once a shape, and
// paths and failures are built only where a check descends or something is wrong.
type Check = (value: unknown, parent: Path | undefined, step: Step, failures: Failure[]) => void;

const root: Step = { name: '' };
const required: Rule = { kind: 'required', text: 'Member must not be null' };

const checks = new WeakMap<Shape, Check>();

function checkOf(shape: Shape): Check {
  const known = checks.get(shape);
  if (known !== undefined) return known;
  // A shape may contain itself: what is compiled meanwhile calls through to the finished check.
  checks.set(shape, (...args) => compiled(...args));
  const compiled = compile(shape);
  checks.set(shape, compiled);
  return compiled;
}

function compile(shape: Shape): Check {
  switch (shape.type) {
    case 'structure':
      return structureCheck(shape);
    case 'list':
      return listCheck(shape);
    case 'map':
      return mapCheck(shape);
    default:
      return scalarCheck(shape, scalarOf(shape));
  }
}

function scalarCheck(shape: Shape, { isType, constraints }: Scalar): Check {
  return (value, parent, step, failures) => {
    if (!isType(value)) {
      failures.push({ at: { parent, step }, value, shape, rule: mismatch(value, shape) });
      return;
    }
    for (const constraint of constraints) {
      if (!constraint.allows(value)) {
        failures.push({ at: { parent, step }, value, shape, rule: constraint.rule });
      }
    }
  };
}

/** What streams may come piece by piece: bytes, or what has slices of them, as a Blob has. */
function streamCheck(shape: Shape): Check {
  const ofBytes = checkOf(shape);
  return (value, parent, step, failures) => {
    const isSliced = isRecord(value) && typeof value.slice === 'function';
    if (!isSliced) ofBytes(value, parent, step, failures);
  };
}

function structureCheck(shape: StructureShape): Check {
  const members = Object.entries(shape.members).map(([name, member]) => ({
    name,
    step: { name: lowerFirst(name), member },
    shape: member.shape,
    isRequired: shape.required.includes(name),
    check: member.streaming === true ? streamCheck(member.shape) : checkOf(member.shape),
  }));
  return (value, parent, step, failures) => {
    if (!isRecord(value)) {
      failures.push({ at: { parent, step }, value, shape, rule: mismatch(value, shape) });
      return;
    }
    const here = step === root ? undefined : { parent, step };
    for (const member of members) {
      const item = value[member.name];
      if (item !== undefined && item !== null) {
        member.check(item, here, member.step, failures);
      } else if (member.isRequired) {
        const at = { parent: here, step: member.step };
        failures.push({ at, value: null, shape: member.shape, rule: required });
      }
    }
  };
}

function listCheck(shape: ListShape): Check {
  const checkSize = sizeCheck(shape);
  const checkElement = elementCheck(shape, shape.member, 'Member must satisfy constraint');
  return (value, parent, step, failures) => {
    if (!Array.isArray(value)) {
      failures.push({ at: { parent, step }, value, shape, rule: mismatch(value, shape) });
      return;
    }
    const at = { parent, step };
    checkSize(value.length, value, at, failures);
    for (let index = 0; index < value.length; index++) {
      if (!checkElement(value[index], value, index + 1, at, failures)) return;
    }
  };
}

function mapCheck(shape: MapShape): Check {
  const checkSize = sizeCheck(shape);
  const checkKey = elementCheck(shape, shape.key, 'Map keys must satisfy constraint');
  const checkValue = elementCheck(shape, shape.value, 'Map value must satisfy constraint');
  return (value, parent, step, failures) => {
    if (!isRecord(value)) {
      failures.push({ at: { parent, step }, value, shape, rule: mismatch(value, shape) });
      return;
    }
    const at = { parent, step };
    // The caller's own keys, whatever they are called.
    const keys = Object.keys(value);
    checkSize(keys.length, value, at, failures);
    for (const key of keys) if (!checkKey(key, value, key, at, failures)) break;
    for (const key of keys) if (!checkValue(value[key], value, key, at, failures)) break;
  };
}

function sizeCheck(shape: ListShape | MapShape) {
  const constraints = sizeConstraints(shape);
  return (size: number, value: unknown, at: Path, failures: Failure[]): void => {
    for (const { rule, allows } of constraints) {
      if (!allows(size)) failures.push({ at, value, shape, rule });
    }
  };
}

/** Checks one element of `container`; false when nothing more is to be said of the others. */
type ElementCheck = (
  element: unknown,
  container: unknown,
  position: number | string,
  at: Path,
  failures: Failure[],
) => boolean;

// AWS reports an element that is a structure at its own path, but scalars once, at their list or
// map, with everything that is asked of them. Null elements are passed over.
function elementCheck(shape: ListShape | MapShape, member: Member, says: string): ElementCheck {
  const element = member.shape;
  if (element.type === 'structure' || element.type === 'list' || element.type === 'map') {
    const check = checkOf(element);
    return (value, _container, position, at, failures) => {
      if (value !== undefined && value !== null) {
        check(value, at, { name: `${position}.member` }, failures);
      }
      return true;
    };
  }
  const { isType, constraints } = scalarOf(element);
  const texts = constraints.map((constraint) => constraint.rule.text);
  const rule: Rule = { kind: 'elements', text: `${says}: [${texts.join(', ')}]` };
  return (value, container, _position, at, failures) => {
    if (value === undefined || value === null) return true;
    if (!isType(value)) {
      failures.push({ at, value, shape: element, rule: mismatch(value, element) });
      return false;
    }
    for (const constraint of constraints) {
      if (constraint.allows(value)) continue;
      failures.push({ at, value: container, shape, rule });
      return false;
    }
    return true;
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  return !(Array.isArray(value) || value instanceof Uint8Array || value instanceof Date);
}
