import type { Shape, StructureShape } from '../../../engine/api/index';
import { encodeBase64 } from '../../../engine/base64';
import { isList, type Value, type ValueRecord } from '../parameters/value';

/**
 * An operation's output as the CLI prints it: members in the API model's order, blobs as base64,
 * timestamps in ISO 8601 with their offset, IAM's policy documents as objects. A blob that is the
 * whole body of the answer is not printed: it goes into a file.
 */
export function outputValue(output: unknown, shape: StructureShape | undefined): ValueRecord {
  if (shape === undefined) return {};
  const { payload = '', members } = shape;
  const shown =
    members[payload]?.shape.type === 'blob'
      ? { ...(output as object), [payload]: undefined }
      : output;
  return convert(shown ?? {}, shape) as ValueRecord;
}

function convert(value: unknown, shape: Shape): Value {
  switch (shape.type) {
    case 'structure': {
      const members: [string, Value][] = [];
      const record = value as Readonly<Record<string, unknown>>;
      for (const [name, member] of Object.entries(shape.members)) {
        const item = record[name];
        if (item !== undefined && item !== null) members.push([name, convert(item, member.shape)]);
      }
      return Object.fromEntries(members);
    }
    case 'map':
      return Object.fromEntries(
        Object.entries(value as Readonly<Record<string, unknown>>).map(([key, item]) => [
          key,
          convert(item, shape.value.shape),
        ]),
      );
    case 'list':
      return isList(value) ? value.map((item) => convert(item, shape.member.shape)) : [];
    case 'blob':
      return value instanceof Uint8Array ? encodeBase64(value) : String(value);
    case 'timestamp':
      return value instanceof Date ? isoTimestamp(value) : String(value);
    case 'string':
      return shape.name === 'policyDocumentType' ? policyDocument(String(value)) : String(value);
    default:
      return value as Value;
  }
}

/** A moment as Python prints it: microseconds unless they are zero, and the offset of UTC. */
export function isoTimestamp(date: Date): string {
  const text = date.toISOString();
  const fraction = date.getUTCMilliseconds() === 0 ? '' : `${text.slice(19, 23)}000`;
  return `${text.slice(0, 19)}${fraction}+00:00`;
}

// IAM URL-encodes policy documents on the wire only; botocore shows them as what they say.
function policyDocument(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return text;
  }
}
