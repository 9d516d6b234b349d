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
    files.give(path, await bytesOf(body, signal));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw generalError(pythonFileError(error));
  }
}

/** A body as the engine answers it: at hand, or in pieces that are read one by one. */
type Body = Uint8Array | (AsyncIterable<Uint8Array> & { readonly size?: number });

async function bytesOf(body: Body | undefined, signal: AbortSignal): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array(0);
  if (body instanceof Uint8Array) return body.slice();
  const pieces: Uint8Array[] = [];
  const whole = new Uint8Array(body.size ?? 0);
  let at = 0;
  for await (const piece of body) {
    signal.throwIfAborted();
    if (body.size === undefined) pieces.push(piece);
    else whole.set(piece, at);
    at += piece.length;
  }
  return body.size === undefined ? concat(...pieces) : whole;
}
