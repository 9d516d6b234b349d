import { FileError } from '../../command';
import { parentOf } from '../../paths';
import type { Item } from './items';
import type { Mover } from './mover';
import { headObject } from './objects';
import { splitS3Path } from './paths';

interface GetOutput {
  readonly Body?: Uint8Array | AsyncIterable<Uint8Array>;
  readonly ContentLength?: number;
}

type Take = (piece: Uint8Array) => void;

/** Downloads an object into a file, with the time of the object's last change. */
export async function downloadToFile(item: Item, mover: Mover): Promise<void> {
  const { files } = mover.command.ctx;
  const folder = parentOf(item.destination);
  if (!files.exists(folder)) makeFolder(folder, files);
  const bytes = new Uint8Array(item.size ?? 0);
  let at = 0;
  const take: Take = (piece) => {
    bytes.set(piece, at);
    at += piece.length;
  };
  await fetchAll(item, take, mover);
  files.give(item.destination, bytes);
  files.setTime(item.destination, item.changedAt);
}

/** Downloads an object to the standard output. */
export async function downloadToStream(source: string, mover: Mover): Promise<void> {
  const { bucket, key } = splitS3Path(source);
  const { command, client, parameters } = mover;
  const found = await headObject(client, bucket, key, parameters.head);
  const size = found.ContentLength ?? 0;
  await fetchAll({ source, size, etag: found.ETag }, (piece) => command.ctx.stdout.write(piece), {
    ...mover,
    sourceClient: client,
  });
}

// From the threshold on, an object is asked for in ranges; it must not change between two of them.
async function fetchAll(
  { source, size = 0, etag }: Pick<Item, 'source' | 'size' | 'etag'>,
  take: Take,
  { sourceClient, parameters, settings, moved, command }: Mover,
): Promise<void> {
  const { bucket, key } = splitS3Path(source);
  const request = { Bucket: bucket, Key: key, ...parameters.get };
  const get = async (more: Readonly<Record<string, string>>) => {
    const { Body } = await sourceClient.send<GetOutput>('GetObject', { ...request, ...more });
    for await (const piece of Body instanceof Uint8Array ? [Body] : (Body ?? [])) {
      take(piece);
      moved(piece.length);
      command.ctx.signal.throwIfAborted();
    }
  };
  if (size < settings.threshold) {
    await get({});
    return;
  }
  const unchanged = etag === undefined ? {} : { IfMatch: etag };
  for (let start = 0; start < size; start += settings.chunk) {
    const end = start + settings.chunk;
    const last = end < size ? String(end - 1) : '';
    await get({ Range: `bytes=${start}-${last}`, ...unchanged });
  }
}

function makeFolder(folder: string, files: Mover['command']['ctx']['files']): void {
  try {
    files.makeDirectory(folder);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    // Where a file stands in the way, writing below it says so.
    if (error.code !== 'EEXIST') throw error;
  }
}
