import { invalid } from './errors';
import { limits } from './limits';

/** Throws InvalidParameterValueException for more tags than a function may have. */
export function checkTags(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length > limits.tags) {
    throw invalid('Number of tags exceeds resource tag limit.');
  }
}
