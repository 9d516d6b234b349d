import { layOut } from '../engine/encryption-sdk/index';

const sequence = 0x30;
const integer = 0x02;

/**
 * Refuses what the library for browsers lets pass: bytes after an unsigned message, and signatures
 * whose DER has other tags than it should. The texts are the library's, for Node.js and for a
 * signature that is wrong.
 */
export function checkEnd(message: Uint8Array): void {
  const layout = layOut(message);
  if (layout?.end === 'late') throw new Error('To much data');
  const field = layout?.fields.find(({ name }) => name === 'signature');
  if (field === undefined) return;
  const signature = message.subarray(field.offset, field.offset + field.length);
  const [tag, , tagOfR, lengthOfR = 0] = [...signature];
  if (tag !== sequence || tagOfR !== integer || signature[4 + lengthOfR] !== integer) {
    throw new Error('Invalid Signature');
  }
}
