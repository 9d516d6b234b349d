import { AwsError } from '../../errors';
import { invalidParameter } from './errors';

type Tags = Readonly<Record<string, string>>;

/** Tags of a log group. Source: CloudWatch Logs API Reference, TagResource. */
const tagsPerGroup = 50;

/**
 * Checks the tags of a request, and how many a log group has with them. AWS's texts are not known
 * here. Throws InvalidParameterException and TooManyTagsException.
 */
export function checkTags(added: Tags, before: Tags = {}): void {
  if (Object.keys(added).some((key) => /^aws:/i.test(key))) {
    throw invalidParameter('Tag keys that begin with aws: are reserved.');
  }
  if (Object.keys({ ...before, ...added }).length > tagsPerGroup) {
    throw new AwsError(
      'TooManyTagsException',
      `A log group can have no more than ${tagsPerGroup} tags.`,
    );
  }
}
