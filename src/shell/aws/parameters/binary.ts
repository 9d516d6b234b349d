import type { Shape, StructureShape } from '../../../engine/api/index';
import { decodeBase64 } from '../../../engine/base64';
import { generalError } from '../cli-error';
import { isList, isRecord, type Value, type ValueRecord } from './value';

/** How blobs are written on the command line. Source: the AWS CLI's `cli_binary_format`. */
export const binaryFormats = ['base64', 'raw-in-base64-out'] as const;

/** One of `binaryFormats`. */
export type BinaryFormat = (typeof binaryFormats)[number];

/** Turns every blob that was written as base64 text into its bytes. */
export function decodeBlobs(parameters: ValueRecord, shape: StructureShape): ValueRecord {
  return decode(parameters, shape) as ValueRecord;
}

function decode(value: Value, shape: Shape): Value {
  switch (shape.type) {
    case 'structure':
      if (!isRecord(value)) return value;
      return mapMembers(value, (member, name) => {
        const known = shape.members[name];
        return known === undefined ? member : decode(member, known.shape);
      });
    case 'map':
      if (!isRecord(value)) return value;
      return mapMembers(value, (member) => decode(member, shape.value.shape));
    case 'list':
      return isList(value) ? value.map((item) => decode(item, shape.member.shape)) : value;
    case 'blob':
      return typeof value === 'string' ? blobBytes(value) : value;
    default:
      return value;
  }
}

function mapMembers(record: ValueRecord, map: (value: Value, name: string) => Value): Value {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, map(value, name)]),
  );
}

// Python's lenient decoder: whatever is no base64 letter (a line break, a blank, padding where
// none belongs) does not count, and what follows complete padding is ignored.
function blobBytes(text: string): Uint8Array {
  let letters = '';
  let padding = 0;
  for (const character of text) {
    if (/[A-Za-z0-9+/]/.test(character)) {
      letters += character;
      padding = 0;
    } else if (character === '=' && letters.length % 4 >= 2) {
      padding += 1;
      if ((letters.length % 4) + padding === 4) break;
    }
  }
  const bytes = decodeBase64(letters + '='.repeat(padding));
  if (bytes === undefined) throw generalError(`Invalid base64: "${text}"`);
  return bytes;
}
