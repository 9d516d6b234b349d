import * as s3 from '@aws-sdk/client-s3';
import type { ApiModel, Shape, StructureShape } from '../../../src/engine/api/index';

type Command = new (input: object) => Parameters<s3.S3Client['send']>[0];

/** A command of the SDK for an operation, with only what its API model requires. */
export function plainCommand(model: ApiModel, operation: string): InstanceType<Command> {
  const Class = (s3 as unknown as Record<string, Command>)[`${operation}Command`];
  if (Class === undefined) throw new Error(`the SDK has no ${operation}`);
  const input = model.operations[operation]?.input;
  return new Class(input === undefined ? {} : plainValue(input, 4));
}

const names: Readonly<Record<string, string>> = { Bucket: 'reports', CopySource: 'reports/k' };

function plainValue(shape: StructureShape, depth: number): object {
  return Object.fromEntries(
    shape.required.map((name) => [
      name,
      names[name] ?? plain(shape.members[name]?.shape as Shape, depth - 1),
    ]),
  );
}

function plain(shape: Shape, depth: number): unknown {
  switch (shape.type) {
    case 'structure':
      return depth === 0 ? {} : plainValue(shape, depth);
    case 'list':
      return [plain(shape.member.shape, depth)];
    case 'map':
      return {};
    case 'string':
      return shape.enum?.[0] ?? 'k';
    case 'boolean':
      return true;
    case 'timestamp':
      return new Date(0);
    case 'blob':
      return new Uint8Array();
    default:
      return 1;
  }
}
