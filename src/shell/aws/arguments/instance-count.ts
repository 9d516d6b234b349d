import { paramValidation } from '../cli-error';

/**
 * `aws ec2 run-instances` has `--count`, a number or `min:max`, for the API's MinCount and MaxCount;
 * without it that is 1. Source: AWS CLI Command Reference, ec2 run-instances.
 */
export function withInstanceCount(words: readonly string[]): readonly string[] {
  if (words.includes('help')) return words;
  const at = words.findIndex((word) => word === '--count' || word.startsWith('--count='));
  if (at === -1) return [...words, ...counts('1', '1')];
  const joined = words[at]!.startsWith('--count=');
  const value = joined ? words[at]!.slice('--count='.length) : (words[at + 1] ?? '');
  const [, min, max = min] = /^(\d+)(?::(\d+))?$/.exec(value) ?? [];
  if (min === undefined || max === undefined) {
    throw paramValidation('count parameter should be of form min[:max] (e.g. 1 or 1:10)');
  }
  return [...words.slice(0, at), ...counts(min, max), ...words.slice(at + (joined ? 1 : 2))];
}

const counts = (min: string, max: string) => ['--min-count', min, '--max-count', max];
