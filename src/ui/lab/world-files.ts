import type { RequestStep, Step } from '../../engine/trace';
import type { WorldTables } from './world-view';
import type { FileRecord, home } from '../../engine/workstation';

/** The table of the learner's files, as src/engine/workstation.ts names it. */
const filesTable = 'workstation.files';
const homePrefix: `${typeof home}/` = '/home/learner/';

/** Bytes to look at: a file of the learner's machine, or a blob of a request or its answer. */
export interface NamedBytes {
  /** Says where they are from and stays the same while the world changes. */
  readonly id: string;
  readonly name: string;
  /** A large file's bytes are not on the page: they have to be fetched first. */
  readonly bytes: Uint8Array | Blob;
  /** The id of the request that carried them, or whose answer did. */
  readonly request?: string;
}

/** How many bytes of a file that lies in a Blob are fetched and shown. */
export const fetchedBytes = 16 << 20;

/** The bytes to look at: of a large file the beginning. */
export function bytesToShow(bytes: NamedBytes['bytes']): Uint8Array | Promise<Uint8Array> {
  if (!(bytes instanceof Blob)) return bytes;
  return bytes
    .slice(0, fetchedBytes)
    .arrayBuffer()
    .then((fetched) => new Uint8Array(fetched));
}

/** The learner's own files (those below the home directory), by path. */
export function filesOf(tables: WorldTables): NamedBytes[] {
  const files: NamedBytes[] = [];
  for (const [path, row] of tables.get(filesTable) ?? []) {
    const { type, content } = row as Pick<FileRecord, 'type'> & { content?: NamedBytes['bytes'] };
    if (type !== 'file' || content === undefined || !path.startsWith(homePrefix)) continue;
    const part = content instanceof Blob && content.size > fetchedBytes ? ', the beginning' : '';
    files.push({ id: path, name: `${path.slice(homePrefix.length)}${part}`, bytes: content });
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The blobs that were sent and answered in these steps, newest first. */
export function blobsOf(steps: readonly Step[]): NamedBytes[] {
  const requests = new Map<number, RequestStep>();
  const blobs: NamedBytes[] = [];
  const add = (span: number, side: string, members: unknown) => {
    if (typeof members !== 'object' || members === null) return;
    for (const [member, value] of Object.entries(members)) {
      if (!(value instanceof Uint8Array) || value.length === 0) continue;
      const step = requests.get(span);
      const name = `${step?.operation ?? ''} ${side}: ${member}`;
      const of = step === undefined ? {} : { request: step.requestId };
      blobs.push({ id: `${span} ${side} ${member}`, name, bytes: value, ...of });
    }
  };
  for (const step of steps) {
    if (step.kind === 'request') {
      requests.set(step.span, step);
      add(step.span, 'request', step.input);
    } else if (step.kind === 'end') add(step.span, 'response', step.output);
  }
  return blobs.reverse();
}
