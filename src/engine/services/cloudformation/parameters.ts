import type { Parameter } from '@aws-sdk/client-cloudformation';
import { matchesWhole, PatternTooComplex } from '../../bounded-pattern/index';
import { unlessRefused } from '../../refusals';
import { AwsError } from '../../errors';
import { validationError } from './errors';
import { limits } from './limits';
import type { StackCall } from './principal';
import type { ParameterRecord } from './state';
import type { ParameterDeclaration } from './template/parameter-declarations';
import { member, type Value } from './template/value';

type Declarations = Readonly<Record<string, ParameterDeclaration>>;

/**
 * The values of a template's parameters: as given, as before where that is asked for, else the
 * default. Throws ValidationError in AWS's words. SSM parameters are looked up by `resolveParameters`.
 */
export function parameterValues(
  declarations: Declarations,
  given: readonly Parameter[] = [],
  before: readonly ParameterRecord[] = [],
): ParameterRecord[] {
  // The text is from memory.
  const unknown = given.filter(
    ({ ParameterKey = '' }) => member(declarations, ParameterKey) === undefined,
  );
  if (unknown.length > 0) {
    const names = unknown.map(({ ParameterKey }) => ParameterKey).join(', ');
    throw validationError(`Parameters: [${names}] do not exist in the template`);
  }
  const missing: string[] = [];
  const values = Object.entries(declarations).flatMap(([key, declaration]) => {
    const value = valueOf(key, declaration, given, before);
    if (value === undefined) {
      missing.push(key);
      return [];
    }
    checkValue(key, value, declaration);
    return [{ key, value }];
  });
  if (missing.length > 0) {
    throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  }
  return values;
}

function valueOf(
  key: string,
  { Default }: ParameterDeclaration,
  given: readonly Parameter[],
  before: readonly ParameterRecord[],
): string | undefined {
  const named = given.find(({ ParameterKey }) => ParameterKey === key);
  if (named?.UsePreviousValue === true) {
    const previous = before.find((parameter) => parameter.key === key);
    // Text: public bug reports against UpdateStack.
    if (previous === undefined) {
      throw validationError(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
      );
    }
    return previous.value;
  }
  return named?.ParameterValue ?? Default;
}

function checkValue(key: string, value: string, declaration: ParameterDeclaration): void {
  const { Type, ConstraintDescription: description } = declaration;
  // The text is from memory.
  const fail = (text: string) =>
    validationError(
      description === undefined
        ? `Parameter '${key}' ${text}`
        : `Parameter ${key} failed to satisfy constraint: ${description}`,
    );
  if (new TextEncoder().encode(value).length > limits.parameterValue) {
    throw fail(`must contain at most ${limits.parameterValue} characters`);
  }
  // What an SSM parameter holds is checked by nobody; only its name is known here.
  if (Type.startsWith('AWS::SSM::')) return;
  const isList = Type === 'CommaDelimitedList' || Type === 'List<Number>';
  for (const item of isList ? listOf(value) : [value]) checkItem(item, declaration, fail);
}

function checkItem(
  value: string,
  declaration: ParameterDeclaration,
  fail: (text: string) => Error,
): void {
  const { Type, AllowedValues, AllowedPattern } = declaration;
  const {
    MinLength = 0,
    MaxLength = Infinity,
    MinValue = -Infinity,
    MaxValue = Infinity,
  } = declaration;
  if (Type === 'Number' || Type === 'List<Number>') {
    const number = Number(value);
    if (value.trim() === '' || Number.isNaN(number)) throw fail('must be a number.');
    if (number < MinValue) throw fail(`must be a number not less than ${MinValue}`);
    if (number > MaxValue) throw fail(`must be a number not greater than ${MaxValue}`);
  }
  if (value.length < MinLength) throw fail(`must contain at least ${MinLength} characters`);
  if (value.length > MaxLength) throw fail(`must contain at most ${MaxLength} characters`);
  if (AllowedValues !== undefined && !AllowedValues.includes(value)) {
    throw fail(`must be one of AllowedValues`);
  }
  if (AllowedPattern !== undefined && !matches(AllowedPattern, value)) {
    throw fail(`must match pattern ${AllowedPattern}`);
  }
}

// A pattern that takes too long: what AWS makes of one is not published.
function matches(pattern: string, value: string): boolean {
  try {
    return matchesWhole(pattern, value);
  } catch (error) {
    if (!(error instanceof PatternTooComplex)) throw error;
    return false;
  }
}

const listOf = (value: string) => (value === '' ? [] : value.split(',').map((item) => item.trim()));

interface Answer {
  readonly Parameters: readonly { readonly Name: string; readonly Value: string }[];
}

/**
 * Looks up the SSM parameters that parameters name, in the name of the stack's principal: it needs
 * ssm:GetParameters. Source: User Guide, "Specify existing resources at runtime with
 * CloudFormation-supplied parameter types".
 */
export async function resolveParameters(
  call: StackCall,
  declarations: Declarations,
  parameters: readonly ParameterRecord[],
): Promise<ParameterRecord[]> {
  const resolved: ParameterRecord[] = [];
  for (const parameter of parameters) {
    const type = declarations[parameter.key]?.Type ?? 'String';
    if (!type.startsWith('AWS::SSM::Parameter::Value<')) {
      resolved.push(parameter);
      continue;
    }
    const answer = await unlessRefused(
      call<Answer>('ssm', 'GetParameters', { Names: [parameter.value] }),
    );
    if (answer instanceof AwsError) throw validationError(answer.message);
    const [found] = answer.Parameters;
    // The text is from memory.
    if (found === undefined) {
      throw validationError(
        `Unable to fetch parameters [${parameter.value}] from parameter store for this account.`,
      );
    }
    resolved.push({ ...parameter, resolved: found.Value });
  }
  return resolved;
}

/** The values that `Ref` answers, of the types that they have. */
export function refValues(
  declarations: Declarations,
  parameters: readonly ParameterRecord[],
): Record<string, Value> {
  return Object.fromEntries(
    parameters.map(({ key, value, resolved = value }) => [
      key,
      /List/.test(declarations[key]?.Type ?? '') ? listOf(resolved) : resolved,
    ]),
  );
}

/** What is shown of a value that NoEcho hides. */
export const hidden = '****';

/** How answers show parameters: what NoEcho hides is asterisks. */
export function shownParameters(
  declarations: Declarations,
  parameters: readonly ParameterRecord[],
): Parameter[] {
  return parameters.map(({ key, value, resolved }) => {
    const isHidden = declarations[key]?.NoEcho === true;
    return {
      ParameterKey: key,
      ParameterValue: isHidden ? hidden : value,
      ...(resolved === undefined ? {} : { ResolvedValue: isHidden ? hidden : resolved }),
    };
  });
}
