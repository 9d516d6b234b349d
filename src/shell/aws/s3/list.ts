import { integerValue } from '../parameters/numbers';
import { textOf, type S3Command } from './command';
import type { ObjectPage } from './client';
import { splitS3Path } from './paths';
import { readableSize } from './sizes';

interface BucketPage {
  readonly Buckets?: readonly { readonly Name: string; readonly CreationDate: Date }[];
  readonly ContinuationToken?: string;
}

/** `aws s3 ls`: buckets, or the objects and prefixes under a prefix. Times are UTC, as the shell's. */
export async function list(command: S3Command): Promise<number> {
  const { values, client, ctx } = command;
  const { bucket, key } = splitS3Path(textOf(command, 'paths') ?? '');
  const counted = { objects: 0, bytes: 0 };
  let isEmpty = true;
  if (bucket === '') {
    await listBuckets(command);
  } else {
    const input = {
      ...{ Bucket: bucket, Prefix: key },
      ...(values.has('recursive') ? {} : { Delimiter: '/' }),
      ...listParameters(command),
    };
    for await (const page of client.pages(input)) {
      const { Contents = [], CommonPrefixes = [] } = page;
      isEmpty &&= Contents.length + CommonPrefixes.length === 0;
      counted.objects += Contents.length;
      counted.bytes += Contents.reduce((sum, { Size }) => sum + Size, 0);
      ctx.stdout.write(pageLines(page, command));
    }
  }
  if (values.has('summarize')) {
    const size = sizeText(counted.bytes, command);
    ctx.stdout.write(`\nTotal Objects: ${counted.objects}\n   Total Size: ${size}\n`);
  }
  return bucket !== '' && key !== '' && isEmpty ? 1 : 0;
}

/** The parameters of a list that options give. */
export function listParameters(command: Pick<S3Command, 'values'>) {
  const pageSize = textOf(command, 'page-size');
  const payer = textOf(command, 'request-payer');
  return {
    ...(pageSize === undefined ? {} : { MaxKeys: integerValue(pageSize) }),
    ...(payer === undefined ? {} : { RequestPayer: payer }),
  };
}

async function listBuckets(command: S3Command): Promise<void> {
  const { client, ctx } = command;
  const Prefix = textOf(command, 'bucket-name-prefix');
  const BucketRegion = textOf(command, 'bucket-region');
  const pageSize = textOf(command, 'page-size');
  let token: string | undefined;
  do {
    const page: BucketPage = await client.send<BucketPage>('ListBuckets', {
      ...(Prefix === undefined ? {} : { Prefix }),
      ...(BucketRegion === undefined ? {} : { BucketRegion }),
      ...(pageSize === undefined ? {} : { MaxBuckets: integerValue(pageSize) }),
      ...(token === undefined ? {} : { ContinuationToken: token }),
    });
    for (const { Name, CreationDate } of page.Buckets ?? []) {
      ctx.stdout.write(`${moment(CreationDate)} ${Name}\n`);
    }
    token = page.ContinuationToken;
  } while (token !== undefined);
}

function pageLines({ Contents = [], CommonPrefixes = [] }: ObjectPage, command: S3Command): string {
  const isTree = command.values.has('recursive');
  const prefixes = CommonPrefixes.map(({ Prefix }) => {
    return `${' '.repeat(27)}PRE ${Prefix.split('/').at(-2) ?? ''}/\n`;
  });
  const objects = Contents.map(({ Key, Size, LastModified }) => {
    const name = isTree ? Key : Key.slice(Key.lastIndexOf('/') + 1);
    return `${moment(LastModified)} ${sizeText(Size, command).padStart(10)} ${name}\n`;
  });
  return [...prefixes, ...objects].join('');
}

function sizeText(bytes: number, { values }: S3Command): string {
  return values.has('human-readable') ? readableSize(bytes) : String(bytes);
}

function moment(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
