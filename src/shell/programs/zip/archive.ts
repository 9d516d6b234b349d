import { deflateSync, inflateSync } from 'fflate';
import { concat } from '../../../engine/bytes';
import { fromUtf8, utf8 } from '../../bytes';
import { crc32 } from './crc32';

// Source of the layout: PKWARE's APPNOTE.TXT, 4.3 and 4.4. Times have no zone: here they are UTC, as
// the terminal's clock is, and even seconds.

/** A file or directory of an archive, as its central directory has it. */
export interface Entry {
  /** With `/` between names; that of a directory ends in one. */
  readonly name: string;
  /** 0: stored, 8: deflated; others are not read. */
  readonly method: number;
  readonly crc: number;
  /** Bytes of the file. */
  readonly size: number;
  /** World time in ms. */
  readonly mtime: number;
  readonly isEncrypted: boolean;
  /** As it lies in the archive. */
  readonly packed: Uint8Array;
}

/** What is no archive, or is cut. */
export class NoArchive extends Error {
  override readonly name = 'NoArchive';
}

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };
const sizes = { local: 30, central: 46, end: 22 };
const isUtf8 = 0x800;

/** The entries of an archive, in its order. Throws `NoArchive`. */
export function readArchive(bytes: Uint8Array): readonly Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const end = findEnd(view);
    const entries: Entry[] = [];
    let at = view.getUint32(end + 16, true);
    for (let count = view.getUint16(end + 10, true); count > 0; count -= 1) {
      if (view.getUint32(at, true) !== signatures.central) throw new NoArchive();
      const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
      entries.push(entryAt(bytes, view, at, name as number));
      at += sizes.central + (name as number) + (extra as number) + (comment as number);
    }
    return entries;
  } catch (error) {
    // A field beyond the end of the bytes.
    if (error instanceof RangeError) throw new NoArchive();
    throw error;
  }
}

/** The end record lies before a comment of any length. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - sizes.end; at >= 0; at -= 1) {
    if (view.getUint32(at, true) === signatures.end) return at;
  }
  throw new NoArchive();
}

function entryAt(bytes: Uint8Array, view: DataView, at: number, nameLength: number): Entry {
  const local = view.getUint32(at + 42, true);
  if (view.getUint32(local, true) !== signatures.local) throw new NoArchive();
  const [localName, localExtra] = [
    view.getUint16(local + 26, true),
    view.getUint16(local + 28, true),
  ];
  const start = local + sizes.local + localName + localExtra;
  const length = view.getUint32(at + 20, true);
  if (start + length > bytes.length) throw new NoArchive();
  return {
    name: fromUtf8(bytes.subarray(at + sizes.central, at + sizes.central + nameLength)),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    size: view.getUint32(at + 24, true),
    mtime: fromDosTime(view.getUint16(at + 14, true), view.getUint16(at + 12, true)),
    isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    packed: bytes.subarray(start, start + length),
  };
}

/** Packs a file: deflated, unless that makes it no smaller. `level` is 0 (stored) to 9. */
export function pack(name: string, content: Uint8Array, mtime: number, level: number): Entry {
  const deflated = content.length === 0 ? content : deflateSync(content, { level: level as 6 });
  const isSmaller = level > 0 && deflated.length < content.length;
  return {
    ...{ name, mtime, size: content.length, crc: crc32(content), isEncrypted: false },
    ...{ method: isSmaller ? 8 : 0, packed: isSmaller ? deflated : content.slice() },
  };
}

/** The file of an entry; undefined where its data are damaged or not as they were checked in. */
export function unpack({ method, packed, size, crc }: Entry): Uint8Array | undefined {
  try {
    const content =
      method === 8 ? inflateSync(packed, { out: new Uint8Array(size) }) : packed.slice();
    return content.length === size && crc32(content) === crc ? content : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes of an archive with these entries. */
export function writeArchive(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = utf8(entry.name);
    const local = record(signatures.local, sizes.local, (view) => {
      view.setUint16(4, 20, true);
      describe(view, 6, entry, name.length);
    });
    locals.push(local, name, entry.packed);
    const isDirectory = entry.name.endsWith('/');
    const central = record(signatures.central, sizes.central, (view) => {
      // Made by Unix, whose modes are the upper half of the attributes.
      view.setUint16(4, 0x031e, true);
      view.setUint16(6, 20, true);
      describe(view, 8, entry, name.length);
      view.setUint32(
        38,
        ((isDirectory ? 0o40755 : 0o100644) << 16) | (isDirectory ? 0x10 : 0),
        true,
      );
      view.setUint32(42, at, true);
    });
    directory.push(central, name);
    at += local.length + name.length + entry.packed.length;
  }
  const end = record(signatures.end, sizes.end, (view) => {
    view.setUint16(8, entries.length, true);
    view.setUint16(10, entries.length, true);
    view.setUint32(
      12,
      directory.reduce((sum, { length }) => sum + length, 0),
      true,
    );
    view.setUint32(16, at, true);
  });
  return concat(...locals, ...directory, end);
}

function record(signature: number, size: number, fill: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signature, true);
  fill(view);
  return bytes;
}

/** The fields that both headers of an entry have. */
function describe(view: DataView, at: number, entry: Entry, nameLength: number): void {
  const { date, time } = toDosTime(entry.mtime);
  view.setUint16(at, isUtf8 | (entry.isEncrypted ? 1 : 0), true);
  view.setUint16(at + 2, entry.method, true);
  view.setUint16(at + 4, time, true);
  view.setUint16(at + 6, date, true);
  view.setUint32(at + 8, entry.crc, true);
  view.setUint32(at + 12, entry.packed.length, true);
  view.setUint32(at + 16, entry.size, true);
  view.setUint16(at + 20, nameLength, true);
}

function toDosTime(ms: number): { readonly date: number; readonly time: number } {
  const at = new Date(Math.max(ms, Date.UTC(1980, 0, 1)));
  return {
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}

function fromDosTime(date: number, time: number): number {
  const [year, month, day] = [1980 + (date >> 9), ((date >> 5) & 15) - 1, date & 31];
  return Date.UTC(year, month, day, time >> 11, (time >> 5) & 63, (time & 31) * 2);
}
