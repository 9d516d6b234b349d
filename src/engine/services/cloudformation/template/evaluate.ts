import { encodeBase64 } from '../../../base64';
import { notModelled, templateError } from '../errors';
import { conditionHolds } from './conditions';
import { attributeOf, substitution } from './references';
import type { Template } from './template';
import {
  asText,
  functionOf,
  hasFunction,
  isList,
  isMap,
  member,
  type Value,
  type Values,
} from './value';

/** `AWS::NoValue`: the property is as if it were not there. */
export const noValue = Symbol('AWS::NoValue');

type Evaluated = Value | typeof noValue;

/**
 * What functions are computed with. What is not known yet (a resource that is still to be made) is
 * undefined, and the function stays as it stands.
 */
export interface Scope {
  readonly template: Template;
  /** Values of parameters and pseudo parameters; a list where the parameter is one. */
  readonly parameters: Readonly<Record<string, Value>>;
  /** Whether the name is a resource that this stack has. */
  hasResource(name: string): boolean;
  refOf(name: string): Value | undefined;
  attributeOf(name: string, attribute: string): Value | undefined;
  importValue(name: string): string | undefined;
}

/** Computes all functions in a value. Throws ValidationError in AWS's words. */
export function evaluate(value: Value, scope: Scope): Evaluated {
  if (isList(value)) {
    return value.map((item) => evaluate(item, scope)).filter((item) => item !== noValue);
  }
  if (!isMap(value)) return value;
  const call = functionOf(value);
  if (call !== undefined) return apply(call[0], call[1], scope);
  const entries = Object.entries(value).map(([name, item]) => [name, evaluate(item, scope)]);
  return Object.fromEntries(entries.filter(([, item]) => item !== noValue)) as Value;
}

/** The same where `AWS::NoValue` leaves nothing: an output, an argument. */
export function evaluateWhole(value: Value, scope: Scope): Value {
  const result = evaluate(value, scope);
  return result === noValue ? '' : result;
}

function apply(name: string, argument: Value, scope: Scope): Evaluated {
  switch (name) {
    case 'Ref':
      return ref(argument, scope);
    case 'Fn::If':
      return branch(argument, scope);
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::GetAtt':
      return attribute(argument, scope);
    case 'Fn::FindInMap':
      return findInMap(argument, scope);
    default:
      return computed(name, evaluateWhole(argument, scope), scope);
  }
}

/** Functions whose arguments must all be known. */
function computed(name: string, argument: Value, scope: Scope): Value {
  const compute = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (compute === undefined) {
    if (leftOut.has(name)) throw notModelled(`The function ${name}`);
    // The text is from memory.
    throw templateError(
      `Encountered unsupported function: ${name} Supported functions are: [${[...Object.keys(functions), 'Fn::If', 'Fn::Sub', 'Fn::GetAtt', 'Fn::FindInMap', 'Fn::And', 'Fn::Or', 'Fn::Not', 'Fn::Equals', 'Ref', 'Condition'].join(', ')}]`,
    );
  }
  if (name !== 'Fn::Join' && name !== 'Fn::Select' && hasFunction(argument))
    return { [name]: argument };
  return compute(argument, scope);
}

const leftOut = new Set([
  ...['Fn::Cidr', 'Fn::GetAZs', 'Fn::Length', 'Fn::ToJsonString', 'Fn::Transform', 'Fn::ForEach'],
  'Fn::GetStackOutput',
]);

const functions: Readonly<Record<string, (argument: Value, scope: Scope) => Value>> = {
  'Fn::Base64'(argument) {
    const text = asText(argument);
    if (text === undefined) {
      throw templateError('every Fn::Base64 object must have a String-typed value.');
    }
    return encodeBase64(new TextEncoder().encode(text));
  },
  'Fn::Join'(argument) {
    const wrong = () =>
      templateError(
        'every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
      );
    if (!isList(argument) || argument.length !== 2) throw wrong();
    const [delimiter, items] = argument;
    if (typeof delimiter !== 'string') throw wrong();
    if (items !== undefined && functionOf(items) !== undefined) return { 'Fn::Join': argument };
    if (!isList(items)) throw wrong();
    if (items.some(hasFunction)) return { 'Fn::Join': argument };
    const texts = items.map(asText);
    if (texts.includes(undefined)) throw wrong();
    return texts.join(delimiter);
  },
  'Fn::Select'(argument) {
    const wrong = () =>
      templateError(
        'Fn::Select requires a list argument with two elements: an integer index and a list',
      );
    if (!isList(argument) || argument.length !== 2) throw wrong();
    const [index, items] = argument;
    const at = Number(asText(index));
    if (!Number.isInteger(at)) throw wrong();
    if (items !== undefined && functionOf(items) !== undefined) return { 'Fn::Select': argument };
    if (!isList(items)) throw wrong();
    const item = items[at];
    // The text is from memory.
    if (item === undefined) {
      throw templateError(`Fn::Select cannot select nonexistent value at index ${at}`);
    }
    return item;
  },
  'Fn::Split'(argument) {
    const [delimiter, text] = isList(argument) && argument.length === 2 ? argument : [];
    const whole = asText(text);
    if (typeof delimiter !== 'string' || delimiter === '' || whole === undefined) {
      throw templateError(
        'every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
      );
    }
    return whole.split(delimiter);
  },
  'Fn::ImportValue'(argument, scope) {
    const name = asText(argument);
    if (name === undefined) {
      throw templateError(
        'the attribute in Fn::ImportValue must be a string or a function that returns a string',
      );
    }
    return scope.importValue(name) ?? { 'Fn::ImportValue': name };
  },
};

function ref(argument: Value, scope: Scope): Evaluated {
  if (typeof argument !== 'string') {
    throw templateError('every Ref object must have a single String value.');
  }
  if (argument === 'AWS::NoValue') return noValue;
  const parameter = member(scope.parameters, argument);
  if (parameter !== undefined) return parameter;
  return scope.refOf(argument) ?? { Ref: argument };
}

function attribute(argument: Value, scope: Scope): Value {
  const path = attributeOf(argument);
  if (path === undefined) {
    throw templateError(
      'every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    );
  }
  const [name, inner] = path;
  const which = asText(evaluateWhole(inner, scope));
  const known = which === undefined ? undefined : scope.attributeOf(name, which);
  return known ?? { 'Fn::GetAtt': [name, which ?? inner] };
}

function branch(argument: Value, scope: Scope): Evaluated {
  if (!isList(argument) || argument.length !== 3 || typeof argument[0] !== 'string') {
    throw templateError('Fn::If requires a list argument with three elements');
  }
  const [name, whereTrue, whereFalse] = argument as readonly [string, Value, Value];
  const condition = member(scope.template.Conditions, name);
  if (condition === undefined) {
    throw templateError(`unresolved condition dependency ${name} in Fn::If`);
  }
  return evaluate(conditionHolds(name, scope) ? whereTrue : whereFalse, scope);
}

function findInMap(argument: Value, scope: Scope): Value {
  const wrong = () =>
    templateError(
      'every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value',
    );
  if (!isList(argument) || argument.length !== 3) throw wrong();
  const names = argument.map((item) => asText(evaluateWhole(item, scope)));
  const [map, key, attributeName] = names;
  if (map === undefined || key === undefined || attributeName === undefined) throw wrong();
  const attributes = member(scope.template.Mappings, map);
  // The text is from memory.
  if (attributes === undefined)
    throw templateError(
      `Mapping named '${map}' is not present in the 'Mappings' section of template.`,
    );
  const keyed = isMap(attributes) ? member(attributes, key) : undefined;
  const found = isMap(keyed) ? member(keyed, attributeName) : undefined;
  if (found === undefined) {
    throw templateError(`Unable to get mapping for ${names.join('::')}`);
  }
  return found;
}

const badSub =
  "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string";

function substitute(argument: Value, scope: Scope): Value {
  const [text, variables = {}] = isList(argument) ? argument : [argument];
  if (typeof text !== 'string' || !isMap(variables)) throw templateError(badSub);
  const own = evaluateWhole(variables, scope) as Values;
  const known: Record<string, Value> = {};
  let isOpen = false;
  const result = text.replaceAll(substitution, (whole, literal: string, inner: string) => {
    if (literal === '!') return `\${${inner}}`;
    const name = inner.trim();
    const value = Object.hasOwn(own, name) ? own[name] : named(name, scope);
    if (isList(value)) throw templateError('Fn::Sub expression does not resolve to a string');
    const shown = asText(value);
    if (shown === undefined) isOpen = true;
    else known[name] = shown;
    return shown ?? whole;
  });
  // What is known stays known, so that a change of it is seen.
  return isOpen ? { 'Fn::Sub': [text, { ...own, ...known }] } : result;
}

function named(name: string, scope: Scope): Value | undefined {
  const dot = name.indexOf('.');
  const value =
    dot < 0 ? ref(name, scope) : attribute([name.slice(0, dot), name.slice(dot + 1)], scope);
  return value === noValue ? '' : value;
}
