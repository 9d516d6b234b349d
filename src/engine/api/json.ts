import { decodeBase64, encodeBase64 } from '../base64';
import { AwsError } from '../errors';
import type { ApiModel, Member, Shape, StructureShape } from './model';

/**
 * Reads AWS JSON, as parsed, into JavaScript's own values: blobs from base64, timestamps from
 * epoch seconds. Nulls and members that the model does not know are left out; other values of a
 * wrong type stay as they are, for `validateInput` to refuse.
 */
export function fromJson(model: ApiModel, shapeName: string, json: unknown): unknown {
  return read(json, shapeOf(model, shapeName));
}

/**
 * Writes a value as AWS JSON, ready for `JSON.stringify`: blobs as base64, timestamps as epoch
 * seconds. Only what the model knows and what travels in the body is written.
 */
export function toJson(model: ApiModel, shapeName: string, value: unknown): unknown {
  return write(value, shapeOf(model, shapeName), undefined);
}

function shapeOf(model: ApiModel, name: string): Shape {
  const shape = model.shapes[name];
  if (shape === undefined) throw new Error(`the ${model.service} API has no shape ${name}`);
  return shape;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function read(json: unknown, shape: Shape): unknown {
  switch (shape.type) {
    case 'structure':
      return isRecord(json) ? readStructure(json, shape) : json;
    case 'list':
      if (!Array.isArray(json)) return json;
      return json.filter(isPresent).map((item) => read(item, shape.member.shape));
    case 'map':
      return isRecord(json) ? mapValues(json, (item) => read(item, shape.value.shape)) : json;
    case 'blob':
      return readBlob(json);
    case 'timestamp':
      return readTimestamp(json);
    case 'integer':
    case 'long':
      // AWS cuts a fraction off where it expects a whole number.
      return typeof json === 'number' ? Math.trunc(json) : json;
    default:
      return json;
  }
}

/** A member of a structure, and its name in JSON. */
interface JsonMember {
  readonly name: string;
  readonly jsonName: string;
  readonly member: Member;
}

// Asked of every request and answer; the API model does not change.
const jsonMembers = new WeakMap<StructureShape, readonly JsonMember[]>();

function membersOf(shape: StructureShape): readonly JsonMember[] {
  let members = jsonMembers.get(shape);
  if (members === undefined) {
    members = Object.entries(shape.members).map(([name, member]) => ({
      ...{ name, jsonName: member.locationName ?? name, member },
    }));
    jsonMembers.set(shape, members);
  }
  return members;
}

function readStructure(json: Record<string, unknown>, shape: StructureShape): object {
  const value: Record<string, unknown> = {};
  for (const { name, jsonName, member } of membersOf(shape)) {
    const item = json[jsonName];
    if (isPresent(item)) value[name] = read(item, member.shape);
  }
  return value;
}

// Object.fromEntries defines every key as plain data, also one that is called `__proto__`.
function mapValues(record: Record<string, unknown>, change: (item: unknown) => unknown): object {
  const entries = Object.entries(record).filter(([, item]) => isPresent(item));
  return Object.fromEntries(entries.map(([key, item]) => [key, change(item)]));
}

function readBlob(json: unknown): unknown {
  if (typeof json !== 'string') return json;
  const bytes = decodeBase64(json);
  if (bytes === undefined) throw new AwsError('SerializationException', '');
  return bytes;
}

function readTimestamp(json: unknown): unknown {
  if (typeof json === 'number') return new Date(Math.round(json * 1000));
  return json;
}

function write(value: unknown, shape: Shape, reference: Member | undefined): unknown {
  switch (shape.type) {
    case 'structure':
      return writeStructure(value as Record<string, unknown>, shape);
    case 'list':
      return (value as unknown[]).map((item) => write(item, shape.member.shape, shape.member));
    case 'map':
      return mapValues(value as Record<string, unknown>, (item) =>
        write(item, shape.value.shape, shape.value),
      );
    case 'blob':
      return encodeBase64(value as Uint8Array);
    case 'timestamp': {
      const format = reference?.timestampFormat ?? shape.timestampFormat;
      const date = value as Date;
      return format === 'iso8601' ? date.toISOString() : date.getTime() / 1000;
    }
    default:
      return value;
  }
}

function writeStructure(value: Record<string, unknown>, shape: StructureShape): object {
  const json: Record<string, unknown> = {};
  for (const { name, jsonName, member } of membersOf(shape)) {
    const item = value[name];
    if (member.location !== undefined || !isPresent(item)) continue;
    json[jsonName] = write(item, member.shape, member);
  }
  return json;
}
