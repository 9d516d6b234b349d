import type { Parameters } from './items';
import type { Mover } from './mover';
import { uploadInParts, type Target } from './multipart';

/** Uploads bytes as an object: in one request, or in parts from the threshold on. */
export async function upload(
  bytes: Uint8Array,
  target: Target,
  more: Parameters,
  mover: Mover,
): Promise<void> {
  const { client, parameters, settings, moved } = mover;
  if (bytes.length < settings.threshold) {
    await client.send('PutObject', { ...target, Body: bytes, ...parameters.put, ...more });
    moved(bytes.length);
    return;
  }
  // Whether there is such an object already is asked when the upload is completed.
  const begin = Object.fromEntries(
    Object.entries({ ...parameters.put, ...more }).filter(([name]) => name !== 'IfNoneMatch'),
  );
  const send = (part: Parameters, start: number, end: number) =>
    client.send<object>('UploadPart', {
      ...part,
      // A view, not a copy: a file of any size is held once.
      Body: bytes.subarray(start, end),
      ...parameters.part,
    });
  await uploadInParts(target, { size: bytes.length, begin, send }, mover);
}
