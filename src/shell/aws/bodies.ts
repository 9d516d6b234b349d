import { concat } from '../../engine/bytes';
import { FileError, type CommandContext } from '../command';
import type { ArgumentValue } from './arguments/parse-arguments';
import { generalError, paramError } from './cli-error';
import { expandPath, pythonFileError } from './parameters/param-file';

/** The body of a request, from the file that an option names. It is not copied. */
export function fileBody(
  option: string,
  value: ArgumentValue,
  { files, env }: CommandContext,
): Uint8Array {
  const path = expandPath(String(value), env);
  if (files.status(path)?.type !== 'file') {
    throw paramError(option, 'Blob values must be a path to a file.');
  }
  return files.view(path);
}

/** Writes the body of an answer into a file. */
export async function writeBody(
  answer: unknown,
  member: string,
  path: string,
  { files, signal }: CommandContext,
): Promise<void> {
  const body = (answer as Readonly<Record<string, Body | undefined>>)[member];
  try {
    if (files.status(path)?.type === 'device')
      await pour(body, (piece) => files.give(path, piece), signal);
    else files.give(path, await bytesOf(body, signal));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw generalError(pythonFileError(error));
  }
}

/** A body as the engine answers it: at hand, or in pieces that are read one by one. */
type Body = Uint8Array | (AsyncIterable<Uint8Array> & { readonly size?: number });

/** Hands on a body piece by piece: a device holds nothing. */
async function pour(
  body: Body | undefined,
  take: (piece: Uint8Array) => void,
  signal: AbortSignal,
): Promise<void> {
  const pieces = body === undefined ? [] : body instanceof Uint8Array ? [body] : body;
  for await (const piece of pieces) {
    signal.throwIfAborted();
    take(piece);
  }
}

async function bytesOf(body: Body | undefined, signal: AbortSignal): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array(0);
  if (body instanceof Uint8Array) return body.slice();
  const pieces: Uint8Array[] = [];
  const whole = new Uint8Array(body.size ?? 0);
  let at = 0;
  const take = (piece: Uint8Array) => {
    if (body.size === undefined) pieces.push(piece);
    else whole.set(piece, at);
    at += piece.length;
  };
  await pour(body, take, signal);
  return body.size === undefined ? concat(...pieces) : whole;
}
