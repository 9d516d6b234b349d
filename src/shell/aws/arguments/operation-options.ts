import type { ApiOperation, Member, Shape } from '../../../engine/api/index';
import { commandLineName } from '../names';
import type { DescribedOption } from './global-options';
import type { Arity, OptionSyntax } from './parse-arguments';

/** An option that sets a member of an operation's input. */
export interface MemberOption extends OptionSyntax {
  readonly member: string;
  readonly shape: Shape;
  /** Where it sets only a member of that member: `--zip-file` is `Code.ZipFile`. */
  readonly within?: string;
  /** Its value is the path of a file: the body of the request. */
  readonly streams: boolean;
  /** Left out of help: the paging options stand in for it. */
  readonly hidden: boolean;
}

/** The options of one operation. */
export interface OperationOptions {
  /** Options of input members, by name, the ones that paging hides included. */
  readonly members: ReadonlyMap<string, MemberOption>;
  /** `--starting-token`, `--page-size`, `--max-items`, where the operation has pages. */
  readonly paging: readonly DescribedOption[];
  /** Options that stand for the whole input. */
  readonly input: readonly DescribedOption[];
  /** The member of the answer that goes into a file, which the word `outfile` names. */
  readonly body: string | undefined;
  /** All of them as the parser sees them; paging goes before a member of the same name. */
  readonly syntax: ReadonlyMap<string, OptionSyntax>;
}

const known = new WeakMap<ApiOperation, OperationOptions>();

/** The options of an operation, all from its API model. */
export function operationOptions(operation: ApiOperation): OperationOptions {
  let options = known.get(operation);
  if (options === undefined) {
    options = build(operation);
    known.set(operation, options);
  }
  return options;
}

function build(operation: ApiOperation): OperationOptions {
  const { input, paginator } = operation;
  const paged = new Set([...(paginator?.inputToken ?? []), paginator?.limitKey]);
  const members = Object.entries(input?.members ?? {}).flatMap(([name, member]) => {
    const required = input?.required.includes(name) === true && member.idempotencyToken !== true;
    const zipFile = zipFileOption(name, member);
    const isRequired = required && zipFile.length === 0;
    return [...memberOptions(name, member, isRequired, paged.has(name)), ...zipFile];
  });
  const paging = paginator === undefined ? [] : pagingOptions(operation);
  const body = bodyMember(operation);
  // A form of an operation's input cannot be had where an answer must go into a file.
  const whole = inputOptions.filter(
    ({ destination }) => body === undefined || destination !== 'generate-cli-skeleton',
  );
  const table = (list: readonly OptionSyntax[]) =>
    list.map((entry) => [entry.name, entry] as const);
  return {
    members: new Map(members.map((entry) => [entry.name, entry])),
    ...{ paging, body, input: whole },
    syntax: new Map([...table(members), ...table(whole), ...table(paging)]),
  };
}

function bodyMember({ output }: ApiOperation): string | undefined {
  const { payload } = output ?? {};
  if (payload === undefined || output?.members[payload]?.shape.type !== 'blob') return undefined;
  return payload;
}

function memberOptions(
  member: string,
  { shape, streaming }: Member,
  required: boolean,
  hidden: boolean,
): MemberOption[] {
  const word = commandLineName(member);
  const name = `--${word}`;
  const streams = shape.type === 'blob' && (streaming === true || shape.streaming === true);
  const common = { name, destination: word, member, shape, streams, required, hidden };
  if (shape.type === 'boolean') {
    // A required boolean may be given as either of its two options.
    return [
      { ...common, arity: 'none', constant: true, required: false },
      { ...common, name: `--no-${word}`, arity: 'none', constant: false, required: false },
    ];
  }
  const arity: Arity = shape.type === 'list' ? 'any' : 'one';
  if (shape.type === 'long') return [{ ...common, arity, number: 'int' }];
  if (shape.type === 'float' || shape.type === 'double') {
    return [{ ...common, arity, number: 'float' }];
  }
  return [{ ...common, arity }];
}

/** Lambda's `Code` has an option of its own for a package. Source: the AWS CLI's awslambda.py. */
function zipFileOption(member: string, { shape }: Member): MemberOption[] {
  const zipFile = shape.type === 'structure' ? shape.members['ZipFile'] : undefined;
  if (zipFile === undefined) return [];
  return [
    {
      ...{ name: zipFileName, destination: 'zip-file', arity: 'one' },
      ...{ member, within: 'ZipFile', shape: zipFile.shape },
      ...{ streams: false, required: false, hidden: false },
    },
  ];
}

/** The option that takes a deployment package. */
export const zipFileName = '--zip-file';

function pagingOptions({ input, paginator }: ApiOperation): DescribedOption[] {
  const limit = paginator?.limitKey;
  const limitType = limit === undefined ? 'integer' : input?.members[limit]?.shape.type;
  const counts = limitType === 'string' ? ({ type: 'string' } as const) : whole;
  const startingToken: DescribedOption = {
    ...takesOne('starting-token'),
    type: 'string',
    description: 'Where to go on: the NextToken of an earlier, cut answer.',
  };
  const pageSize: DescribedOption = {
    ...takesOne('page-size'),
    ...counts,
    description: 'How many items each request asks for.',
  };
  const maxItems: DescribedOption = {
    ...takesOne('max-items'),
    ...counts,
    description: 'How many items to print; a NextToken is printed when there are more.',
  };
  return limit === undefined ? [startingToken, maxItems] : [startingToken, pageSize, maxItems];
}

function takesOne(word: string): OptionSyntax {
  return { name: `--${word}`, destination: word, arity: 'one' };
}

const whole = { type: 'integer', number: 'int' } as const;

const inputOptions: readonly DescribedOption[] = [
  {
    ...takesOne('cli-input-json'),
    type: 'string',
    description: 'The whole input as JSON, or file:// with it; other options go before it.',
  },
  {
    ...takesOne('cli-input-yaml'),
    type: 'string',
    description: 'The whole input as YAML, or file:// with it; other options go before it.',
  },
  {
    ...{ name: '--generate-cli-skeleton', destination: 'generate-cli-skeleton', type: 'string' },
    ...{ arity: 'optional', constant: 'input', choices: ['input', 'output', 'yaml-input'] },
    description: 'Prints a form to fill in, and sends nothing.',
  },
];
