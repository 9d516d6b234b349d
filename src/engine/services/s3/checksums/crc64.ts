import { crcAt, dataAt, dataBytes, slices, startCrcProgram, type CrcProgram } from './crc64-wasm';
import type { Running } from './crc';

// The reversed polynomial of CRC-64/NVME, in halves.
const nvmeHigh = 0x9a6c9329;
const nvmeLow = 0xac4bc9b5;

/** High and low halves of table n are `high[256 * n + byte]` and `low[256 * n + byte]`. */
interface Tables64 {
  readonly high: Int32Array;
  readonly low: Int32Array;
}

function tablesOf64(): Tables64 {
  const high = new Int32Array(slices * 256);
  const low = new Int32Array(slices * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let h = 0;
    let l = byte;
    for (let slice = 0; slice < slices; slice += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const out = l & 1;
        l = (l >>> 1) | (h << 31);
        h >>>= 1;
        if (out !== 0) {
          h ^= nvmeHigh;
          l ^= nvmeLow;
        }
      }
      high[256 * slice + byte] = h;
      low[256 * slice + byte] = l;
    }
  }
  return { high, low };
}

let tables64: Tables64 | undefined;
let program: CrcProgram | null | undefined;

/** The program with its tables, the first time; null where there is no WebAssembly. */
function openProgram({ high, low }: Tables64): CrcProgram | null {
  const started = startCrcProgram();
  if (started === undefined) return null;
  const view = new DataView(started.memory.buffer);
  for (let i = 0; i < slices * 256; i += 1) {
    view.setInt32(8 * i, low[i]!, true);
    view.setInt32(8 * i + 4, high[i]!, true);
  }
  return started;
}

/** CRC-64/NVME, which S3 takes itself of what comes without a checksum. */
export function crc64Nvme(): Running {
  tables64 ??= tablesOf64();
  if (program === undefined) program = openProgram(tables64);
  return program === null ? crc64NvmeInJavaScript() : inProgram(program);
}

/** A CRC that borrows the program for each of its steps: others grow meanwhile. */
function inProgram({ memory, update: advance }: CrcProgram): Running {
  const crc = new Uint8Array(crcBytes).fill(255);
  return {
    update(bytes) {
      memory.set(crc, crcAt);
      for (let from = 0; from < bytes.length; from += dataBytes) {
        const piece = bytes.subarray(from, from + dataBytes);
        memory.set(piece, dataAt);
        advance(piece.length);
      }
      crc.set(memory.subarray(crcAt, crcAt + crcBytes));
    },
    digest: () => crc.map((byte) => ~byte).reverse(),
  };
}

const crcBytes = 8;

/** The same where there is no WebAssembly. */
export function crc64NvmeInJavaScript(): Running {
  tables64 ??= tablesOf64();
  const { high, low } = tables64;
  let crcHigh = ~0;
  let crcLow = ~0;
  return {
    update(bytes) {
      const { length } = bytes;
      let h = crcHigh;
      let l = crcLow;
      let i = 0;
      for (const whole = length - 7; i < whole; i += 8) {
        const a = 1792 + ((l ^ bytes[i]!) & 255);
        const b = 1536 + (((l >>> 8) ^ bytes[i + 1]!) & 255);
        const c = 1280 + (((l >>> 16) ^ bytes[i + 2]!) & 255);
        const d = 1024 + ((l >>> 24) ^ bytes[i + 3]!);
        const e = 768 + ((h ^ bytes[i + 4]!) & 255);
        const f = 512 + (((h >>> 8) ^ bytes[i + 5]!) & 255);
        const g = 256 + (((h >>> 16) ^ bytes[i + 6]!) & 255);
        const z = (h >>> 24) ^ bytes[i + 7]!;
        h = high[a]! ^ high[b]! ^ high[c]! ^ high[d]! ^ high[e]! ^ high[f]! ^ high[g]! ^ high[z]!;
        l = low[a]! ^ low[b]! ^ low[c]! ^ low[d]! ^ low[e]! ^ low[f]! ^ low[g]! ^ low[z]!;
      }
      for (; i < length; i += 1) {
        const byte = (l ^ bytes[i]!) & 255;
        l = ((l >>> 8) | (h << 24)) ^ low[byte]!;
        h = (h >>> 8) ^ high[byte]!;
      }
      crcHigh = h;
      crcLow = l;
    },
    digest() {
      const value = new Uint8Array(crcBytes);
      const view = new DataView(value.buffer);
      view.setInt32(0, ~crcHigh);
      view.setInt32(4, ~crcLow);
      return value;
    },
  };
}
