import { formatError, notModelled } from '../errors';
import { asText, isList, isMap, type Value } from './value';

/** A parameter as a template declares it. */
export interface ParameterDeclaration {
  readonly Type: ParameterType;
  readonly Default?: string;
  readonly NoEcho: boolean;
  readonly Description?: string;
  readonly AllowedValues?: readonly string[];
  readonly AllowedPattern?: string;
  readonly MinLength?: number;
  readonly MaxLength?: number;
  readonly MinValue?: number;
  readonly MaxValue?: number;
  readonly ConstraintDescription?: string;
}

/** The types of this model; those of AWS's own resources are text that AWS checks further. */
export type ParameterType =
  | 'String'
  | 'Number'
  | 'List<Number>'
  | 'CommaDelimitedList'
  | 'AWS::SSM::Parameter::Name'
  | 'AWS::SSM::Parameter::Value<String>'
  | 'AWS::SSM::Parameter::Value<List<String>>'
  | 'AWS::SSM::Parameter::Value<CommaDelimitedList>';

const types: readonly string[] = [
  ...['String', 'Number', 'List<Number>', 'CommaDelimitedList', 'AWS::SSM::Parameter::Name'],
  ...['AWS::SSM::Parameter::Value<String>', 'AWS::SSM::Parameter::Value<List<String>>'],
  'AWS::SSM::Parameter::Value<CommaDelimitedList>',
];

const known = new Set([
  ...['Type', 'Default', 'NoEcho', 'Description', 'AllowedValues', 'AllowedPattern'],
  ...['MinLength', 'MaxLength', 'MinValue', 'MaxValue', 'ConstraintDescription'],
]);

/** Checks a parameter's declaration. Throws ValidationError; where no source is named, the text is from memory. */
export function checkParameter(name: string, value: Value): ParameterDeclaration {
  if (!isMap(value)) throw formatError('Every Parameters member must be an object.');
  const { Type } = value;
  // The text is from memory.
  if (typeof Type !== 'string') {
    throw formatError('Every Parameters object must contain a Type member.');
  }
  for (const key of Object.keys(value)) {
    if (!known.has(key)) throw formatError(`Invalid template parameter property '${key}'`);
  }
  if (!types.includes(Type)) {
    if (/^(AWS::|List<AWS::)/.test(Type)) throw notModelled(`The parameter type ${Type}`);
    throw formatError(`Unrecognized parameter type: ${Type}`);
  }
  const text = (key: string) => {
    const given = value[key];
    if (given === undefined) return {};
    const read = asText(given);
    if (read === undefined) throw formatError(`Every ${key} member must be a string.`);
    return { [key]: read };
  };
  const number = (key: string) => {
    const given = value[key];
    if (given === undefined) return {};
    const read = Number(asText(given));
    if (Number.isNaN(read)) throw formatError(`Every ${key} member must be a number.`);
    return { [key]: read };
  };
  const { AllowedValues, NoEcho } = value;
  if (AllowedValues !== undefined && !isList(AllowedValues)) {
    throw formatError('Every AllowedValues member must be a list.');
  }
  const pattern = text('AllowedPattern');
  checkPattern(name, pattern['AllowedPattern']);
  return {
    Type: Type as ParameterType,
    NoEcho: asText(NoEcho) === 'true',
    ...{ ...text('Default'), ...text('Description'), ...text('ConstraintDescription') },
    ...{ ...number('MinLength'), ...number('MaxLength') },
    ...{ ...number('MinValue'), ...number('MaxValue') },
    ...pattern,
    ...(AllowedValues === undefined
      ? {}
      : { AllowedValues: AllowedValues.map((item) => asText(item) ?? '') }),
  };
}

function checkPattern(name: string, pattern: string | undefined): void {
  if (pattern === undefined) return;
  try {
    new RegExp(pattern);
  } catch {
    throw formatError(`Parameter ${name} has an AllowedPattern that is no regular expression.`);
  }
}
