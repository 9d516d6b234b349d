export {
  commandName,
  loadModel,
  serviceNames,
  serviceOfCommand,
  type ServiceName,
} from './catalog';
export { fromJson, toJson } from './json';
export type {
  Acceptor,
  ApiModel,
  ApiOperation,
  BlobShape,
  BooleanShape,
  HttpChecksum,
  ListShape,
  MapShape,
  Member,
  NumberShape,
  Paginator,
  Protocol,
  Shape,
  StringShape,
  StructureShape,
  TimestampFormat,
  TimestampShape,
  Waiter,
} from './model';
export { readModel, type CompactModel } from './read-model';
export { validateInput } from './validate';
