import { formatError, notModelled, validationError } from '../errors';
import { limits } from '../limits';
import { checkParameter, type ParameterDeclaration } from './parameter-declarations';
import { asText, isList, isMap, type Value, type Values } from './value';

/** What happens to a resource that its stack needs no more. */
export type DeletionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate' | 'Snapshot';

/** A resource as a template declares it. */
export interface ResourceDeclaration {
  readonly Type: string;
  readonly Properties: Values;
  readonly DependsOn: readonly string[];
  readonly Condition?: string;
  readonly Metadata?: Value;
  readonly DeletionPolicy?: DeletionPolicy;
  readonly UpdateReplacePolicy?: DeletionPolicy;
}

/** An output as a template declares it. */
export interface OutputDeclaration {
  readonly Value: Value;
  readonly Description?: string;
  readonly Condition?: string;
  /** The name to export it by. */
  readonly Export?: Value;
}

/** A template whose structure is right; its functions are still to be computed. */
export interface Template {
  readonly Description?: string;
  readonly Metadata?: Value;
  readonly Parameters: Readonly<Record<string, ParameterDeclaration>>;
  readonly Mappings: Values;
  readonly Conditions: Values;
  readonly Resources: Readonly<Record<string, ResourceDeclaration>>;
  readonly Outputs: Readonly<Record<string, OutputDeclaration>>;
}

const sections = new Set([
  ...['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Parameters', 'Mappings'],
  ...['Conditions', 'Resources', 'Outputs', 'Transform', 'Rules', 'Hooks'],
]);

/** Checks a template's structure. Throws ValidationError. */
export function checkTemplate(value: Value): Template {
  if (!isMap(value)) throw formatError('unsupported structure.');
  const unknown = Object.keys(value).filter((name) => !sections.has(name));
  // The text is from memory.
  if (unknown.length > 0) {
    throw validationError(`Invalid template property or properties [${unknown.join(', ')}]`);
  }
  for (const name of ['Transform', 'Rules', 'Hooks']) {
    if (value[name] !== undefined) throw notModelled(`The section ${name} of a template`);
  }
  const { AWSTemplateFormatVersion: version, Description } = value;
  // The text is from memory.
  if (version !== undefined && version !== '2010-09-09') {
    throw formatError('unsupported value for AWSTemplateFormatVersion.');
  }
  if (Description !== undefined && typeof Description !== 'string') {
    throw formatError('Every Description member must be a string.');
  }
  if (Description !== undefined && Description.length > limits.description) {
    throw formatError(`Description exceeds the limit of ${limits.description} characters.`);
  }
  checkNulls(value, '');
  const Resources = membersOf(value, 'Resources', resource);
  if (Object.keys(Resources).length === 0) {
    throw formatError('At least one Resources member must be defined.');
  }
  return {
    ...(Description === undefined ? {} : { Description }),
    ...(value['Metadata'] === undefined ? {} : { Metadata: value['Metadata'] }),
    Parameters: membersOf(value, 'Parameters', checkParameter),
    Mappings: membersOf(value, 'Mappings', mapping),
    Conditions: membersOf(value, 'Conditions', (_, condition) => condition),
    Resources,
    Outputs: membersOf(value, 'Outputs', output),
  };
}

/** Null stands nowhere but for a whole section. */
function checkNulls(value: Value, path: string): void {
  if (isList(value)) value.forEach((item, i) => checkNull(item, `${path}/${i}`));
  if (!isMap(value)) return;
  for (const [name, item] of Object.entries(value)) {
    // What lacks altogether has errors of its own.
    if (path !== '' && path !== '/Resources' && path !== '/Outputs') {
      checkNull(item, `${path}/${name}`);
    } else if (item !== null) checkNulls(item, `${path}/${name}`);
  }
}

function checkNull(value: Value, path: string): void {
  if (value === null) {
    throw validationError(`[${path}] 'null' values are not allowed in templates`);
  }
  checkNulls(value, path);
}

const kinds = {
  Parameters: ['Parameter', limits.parameters],
  Mappings: ['Mapping', limits.mappings],
  Conditions: ['Condition', Infinity],
  Resources: ['Resource', limits.resources],
  Outputs: ['Output', limits.outputs],
} as const;

type Section = keyof typeof kinds;

/** The members of a section by name, each checked. */
function membersOf<T>(
  template: Values,
  section: Section,
  check: (name: string, value: Value) => T,
): Record<string, T> {
  const value = template[section];
  if (value === undefined || value === null) return {};
  if (!isMap(value)) throw formatError(`${section} must be an object.`);
  const [kind, limit] = kinds[section];
  const entries = Object.entries(value);
  // The text is from memory.
  if (entries.length > limit) {
    throw formatError(
      `Number of ${section.toLowerCase()}, ${entries.length}, is greater than maximum allowed, ${limit}`,
    );
  }
  for (const [name] of entries) {
    if (!/^[A-Za-z0-9]+$/.test(name) && section !== 'Mappings') {
      throw formatError(`${kind} name ${name} is non alphanumeric.`);
    }
    if (name.length > limits.name) {
      throw formatError(`${kind} name ${name} is longer than ${limits.name} characters.`);
    }
  }
  return Object.fromEntries(entries.map(([name, item]) => [name, check(name, item)]));
}

const resourceMembers = new Set([
  ...['Type', 'Properties', 'DependsOn', 'Condition', 'Metadata', 'DeletionPolicy'],
  ...['UpdateReplacePolicy', 'CreationPolicy', 'UpdatePolicy'],
]);

function resource(name: string, value: Value): ResourceDeclaration {
  if (!isMap(value)) throw formatError('Any Resources member must be an object.');
  const { Type, Properties = {}, DependsOn, Condition, Metadata } = value;
  if (typeof Type !== 'string') {
    throw formatError(`[/Resources/${name}] Every Resources object must contain a Type member.`);
  }
  for (const key of Object.keys(value)) {
    if (!resourceMembers.has(key)) {
      throw validationError(`Invalid template resource property '${key}'`);
    }
  }
  for (const key of ['CreationPolicy', 'UpdatePolicy']) {
    if (value[key] !== undefined) throw notModelled(`${key} of a resource`);
  }
  if (!isMap(Properties)) {
    throw formatError(
      `[/Resources/${name}/Properties] Every Properties member must be a JSON object.`,
    );
  }
  const dependsOn = isList(DependsOn) ? DependsOn : DependsOn === undefined ? [] : [DependsOn];
  if (!dependsOn.every((item) => typeof item === 'string')) {
    throw formatError('Every DependsOn value must be a string.');
  }
  if (Condition !== undefined && typeof Condition !== 'string') {
    throw formatError('Every Condition member must be a string.');
  }
  return {
    ...{ Type, Properties, DependsOn: dependsOn as readonly string[] },
    ...(Condition === undefined ? {} : { Condition }),
    ...(Metadata === undefined ? {} : { Metadata }),
    ...policy(value, 'DeletionPolicy'),
    ...policy(value, 'UpdateReplacePolicy'),
  };
}

const policies: readonly string[] = ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'];

/** The texts are from memory. Source of the values: User Guide, "DeletionPolicy attribute". */
function policy(value: Values, key: 'DeletionPolicy' | 'UpdateReplacePolicy') {
  const given = value[key];
  if (given === undefined) return {};
  const isKnown =
    typeof given === 'string' &&
    policies.includes(given) &&
    !(key === 'UpdateReplacePolicy' && given === 'RetainExceptOnCreate');
  if (!isKnown) throw formatError(`Unrecognized ${key} ${asText(given) ?? ''}`.trimEnd());
  return { [key]: given as DeletionPolicy };
}

function mapping(name: string, value: Value): Value {
  const notAMap = () => formatError(`Every Mappings member ${name} must be a map`);
  if (!isMap(value)) throw notAMap();
  for (const attributes of Object.values(value)) {
    if (!isMap(attributes)) throw notAMap();
    for (const attribute of Object.values(attributes)) {
      const isFine = isList(attribute)
        ? attribute.every((item) => asText(item) !== undefined)
        : asText(attribute) !== undefined;
      if (!isFine) throw formatError('Every Mappings attribute must be a String or a List.');
    }
  }
  return value;
}

function output(_: string, value: Value): OutputDeclaration {
  if (!isMap(value) || value['Value'] === undefined) {
    throw formatError('Every Outputs member must contain a Value object');
  }
  const { Value, Description, Condition, Export } = value;
  const name = isMap(Export) ? Export['Name'] : undefined;
  if (Export !== undefined && name === undefined) {
    throw formatError('Output Export must contain a Name.');
  }
  return {
    Value,
    ...(typeof Description === 'string' ? { Description } : {}),
    ...(typeof Condition === 'string' ? { Condition } : {}),
    ...(name === undefined ? {} : { Export: name }),
  };
}
