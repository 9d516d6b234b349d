import { JsonError, readJson, type Json } from '../../../iam/json';
import { formatError } from '../errors';
import { checkTemplate, type Template } from './template';
import type { Value } from './value';

/**
 * Reads a template's text, JSON or YAML. Throws ValidationError in AWS's words for what is not
 * well-formed, with line and column, and for what is no template.
 */
export async function readTemplate(text: string): Promise<Template> {
  return checkTemplate(await readText(text));
}

async function readText(text: string): Promise<Value> {
  if (text.trimStart().startsWith('{')) return readJsonText(text);
  const { readYaml } = await import('./read-yaml');
  return readYaml(text);
}

function readJsonText(text: string): Value {
  try {
    return plain(readJson(text));
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw formatError(`JSON not well-formed. (${afterwards(error.where)})`);
  }
}

/** AWS CloudFormation names the place behind the character that it did not expect. */
const afterwards = (where: string) =>
  where.replace(/column (\d+)/, (_, column: string) => `column ${Number(column) + 1}`);

function plain(json: Json): Value {
  if (json instanceof Map) {
    return Object.fromEntries(
      [...(json as ReadonlyMap<string, Json>)].map(([name, value]) => [name, plain(value)]),
    );
  }
  return Array.isArray(json) ? json.map((item: Json) => plain(item)) : (json as Value);
}
