// Cyclic redundancy checks whose bits run from the least significant one up, eight bytes at a step:
// table n says what a byte does that n more bytes follow. A 256 MiB object passes here while it is
// sealed, so the loops know no abstraction. That of 64 bits is in crc64.ts.

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
