import type { ShellCommand } from '../../command';
import { reportingUsage } from '../options';
import { optionNames, wordsOf } from './options';

/**
 * `s3-encryption-client`: puts and gets objects that are encrypted on this machine, in the format of
 * the Amazon S3 Encryption Client. AWS has no such program, only libraries: this one is the lab's own
 * and says so; what it refuses, it refuses in the words of the client for Java.
 */
export const s3EncryptionClient: ShellCommand = {
  name: 's3-encryption-client',
  run: (args, ctx) =>
    reportingUsage(ctx, async () => (await import('./run')).runS3EncryptionClient(args, ctx)),
  complete: async (words, index) => {
    const word = words[index] ?? '';
    const offered =
      index === 1
        ? ['put', 'get', 'help']
        : word.startsWith('-')
          ? optionNames
          : wordsOf(words[index - 1] ?? '');
    return Promise.resolve(offered.filter((name) => name.startsWith(word)));
  },
};
