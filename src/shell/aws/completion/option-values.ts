import type { ApiModel, ApiOperation } from '../../../engine/api/index';
import type { CompletionContext } from '../../command';
import { operationOptions } from '../arguments/operation-options';
import type { OptionSyntax } from '../arguments/parse-arguments';
import { regions } from '../configuration/regions';
import { readProfiles } from '../configuration/profiles';
import { keyNames } from './key-names';
import { bucketNames } from './objects';

/** The line a value is to be completed in. */
export interface Line {
  /** The words before the value, without `aws`. */
  readonly words: readonly string[];
  readonly model: ApiModel | undefined;
  readonly operation: ApiOperation | undefined;
  readonly ctx: CompletionContext;
}

/** Values an option could take: its choices, what the world has of its kind, or files. */
export async function optionValues(
  option: OptionSyntax,
  typed: string,
  { words, operation, ctx }: Line,
): Promise<readonly string[]> {
  if (option.choices !== undefined) return option.choices;
  if (/^fileb?:\/\//.test(typed)) return filesUnder(typed, ctx);
  if (option.name === '--region') return regions;
  if (option.name === '--profile') return [...readProfiles(ctx).settings.keys()];
  const member = operation && operationOptions(operation).members.get(option.name);
  if (member === undefined) return [];
  const shape = member.shape.type === 'list' ? member.shape.member.shape : member.shape;
  if (shape.type === 'string' && shape.enum !== undefined) return shape.enum;
  if (/^(KeyId|.+KeyId|AliasName)$/.test(member.member)) return keyNames(words, ctx);
  if (member.member === 'Bucket') return bucketNames(words, ctx);
  if (member.streams) return [];
  if (shape.type === 'blob') return ['fileb://', 'file://'];
  return [];
}

function filesUnder(typed: string, { files, cwd }: CompletionContext): string[] {
  const path = typed.replace(/^fileb?:\/\//, '');
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const start = typed.slice(0, typed.length - path.length) + folder;
  const where = folder === '' ? cwd : folder;
  if (!files.isDirectory(where)) return [];
  const inside = where.endsWith('/') ? where : `${where}/`;
  return files
    .list(where)
    .map((name) => (files.isDirectory(inside + name) ? `${start}${name}/` : start + name));
}
