import { JsonError, readJson, type Json, type JsonObject } from './json';
import { legacyRefusal } from './legacy-refusal';
import { findOperator } from './operators';
import { PolicySyntaxError } from './policy-syntax-error';
import { syntaxTexts } from './policy-texts';
import type { Version } from './text-matcher';

/** What a policy is attached to; kinds differ in the elements they need and AWS's texts. */
export type PolicyKind =
  'identity' | 'boundary' | 'session' | 'scp' | 'rcp' | 'endpoint' | 'resource' | 'key' | 'trust';

/** `Action` or `NotAction`, `Resource` or `NotResource`, with its values. */
export interface ListElement {
  readonly negated: boolean;
  readonly values: readonly string[];
}

/** The four kinds of entry a `Principal` element may have. */
export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

/** `Principal` or `NotPrincipal`; `"*"` is read as its equivalent `{"AWS": "*"}`. */
export interface PrincipalElement {
  readonly negated: boolean;
  readonly entries: readonly { readonly type: PrincipalType; readonly value: string }[];
}

/** One key under one operator of a `Condition` element. */
export interface ConditionElement {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** One statement; null stands for an element the document does not have. */
export interface Statement {
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly principal: PrincipalElement | null;
  readonly action: ListElement | null;
  readonly resource: ListElement | null;
  readonly conditions: readonly ConditionElement[];
}

/** A policy document, read: single values have become lists, and elements are where they belong. */
export interface ParsedPolicy {
  /** Null where the document names none; AWS then reads it as 2008-10-17. */
  readonly version: Version | null;
  readonly id: string | null;
  readonly statements: readonly Statement[];
}

/**
 * Reads a policy document by the grammar of the policy language; `managed` is an identity-based
 * policy of its own. Throws `PolicySyntaxError` with AWS's text for the kind of policy, and what is
 * wrong and where.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export function parsePolicy(document: string, kind: PolicyKind | 'managed'): ParsedPolicy {
  const isIdentity = kind === 'managed' || kind === 'identity';
  let json: Json | undefined;
  try {
    json = readJson(document);
    const inOtherLetters: JsonError[] = [];
    const read = policy(json, inOtherLetters);
    const [effect] = inOtherLetters;
    if (effect !== undefined && !isIdentity) throw effect;
    if (kind === 'managed') requireCurrentVersion(read);
    if (effect !== undefined) throw legacyRefusal(effect.message, effect.where);
    return read;
  } catch (cause) {
    if (!(cause instanceof JsonError)) throw cause;
    const texts = syntaxTexts[isIdentity ? 'identity' : kind];
    const text = json === undefined ? texts.json : texts.grammar;
    throw new PolicySyntaxError(text, cause.message, cause.where);
  }
}

function requireCurrentVersion({ version }: ParsedPolicy): void {
  if (version === '2012-10-17') return;
  const text = 'Policy document must be version 2012-10-17 or greater.';
  throw new PolicySyntaxError(text, 'a managed policy names its version', 'Version');
}

/** `inOtherLetters` gathers effects like `allow`: IAM words them differently for its own policies. */
function policy(json: Json, inOtherLetters: JsonError[]): ParsedPolicy {
  const object = objectAt(json, 'the document');
  onlyNames(object, ['Version', 'Id', 'Statement'], 'the document');
  const version = stringOrNull(object, 'Version', 'Version');
  if (version !== null && version !== '2008-10-17' && version !== '2012-10-17') {
    throw new JsonError('must be "2012-10-17" or "2008-10-17"', 'Version');
  }
  const statement = object.get('Statement');
  if (statement === undefined) throw new JsonError('has no "Statement"', 'the document');
  const statements = Array.isArray(statement) ? (statement as readonly Json[]) : [statement];
  if (statements.length === 0) throw new JsonError('must have at least one statement', 'Statement');
  return {
    version,
    id: stringOrNull(object, 'Id', 'Id'),
    statements: statements.map((item, i) => statementAt(item, `Statement[${i}]`, inOtherLetters)),
  };
}

const statementNames = [
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction'],
  ...['Resource', 'NotResource', 'Condition'],
];

function statementAt(json: Json, where: string, inOtherLetters: JsonError[]): Statement {
  const object = objectAt(json, where);
  onlyNames(object, statementNames, where);
  return {
    sid: stringOrNull(object, 'Sid', `${where}.Sid`),
    effect: effectOf(object.get('Effect'), `${where}.Effect`, inOtherLetters),
    principal: eitherOf(object, 'Principal', where, principalElement),
    action: eitherOf(object, 'Action', where, listElement),
    resource: eitherOf(object, 'Resource', where, listElement),
    conditions: conditions(object.get('Condition'), `${where}.Condition`),
  };
}

function effectOf(
  effect: Json | undefined,
  where: string,
  inOtherLetters: JsonError[],
): Statement['effect'] {
  if (effect === 'Allow' || effect === 'Deny') return effect;
  const error = new JsonError('must be "Allow" or "Deny"', where);
  if (typeof effect !== 'string' || !/^(?:allow|deny)$/i.test(effect)) throw error;
  inOtherLetters.push(error);
  return /^a/i.test(effect) ? 'Allow' : 'Deny';
}

function eitherOf<E>(
  object: JsonObject,
  name: string,
  where: string,
  read: (json: Json, negated: boolean, where: string) => E,
): E | null {
  const plain = object.get(name);
  const negated = object.get(`Not${name}`);
  if (plain !== undefined && negated !== undefined) {
    throw new JsonError(`has both "${name}" and "Not${name}"`, where);
  }
  if (plain !== undefined) return read(plain, false, `${where}.${name}`);
  return negated === undefined ? null : read(negated, true, `${where}.Not${name}`);
}

const listElement = (json: Json, negated: boolean, where: string): ListElement => ({
  negated,
  values: strings(json, where),
});

function principalElement(json: Json, negated: boolean, where: string): PrincipalElement {
  if (json === '*') return { negated, entries: [{ type: 'AWS', value: '*' }] };
  const entries = [...objectAt(json, where)].flatMap(([type, values]) => {
    if (!isPrincipalType(type)) throw new JsonError(`"${type}" is no type of principal`, where);
    return strings(values, `${where}.${type}`).map((value) => ({ type, value }));
  });
  return { negated, entries };
}

function isPrincipalType(name: string): name is PrincipalType {
  return ['AWS', 'Service', 'Federated', 'CanonicalUser'].includes(name);
}

function conditions(json: Json | undefined, where: string): ConditionElement[] {
  if (json === undefined) return [];
  return [...objectAt(json, where)].flatMap(([operator, keys]) => {
    const entries = [...objectAt(keys, `${where}.${operator}`)];
    if (entries.length > 0 && findOperator(operator) === undefined) {
      throw new JsonError(`"${operator}" is no condition operator`, where);
    }
    return entries.map(([key, values]) => ({
      operator,
      key,
      values: scalars(values, `${where}.${operator}.${key}`),
    }));
  });
}

function objectAt(json: Json, where: string): JsonObject {
  if (!(json instanceof Map)) throw new JsonError('must be an object', where);
  return json;
}

function stringOrNull(object: JsonObject, name: string, where: string): string | null {
  const value = object.get(name);
  if (value === undefined) return null;
  if (typeof value !== 'string') throw new JsonError('must be a string', where);
  return value;
}

function strings(json: Json, where: string): string[] {
  const values = Array.isArray(json) ? json.filter((value) => value !== null) : [json];
  return values.map((value) => {
    if (typeof value !== 'string') throw new JsonError('must be a string or strings', where);
    return value;
  });
}

function scalars(json: Json, where: string): string[] {
  return listOf(json).map((value) => {
    if (typeof value === 'object') throw new JsonError('must be a value or values', where);
    return String(value);
  });
}

function listOf(json: Json): readonly Json[] {
  return Array.isArray(json) ? (json as readonly Json[]) : [json];
}

function onlyNames(object: JsonObject, names: readonly string[], where: string): void {
  for (const name of object.keys()) {
    if (!names.includes(name)) throw new JsonError(`"${name}" is no element of a policy`, where);
  }
}
