import type { FunctionCode } from '@aws-sdk/client-lambda';
import { sha256 } from '@noble/hashes/sha2.js';
import { unzipSync } from 'fflate';
import { encodeBase64 } from '../../base64';
import { AwsError } from '../../errors';
import type { Context } from '../../operation';
import { unlessRefused } from '../../refusals';
import { emptyZip, invalid, notModelled, notZip, tooLarge } from './errors';
import { limits } from './limits';
import { codeKey, codeTable, type CodeRecord, type VersionRecord } from './state';

export type Files = Readonly<Record<string, Uint8Array>>;

/** A deployment package that can be put in force. */
export interface Package {
  readonly zip: Uint8Array;
  readonly CodeSha256: string;
  readonly CodeSize: number;
}

/** Reads the deployment package that a request brings or names. Throws for one that is none. */
export async function readPackage(
  ctx: Context,
  { ZipFile, S3Bucket, S3Key, S3ObjectVersion, ImageUri }: FunctionCode,
): Promise<Package> {
  if (ImageUri !== undefined) throw notModelled('container images, only .zip packages');
  let zip = ZipFile;
  if (zip === undefined) {
    // Text: public bug reports against CreateFunction.
    if (S3Bucket === undefined || S3Key === undefined) {
      throw invalid('Please provide a source for function code.');
    }
    zip = await fromS3(ctx, { Bucket: S3Bucket, Key: S3Key, VersionId: S3ObjectVersion });
  }
  if (zip.length === 0) throw emptyZip();
  if (zip.length > limits.zipped) throw tooLarge.zipped();
  unzip(zip);
  return { zip, CodeSha256: encodeBase64(sha256(zip)), CodeSize: zip.length };
}

/** In the caller's name, who must be allowed to read it. */
async function fromS3(ctx: Context, input: object): Promise<Uint8Array> {
  const answer = await unlessRefused(ctx.call('s3', 'GetObject', input));
  if (answer instanceof AwsError) {
    const { code, message } = answer;
    throw invalid(
      `Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${message}`,
    );
  }
  const { Body } = answer as { readonly Body: AsyncIterable<Uint8Array> };
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of Body) {
    length += piece.length;
    if (length > limits.zipped) throw tooLarge.zipped();
    pieces.push(piece);
  }
  const zip = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    zip.set(piece, at);
    at += piece.length;
  }
  return zip;
}

/** The files of a package, by path; directories are not among them. Throws for what is no ZIP. */
function unzip(zip: Uint8Array): Files {
  let size = 0;
  try {
    const files = unzipSync(zip, {
      filter({ name, originalSize }) {
        size += originalSize;
        // Said in the archive before anything is unpacked; more than is said does not come out.
        if (size > limits.unzipped) throw tooLarge.unzipped();
        return !name.endsWith('/');
      },
    });
    if (Object.keys(files).length === 0) throw emptyZip();
    return files;
  } catch (error) {
    if (error instanceof AwsError) throw error;
    throw notZip();
  }
}

const unzipped = new WeakMap<CodeRecord, Files>();

/** The files of a version's package. */
export function filesOf(ctx: Context, version: VersionRecord): Files {
  const code = ctx.get(codeTable, codeKey(version, version.CodeSha256));
  if (code === undefined) throw new Error(`no package ${version.CodeSha256}`);
  let files = unzipped.get(code);
  if (files === undefined) unzipped.set(code, (files = unzip(code.zip)));
  return files;
}
