import { AwsError } from '../../errors';
import { countTags, isSystemTag } from '../../system-tags';
import { invalidParameter } from './errors';

/** Throws InvalidParameterException for keys that only AWS uses. The text is not known here. */
export function checkKeys(keys: readonly string[]): void {
  if (keys.some(isSystemTag)) throw invalidParameter('Tag keys that begin with aws: are reserved.');
}

type Tags = Readonly<Record<string, string>>;

/** Tags of a log group. Source: CloudWatch Logs API Reference, TagResource. */
const tagsPerGroup = 50;

/**
 * Checks the tags of a request, and how many a log group has with them. AWS's texts are not known
 * here. Throws InvalidParameterException and TooManyTagsException.
 */
export function checkTags(added: Tags, before: Tags = {}): void {
  checkKeys(Object.keys(added));
  if (countTags({ ...before, ...added }) > tagsPerGroup) {
    throw new AwsError(
      'TooManyTagsException',
      `A log group can have no more than ${tagsPerGroup} tags.`,
    );
  }
}
