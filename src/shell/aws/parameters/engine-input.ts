import type { Shape, StructureShape } from '../../../engine/api/index';
import { utf8 } from '../../bytes';
import { readTimestamp } from './timestamp';
import { isList, isRecord, type Value, type ValueRecord } from './value';

/** Validated parameters in the shape the engine takes: blobs as bytes, timestamps as dates. */
export function engineInput(parameters: ValueRecord, shape: StructureShape | undefined): object {
  return shape === undefined ? {} : (convert(parameters, shape) as object);
}

function convert(value: Value, shape: Shape): unknown {
  switch (shape.type) {
    case 'structure':
      return entries(value, (name) => shape.members[name]?.shape);
    case 'map':
      return entries(value, () => shape.value.shape);
    case 'list':
      return isList(value) ? value.map((item) => convert(item, shape.member.shape)) : value;
    case 'blob':
      return typeof value === 'string' ? utf8(value) : value;
    case 'timestamp':
      return readTimestamp(value);
    default:
      return value;
  }
}

function entries(value: Value, shapeOf: (name: string) => Shape | undefined): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const shape = shapeOf(name);
      return shape === undefined ? [] : [[name, convert(member, shape)]];
    }),
  );
}
