export {
  canonicalRequest,
  splitTarget,
  type Message,
  type MessageHeaders,
} from './canonical-request';
export { presign, type PresignedRequest } from './presign';
export {
  anywhereHashing,
  basicTimestamp,
  scopeTerminator,
  scopeText,
  sign,
  sigV4Algorithm,
  stringToSign,
  type Hashing,
  type Scope,
} from './signature';
