import type { AlgorithmName } from './algorithms';

// The CRC of two runs of bytes in a row follows from those of each and the length of the second: the
// first is moved on by as many zero bytes, which is a multiplication by a power of x modulo the
// CRC's polynomial. Polynomials are reversed, as CRCs have them: the highest bit is that of x^0.

interface Field {
  readonly bits: bigint;
  readonly polynomial: bigint;
}

const fields: Readonly<Partial<Record<AlgorithmName, Field>>> = {
  CRC32: { bits: 32n, polynomial: 0xedb88320n },
  CRC32C: { bits: 32n, polynomial: 0x82f63b78n },
  CRC64NVME: { bits: 64n, polynomial: 0x9a6c9329ac4bc9b5n },
};

/** Whether the checksum of a whole follows from those of its parts. */
export function isCombinable(algorithm: AlgorithmName): boolean {
  return fields[algorithm] !== undefined;
}

function multiply(a: bigint, b: bigint, { bits, polynomial }: Field): bigint {
  let product = 0n;
  let shifted = b;
  for (let bit = 1n << (bits - 1n); bit > 0n; bit >>= 1n) {
    if ((a & bit) !== 0n) product ^= shifted;
    shifted = (shifted & 1n) === 0n ? shifted >> 1n : (shifted >> 1n) ^ polynomial;
  }
  return product;
}

/** x to the power of eight times `bytes`. */
function powerOf(bytes: number, field: Field): bigint {
  let power = 1n << (field.bits - 1n);
  let square = 1n << (field.bits - 9n);
  for (let rest = bytes; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = multiply(power, square, field);
    square = multiply(square, square, field);
  }
  return power;
}

/** A run of bytes: its CRC, the most significant byte first, and its length. */
export interface Run {
  readonly crc: Uint8Array;
  readonly size: number;
}

/** The CRC of runs in a row. */
export function combineCrcs(algorithm: AlgorithmName, runs: readonly Run[]): Uint8Array {
  const field = fields[algorithm];
  if (field === undefined) throw new Error(`${algorithm} is no CRC`);
  const length = Number(field.bits) / 8;
  const powers = new Map<number, bigint>();
  let whole = 0n;
  for (const { crc, size } of runs) {
    let power = powers.get(size);
    if (power === undefined) {
      power = powerOf(size, field);
      powers.set(size, power);
    }
    whole =
      multiply(whole, power, field) ^ crc.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  }
  return Uint8Array.from({ length }, (_, i) =>
    Number((whole >> BigInt(8 * (length - 1 - i))) & 255n),
  );
}
