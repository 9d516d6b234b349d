import type { ApiModel, ApiOperation, Member, Shape } from '../../../engine/api/index';
import { globalOptions } from '../arguments/global-options';
import { operationOptions, type MemberOption } from '../arguments/operation-options';
import { commandLineName } from '../names';
import { section, wrap } from './layout';
import { describe } from './provider-help';
import { jsonSyntax, shorthandSyntax } from './syntax';

/** What `aws <service> <operation> help` prints; all of it is read from the API model. */
export function operationHelp(model: ApiModel, operation: ApiOperation): string {
  const { members, paging, input, body } = operationOptions(operation);
  const shown = [...members.values()].filter(({ hidden }) => !hidden);
  const synopsis = [
    commandLineName(operation.name),
    ...shown.filter(({ name }) => !isNegative(name, members)).map((option) => synopsisOf(option)),
    ...(body === undefined ? [] : ['<outfile>']),
    ...[...input, ...paging].map(({ name }) => `[${name} <value>]`),
    ...globalOptions.map(({ name, arity }) =>
      arity === 'none' ? `[${name}]` : `[${name} <value>]`,
    ),
  ];
  const errors = operation.errors.map(({ error, name }) => error?.code ?? name);
  return [
    section('NAME', [commandLineName(operation.name)]),
    section('DESCRIPTION', [
      `The ${operation.name} operation of ${model.serviceId}.`,
      ...pagingNote(operation),
    ]),
    section(
      'SYNOPSIS',
      synopsis.map((line, index) => (index === 0 ? line : `  ${line}`)),
    ),
    section('OPTIONS', [
      ...shown.filter(({ name }) => !isNegative(name, members)).flatMap(describeMember),
      ...[...input, ...paging].flatMap(describe),
    ]),
    section('OUTPUT', outputLines(operation)),
    section('ERRORS', errors.length === 0 ? ['None'] : errors),
  ].join('');
}

// `--no-dry-run` is shown together with `--dry-run`.
function isNegative(name: string, members: ReadonlyMap<string, MemberOption>): boolean {
  return name.startsWith('--no-') && members.get(`--${name.slice(5)}`)?.arity === 'none';
}

function synopsisOf({ name, arity, required }: MemberOption): string {
  const text = arity === 'none' ? `${name} | --no-${name.slice(2)}` : `${name} <value>`;
  return required === true ? text : `[${text}]`;
}

function describeMember(option: MemberOption): string[] {
  const { name, shape, arity, required } = option;
  const title = arity === 'none' ? `${name} | --no-${name.slice(2)}` : name;
  const shorthand = shorthandSyntax(shape);
  return [
    `${title} (${shape.type})${required === true ? ' [required]' : ''}`,
    ...constraints(shape).map((line) => `    ${line}`),
    ...(shorthand === undefined
      ? []
      : ['    Shorthand Syntax:', ...wrap(shorthand, '      '), '    JSON Syntax:']),
    ...(shorthand === undefined ? [] : jsonSyntax(shape).map((line) => `      ${line}`)),
    '',
  ];
}

function constraints(shape: Shape): string[] {
  const lines: string[] = [];
  if (shape.type === 'string' && shape.enum !== undefined) {
    lines.push('Possible values:', ...shape.enum.map((value) => `  * ${value}`));
  }
  if ('min' in shape && shape.min !== undefined) lines.push(`min: ${shape.min}`);
  if ('max' in shape && shape.max !== undefined) lines.push(`max: ${shape.max}`);
  if (shape.type === 'string' && shape.pattern !== undefined) {
    lines.push(`pattern: ${shape.pattern}`);
  }
  return lines;
}

function pagingNote({ paginator }: ApiOperation): string[] {
  if (paginator === undefined) return [];
  return [
    '',
    ...wrap(
      `A paginated operation: several requests may be made to fetch everything; --no-paginate makes one. With --output text, --query applies to each page of: ${paginator.resultKey.join(', ')}`,
    ),
  ];
}

function outputLines({ output }: ApiOperation): string[] {
  const members = Object.entries(output?.members ?? {});
  if (members.length === 0) return ['None'];
  return members.flatMap(([name, member]) => outputMember(name, member, '', []));
}

function outputMember(name: string, { shape }: Member, indent: string, within: Shape[]): string[] {
  const line = `${indent}${name} -> (${shape.type})`;
  if (within.includes(shape)) return [line];
  const inside = [...within, shape];
  const deeper = `${indent}  `;
  switch (shape.type) {
    case 'structure':
      return [
        line,
        ...Object.entries(shape.members).flatMap(([inner, member]) =>
          outputMember(inner, member, deeper, inside),
        ),
      ];
    case 'list':
      return [line, ...outputMember('element', shape.member, deeper, inside)];
    case 'map':
      return [
        line,
        ...outputMember('key', shape.key, deeper, inside),
        ...outputMember('value', shape.value, deeper, inside),
      ];
    default:
      return [line];
  }
}
