import type { MapShape } from '../../../engine/api/index';
import type { DescribedOption } from '../arguments/global-options';
import type { OptionSyntax, PositionalSyntax } from '../arguments/parse-arguments';

// The options of `aws s3`, which are in no API model. Source: AWS CLI 2.36.7, `aws s3 <command>
// help`; its help tells more of each than is told here.

/** The subcommands of `aws s3` in this lab. */
export type S3CommandName = 'ls' | 'cp' | 'mv' | 'rm' | 'sync' | 'mb' | 'rb' | 'presign';

/** What stands behind `aws s3 <name>`. */
export interface S3Syntax {
  /** How its paths are written, as the CLI says it. */
  readonly usage: string;
  readonly positional: PositionalSyntax;
  readonly options: readonly DescribedOption[];
}

type Extra = Partial<OptionSyntax>;

function flag(word: string, description: string, extra: Extra = {}): DescribedOption {
  const common = { name: `--${word}`, destination: word, arity: 'none', type: 'boolean' } as const;
  return { ...common, description, ...extra };
}

function text(word: string, description: string, extra: Extra = {}): DescribedOption {
  const common = { name: `--${word}`, destination: word, arity: 'one', type: 'string' } as const;
  return { ...common, description, ...extra };
}

const encryption = (word: string, description: string, choices: readonly string[] = ['AES256']) =>
  text(word, description, { arity: 'optional', constant: 'AES256', choices });

const acls = [
  ...['private', 'public-read', 'public-read-write', 'authenticated-read', 'aws-exec-read'],
  ...['bucket-owner-read', 'bucket-owner-full-control', 'log-delivery-write'],
];

const storageClasses = [
  ...['STANDARD', 'REDUCED_REDUNDANCY', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING'],
  ...['GLACIER', 'DEEP_ARCHIVE', 'GLACIER_IR'],
];

const checksums = [
  ...['CRC64NVME', 'CRC32', 'SHA256', 'SHA1', 'CRC32C', 'SHA512', 'XXHASH64', 'XXHASH3'],
  'XXHASH128',
];

const recursive = flag('recursive', 'Takes all files or objects under the directory or prefix.');
const dryrun = flag('dryrun', 'Shows what would be done, and does nothing.');
const quiet = flag('quiet', 'Prints nothing.');
const onlyShowErrors = flag('only-show-errors', 'Prints errors and warnings only.');
const pageSize = text('page-size', 'How many items each request for a list asks for.');
const include = text('include', 'Takes what matches the pattern back in.', {
  ...{ destination: 'filters', adds: 'named' },
});
const exclude = text('exclude', 'Leaves out what matches the pattern; later filters win.', {
  ...{ destination: 'filters', adds: 'named' },
});
const requestPayer = text('request-payer', 'Says that the requester pays.', {
  ...{ arity: 'optional', constant: 'requester', choices: ['requester'] },
});

const transferOptions: readonly DescribedOption[] = [
  ...[dryrun, quiet, include, exclude],
  text('acl', 'The canned ACL of new objects.', { choices: acls }),
  flag('follow-symlinks', 'Uploads what links lead to; so it is anyway.', { constant: true }),
  flag('no-follow-symlinks', 'Leaves symbolic links out.', {
    ...{ destination: 'follow-symlinks', constant: false },
  }),
  flag('no-guess-mime-type', 'Leaves the content type of uploaded files to S3.'),
  encryption('sse', 'Encrypts with keys of S3 or of AWS KMS.', ['AES256', 'aws:kms']),
  encryption('sse-c', "Encrypts with the customer's key in --sse-c-key."),
  text('sse-c-key', 'The key, as text or fileb://; not in base64.'),
  text('sse-kms-key-id', 'The key of AWS KMS to encrypt with.'),
  encryption('sse-c-copy-source', "The source is encrypted with a customer's key."),
  text('sse-c-copy-source-key', 'The key of the source, as text or fileb://.'),
  text('storage-class', 'The storage class of new objects.', { choices: storageClasses }),
  text('grants', 'Permission=Type=Id: gives permissions on new objects.', { arity: 'any' }),
  text('website-redirect', 'Where the website endpoint sends requests for the object.'),
  text('content-type', 'The content type, in place of a guess.'),
  text('cache-control', 'The Cache-Control header to keep.'),
  text('content-disposition', 'The Content-Disposition header to keep.'),
  text('content-encoding', 'The Content-Encoding header to keep.'),
  text('content-language', 'The Content-Language header to keep.'),
  text('expires', 'The Expires header to keep.'),
  text('source-region', "The Region of the source bucket; --region is the destination's."),
  onlyShowErrors,
  flag('no-progress', 'Shows no progress.'),
  text('progress-frequency', 'Seconds between two progress messages.'),
  flag('progress-multiline', 'Shows each progress message on a line of its own.'),
  pageSize,
  flag('ignore-glacier-warnings', 'Passes archived objects over in silence.'),
  flag('force-glacier-transfer', 'Tries to transfer archived objects too.'),
  requestPayer,
  text('checksum-mode', 'Asks for checksums of downloads.', { choices: ['ENABLED'] }),
  text('checksum-algorithm', 'The checksum to keep of new objects.', { choices: checksums }),
  text('metadata', 'Metadata of new objects: name=value,name=value or JSON.'),
  text('copy-props', 'Which properties a copy takes from its source.', {
    choices: ['none', 'metadata-directive', 'default', 'all'],
  }),
  text('metadata-directive', 'Whether a copy takes its metadata from the source.', {
    choices: ['COPY', 'REPLACE'],
  }),
];

const expectedSize = text('expected-size', 'The size in bytes of a stream that is uploaded.');
const caseConflict = text('case-conflict', 'What to do with keys that differ in case only.', {
  choices: ['ignore', 'skip', 'warn', 'error'],
});
const noOverwrite = flag('no-overwrite', 'Leaves alone what is at the destination already.');
const samePaths = flag('validate-same-s3-paths', 'Not available here: there are no access points.');

const syncOptions = [
  flag('size-only', 'Compares sizes only.'),
  flag('exact-timestamps', 'Downloads wherever times differ.'),
  flag('delete', 'Deletes at the destination what the source does not have.'),
];

const transferUsage = '<LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>';
const paths = (count: number) => ({ name: 'paths', required: true, count });
const path = { name: 'path', required: true };

/** The grammar of each subcommand. */
export const s3Commands: Readonly<Record<S3CommandName, S3Syntax>> = {
  ls: {
    usage: '<S3Uri> or NONE',
    positional: { name: 'paths', required: false },
    options: [
      recursive,
      pageSize,
      flag('human-readable', 'Shows sizes in KiB, MiB ...'),
      flag('summarize', 'Shows how many objects there are, and their size.'),
      requestPayer,
      text('bucket-name-prefix', 'Lists buckets whose names begin so.'),
      text('bucket-region', 'Lists buckets of this Region.'),
    ],
  },
  cp: {
    ...{ usage: transferUsage, positional: paths(2) },
    options: [...transferOptions, expectedSize, recursive, caseConflict, noOverwrite],
  },
  mv: {
    ...{ usage: transferUsage, positional: paths(2) },
    options: [...transferOptions, recursive, samePaths, caseConflict, noOverwrite],
  },
  rm: {
    ...{ usage: '<S3Uri>', positional: paths(1) },
    options: [
      ...[dryrun, quiet, recursive, requestPayer, include, exclude, onlyShowErrors, pageSize],
    ],
  },
  sync: {
    ...{ usage: transferUsage, positional: paths(2) },
    options: [...transferOptions, caseConflict, noOverwrite, ...syncOptions],
  },
  mb: {
    ...{ usage: '<S3Uri>', positional: path },
    options: [
      text('tags', 'A tag of the bucket: key and value; for each tag anew.', {
        ...{ arity: 'two', adds: 'words' },
      }),
    ],
  },
  rb: {
    ...{ usage: '<S3Uri>', positional: path },
    options: [flag('force', 'Deletes the objects of the bucket first; versions stay.')],
  },
  presign: {
    ...{ usage: '<S3Uri>', positional: path },
    options: [text('expires-in', 'For how many seconds the URL is good: 3600 unless given.')],
  },
};

const word = { type: 'string', name: 'String' } as const;

/** The shape of `--metadata`. */
export const metadataShape: MapShape = {
  ...{ type: 'map', name: 'Metadata' },
  ...{ key: { shape: word }, value: { shape: word } },
};
