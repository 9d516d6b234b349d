import { parse as parseYaml } from 'yaml';
import type { ArgumentValue } from '../arguments/parse-arguments';
import { fromUtf8 } from '../../bytes';
import { paramError, paramValidation } from '../cli-error';
import { pythonType } from '../python-text';
import { loadParamFile, type FileAccess } from './param-file';
import { JsonError, readJson } from './read-json';
import { isRecord, type Value, type ValueRecord } from './value';

/** The input that `--cli-input-json` or `--cli-input-yaml` gives; nothing without them. */
export function wholeInput(
  values: ReadonlyMap<string, ArgumentValue>,
  access: FileAccess,
): ValueRecord {
  const names = ['cli-input-json', 'cli-input-yaml'].filter((name) => values.has(name));
  const [name] = names;
  if (name === undefined) return {};
  if (names.length > 1) throw paramValidation('Only one --cli-input- parameter may be specified.');
  const argument = String(values.get(name));
  const loaded = loadParamFile(`--${name}`, argument, access) ?? argument;
  const text = typeof loaded === 'string' ? loaded : fromUtf8(loaded);
  const value = name === 'cli-input-json' ? json(name, text) : yaml(name, text);
  if (isRecord(value)) return value;
  throw paramError(`--${name}`, `Invalid type: expecting map, received ${pythonType(value)}`);
}

function json(name: string, text: string): Value {
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw paramError(name, 'Invalid JSON received.');
  }
}

function yaml(name: string, text: string): Value {
  try {
    // `!!binary` is part of YAML 1.1's types; forms for blobs use it.
    return parseYaml(text, { customTags: ['binary'], logLevel: 'error' }) as Value;
  } catch {
    throw paramError(name, 'Invalid YAML received.');
  }
}
