// Cyclic redundancy checks whose bits run from the least significant one up, eight bytes at a step:
// table n says what a byte does that n more bytes follow. A 256 MiB object passes here while it is
// sealed, so the loops know no abstraction.

const slices = 8;

/** A checksum that grows with the bytes it is given. */
export interface Running {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

function tablesOf32(polynomial: number): readonly Int32Array[] {
  const tables = Array.from({ length: slices }, () => new Int32Array(256));
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (const table of tables) {
      for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
      table[byte] = crc;
    }
  }
  return tables;
}

/** A CRC of 32 bits, by its reversed polynomial. */
function crc32Of(polynomial: number): () => Running {
  let tables: readonly Int32Array[] | undefined;
  return () => {
    tables ??= tablesOf32(polynomial);
    const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as unknown as FixedTables;
    let crc = ~0;
    return {
      update(bytes) {
        const { length } = bytes;
        let c = crc;
        let i = 0;
        for (const whole = length - 7; i < whole; i += 8) {
          const low =
            c ^ (bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24));
          c =
            t7[low & 255]! ^
            t6[(low >>> 8) & 255]! ^
            t5[(low >>> 16) & 255]! ^
            t4[low >>> 24]! ^
            t3[bytes[i + 4]!]! ^
            t2[bytes[i + 5]!]! ^
            t1[bytes[i + 6]!]! ^
            t0[bytes[i + 7]!]!;
        }
        for (; i < length; i += 1) c = (c >>> 8) ^ t0[(c ^ bytes[i]!) & 255]!;
        crc = c;
      },
      digest() {
        const value = new Uint8Array(4);
        new DataView(value.buffer).setInt32(0, ~crc);
        return value;
      },
    };
  };
}

type FixedTables = readonly [
  ...[Int32Array, Int32Array, Int32Array, Int32Array],
  ...[Int32Array, Int32Array, Int32Array, Int32Array],
];

/** CRC-32 (ISO-HDLC), as in gzip. */
export const crc32 = crc32Of(0xedb88320);

/** CRC-32C (Castagnoli), as in iSCSI. */
export const crc32c = crc32Of(0x82f63b78);

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

/** CRC-64/NVME, which S3 takes itself of what comes without a checksum. */
export function crc64Nvme(): Running {
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
      const value = new Uint8Array(8);
      const view = new DataView(value.buffer);
      view.setInt32(0, ~crcHigh);
      view.setInt32(4, ~crcLow);
      return value;
    },
  };
}
