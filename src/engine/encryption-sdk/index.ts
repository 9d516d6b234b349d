export { algorithmSuites, defaultSuite, suiteOf, unsignedSuite } from './algorithm-suites';
export type { AlgorithmSuite } from './algorithm-suites';
export { encodeContext, publicKeyName, type EncryptionContext } from './encryption-context';
export { MessageError } from './errors';
export type { EncryptedDataKey, MessageHeader } from './header';
export { layOut, type Field, type FieldName, type Layout } from './layout';
export {
  decryptMessage,
  describeMessage,
  encryptMessage,
  type DataKey,
  type Encryption,
  type Opened,
} from './message';
