import type { Shape } from '../../../engine/api/index';
import type { ArgumentValue } from '../arguments/parse-arguments';
import { paramError } from '../cli-error';
import { floatValue, integerValue } from './numbers';
import { loadParamFile, type FileAccess } from './param-file';
import { JsonError, readJson } from './read-json';
import { parseShorthand, ShorthandError } from './shorthand';
import { typed } from './shorthand-types';
import type { Value } from './value';

type Words = string | readonly string[];

/**
 * An option's value as the API model wants it: from a file where the value names one, from JSON
 * where it looks like it, else from shorthand or plain text. `option` is for messages.
 */
export function parameterValue(
  option: string,
  shape: Shape,
  argument: ArgumentValue,
  access: FileAccess,
): Value {
  if (typeof argument === 'boolean') return argument;
  if (typeof argument === 'number') return argument;
  const single = typeof argument === 'string' ? argument : argument.length === 1 ? argument[0] : '';
  const loaded = loadParamFile(option, single ?? '', access);
  if (loaded instanceof Uint8Array) return loaded;
  const words: Words = loaded ?? argument;
  const first = typeof words === 'string' ? words : (words[0] ?? '');
  if (takesShorthand(shape) && !/^\s*[[{]/.test(first)) {
    return fromShorthand(option, shape, words, access);
  }
  return unpack(option, shape, words);
}

// Lists of plain values take their words as they are: `--tag-keys a b`.
function takesShorthand(shape: Shape): boolean {
  if (shape.type === 'list') return isComplex(shape.member.shape);
  return isComplex(shape);
}

function isComplex(shape: Shape): boolean {
  return shape.type === 'structure' || shape.type === 'list' || shape.type === 'map';
}

function fromShorthand(option: string, shape: Shape, words: Words, access: FileAccess): Value {
  const loadFile = (value: string) => loadParamFile(undefined, value, access);
  try {
    const parsed =
      typeof words === 'string'
        ? parseShorthand(words, loadFile)
        : words.map((word) => parseShorthand(word, loadFile));
    return typed(parsed, shape);
  } catch (error) {
    if (error instanceof ShorthandError) throw paramError(option, error.message);
    throw error;
  }
}

function unpack(option: string, shape: Shape, words: Words): Value {
  switch (shape.type) {
    case 'structure':
    case 'map': {
      const text = typeof words === 'string' ? words : words.join(' ');
      if (!/^\s*\{/.test(text)) throw paramError(option, `Invalid JSON:\n${text}`);
      return json(option, text);
    }
    case 'list': {
      const text = typeof words === 'string' ? words : words.length === 1 ? words[0] : undefined;
      if (text !== undefined && /^\s*\[/.test(text)) return json(option, text);
      const items = typeof words === 'string' ? [...words] : words;
      return items.map((word) => unpack(option, shape.member.shape, word));
    }
    default:
      return scalar(shape, typeof words === 'string' ? words : words.join(' '));
  }
}

function json(option: string, text: string): Value {
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw paramError(option, `Invalid JSON: ${error.message}\nJSON received: ${text}`);
  }
}

function scalar(shape: Shape, text: string): Value {
  switch (shape.type) {
    case 'integer':
    case 'long':
      return integerValue(text);
    case 'float':
    case 'double':
      return floatValue(text);
    case 'boolean':
      return text !== '' && text.toLowerCase() !== 'false';
    default:
      return text;
  }
}
