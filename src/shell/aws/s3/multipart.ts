import type { Value } from '../parameters/value';
import type { Parameters } from './items';
import type { Mover } from './mover';
import { partSize } from './transfer-settings';

/** Where an upload goes. */
export interface Target {
  readonly Bucket: string;
  readonly Key: string;
}

/** What a part's answer says of it, with which the upload is completed. */
export type FinishedPart = { readonly [name: string]: Value };

/** How the parts of an upload are sent. */
export interface PartSender {
  readonly size: number;
  /** What the upload begins with: everything that its object keeps. */
  readonly begin: Parameters;
  /** Sends the bytes from `start` up to `end`; returns what the answer says of the part. */
  readonly send: (upload: Parameters, start: number, end: number) => Promise<object>;
}

const partMembers = /^(ETag|Checksum(?!Type|Algorithm)\w+)$/;

/**
 * Puts an object together from parts, one after the other. Where that fails or is interrupted, the
 * parts that have arrived are given up, so that nothing of them stays.
 */
export async function uploadInParts(
  { Bucket, Key }: Target,
  { size, begin, send }: PartSender,
  { client, command, parameters, settings, moved }: Mover,
): Promise<void> {
  const created = { Bucket, Key, ...begin };
  const { UploadId } = await client.send<{ UploadId: string }>('CreateMultipartUpload', created);
  const upload = { Bucket, Key, UploadId };
  const chunk = partSize(settings.chunk, size);
  const parts: FinishedPart[] = [];
  try {
    for (let start = 0; start < size; start += chunk) {
      const end = Math.min(size, start + chunk);
      const PartNumber = parts.length + 1;
      const answer = await send({ ...upload, PartNumber }, start, end);
      const known = Object.entries(answer).filter(([name]) => partMembers.test(name));
      parts.push({ PartNumber, ...(Object.fromEntries(known) as FinishedPart) });
      moved(end - start);
      command.ctx.signal.throwIfAborted();
    }
    await client.send('CompleteMultipartUpload', {
      ...upload,
      ...parameters.complete,
      MultipartUpload: { Parts: parts },
    });
  } catch (error) {
    await client.sendAnyway('AbortMultipartUpload', upload);
    throw error;
  }
}
