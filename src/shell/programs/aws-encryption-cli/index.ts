import type { ShellCommand } from '../../command';
import { reportingUsage } from '../options';

/** What completion offers: the options, and after them the words that some take. */
const optionNames =
  '--encrypt --decrypt --decrypt-unsigned --input --output --wrapping-keys --encryption-context ' +
  '--metadata-output --overwrite-metadata --suppress-metadata --commitment-policy --algorithm ' +
  '--frame-length --max-length --max-encrypted-data-keys --caching --buffer --encode --decode ' +
  '--recursive --suffix --interactive --no-overwrite --quiet --version --help';

const wordsAfter: Readonly<Record<string, string>> = {
  '--wrapping-keys': 'key= provider=aws-kms discovery=true discovery-account= discovery-partition=aws region= profile=',
  '-w': 'key= provider=aws-kms discovery=true discovery-account= discovery-partition=aws region= profile=',
  '--caching': 'capacity= max_age= max_messages_encrypted= max_bytes_encrypted=',
  '--commitment-policy':
    'require-encrypt-require-decrypt require-encrypt-allow-decrypt forbid-encrypt-allow-decrypt',
}; // prettier-ignore

/**
 * `aws-encryption-cli`: encrypts and decrypts files with the AWS Encryption SDK. AWS's own is
 * written in Python; this one has its options, messages and exit codes, and the AWS Encryption SDK
 * for JavaScript, which is loaded when somebody asks for it.
 */
export const awsEncryptionCli: ShellCommand = {
  name: 'aws-encryption-cli',
  run: (args, ctx) =>
    reportingUsage(ctx, async () => (await import('./run')).runEncryptionCli(args, ctx)),
  complete: async (words, index) => {
    const word = words[index] ?? '';
    const option = words.slice(1, index).findLast((given) => given.startsWith('-')) ?? '';
    const offered = word.startsWith('-') ? optionNames : (wordsAfter[option] ?? '');
    return Promise.resolve(
      offered.split(' ').filter((name) => name !== '' && name.startsWith(word)),
    );
  },
};
