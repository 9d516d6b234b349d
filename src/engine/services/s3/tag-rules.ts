import type { Tag } from '@aws-sdk/client-s3';
import { isSystemTag } from '../../system-tags';
import { tagging as errors } from './errors';

// Source: Amazon S3 User Guide, "Categorizing your objects using tags"; texts and the order of what
// is checked: recorded against AWS.
const longestKey = 128;
const longestValue = 256;
const allowed = /^[\p{L}\p{N}\p{Z}_.:/=+@-]*$/u;

/** Throws InvalidTag for a key that comes twice, is S3's own, or has what keys and values may not. */
export function checkTags(
  tags: readonly Tag[],
  of: 'object' | 'bucket' | 'new bucket' = 'object',
): void {
  const keys = new Set<string>();
  for (const { Key = '', Value = '' } of tags) {
    if (Key === '' || Key.length > longestKey || !allowed.test(Key)) throw errors.invalidKey(Key);
    if (Value.length > longestValue || !allowed.test(Value)) throw errors.invalidValue(Key, Value);
    if (keys.has(Key)) throw errors.keyTwice(Key);
    if (isSystemTag(Key)) {
      throw systemTag(of, Key);
    }
    keys.add(Key);
  }
}

function systemTag(of: 'object' | 'bucket' | 'new bucket', Key: string): Error {
  switch (of) {
    case 'object':
      return errors.ownPrefix(Key);
    case 'bucket':
      return errors.systemTag(Key);
    case 'new bucket':
      return errors.systemTagOfNew();
  }
}
