import { countTags, isSystemTag } from '../../system-tags';
import { invalid } from './errors';
import { limits } from './limits';

/** Throws InvalidParameterValueException for more tags than a function may have. */
export function checkTags(tags: Readonly<Record<string, string>>): void {
  if (countTags(tags) > limits.tags) {
    throw invalid('Number of tags exceeds resource tag limit.');
  }
}

/** Throws InvalidParameterValueException for keys that only AWS uses. The text is not known here. */
export function checkKeys(keys: readonly string[]): void {
  if (keys.some(isSystemTag)) throw invalid('Tag keys that begin with aws: are reserved.');
}
