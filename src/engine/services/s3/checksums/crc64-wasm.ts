// CRC-64/NVME in WebAssembly, which has the integers of 64 bits that JavaScript lacks: sixteen bytes
// at a step, several times as fast. The module is small enough to be written down here, instruction
// by instruction. Its one function takes how many bytes lie at `dataAt` and moves the CRC at `crcAt`
// on by them; table n, which says what a byte does that n more bytes follow, begins at 2048 * n.

/** What the module needs and gives: `memory` is its own, `update` moves the CRC on. */
export interface CrcProgram {
  readonly memory: Uint8Array;
  /** The CRC at `crcAt` goes on by `length` bytes from `dataAt`. */
  update(length: number): void;
}

/** How many tables there are: one for each byte of a step. */
export const slices = 16;
/** Bytes of a table: 256 little-endian numbers of 64 bits. */
const tableBytes = 2048;
/** Where the CRC lies while it grows, eight bytes in little-endian order. */
export const crcAt = slices * tableBytes;
/** Where the bytes are put. */
export const dataAt = 65_536;
/** How many bytes fit there. */
export const dataBytes = 65_536;

// Instructions and types of WebAssembly. Source: WebAssembly Core Specification, "Binary Format".
const i32 = 0x7f;
const i64 = 0x7e;
const noResult = 0x40;
const [block, loop, end, branch, branchIf] = [0x02, 0x03, 0x0b, 0x0c, 0x0d] as const;
const [getLocal, setLocal] = [0x20, 0x21] as const;
const [i64Load, i32Load8, i64Store] = [0x29, 0x2d, 0x37] as const;
const [i32Const, i64Const] = [0x41, 0x42] as const;
const [i32GreaterOrEqual, i32GreaterThan] = [0x4f, 0x4b] as const;
const [i32Add, i32And, i32Xor, i32ShiftLeft] = [0x6a, 0x71, 0x73, 0x74] as const;
const [i64Xor, i64ShiftRight, i32Wrap] = [0x85, 0x88, 0xa7] as const;

/** A number as WebAssembly writes it: seven bits a byte, the lowest first (LEB128). */
function number(value: number, signed: boolean): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 127;
    rest >>= 7;
    const isLast = signed ? rest === 0 && (low & 64) === 0 : rest === 0;
    bytes.push(isLast ? low : low | 128);
    if (isLast) return bytes;
  }
}

const unsigned = (value: number) => number(value, false);
const literal = (value: number) => [i32Const, ...number(value, true)];
const literal64 = (value: number) => [i64Const, ...number(value, true)];
const get = (local: number) => [getLocal, local];
const set = (local: number) => [setLocal, local];
/** A load or store at an offset from the address on the stack; nothing is said of its alignment. */
const at = (instruction: number, offset: number) => [instruction, 0, ...unsigned(offset)];
const list = (...items: readonly number[][]) => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: readonly number[]) => [...unsigned(bytes.length), ...bytes];
const section = (id: number, content: readonly number[]) => [id, ...sized(content)];
const name = (text: string) => sized([...text].map((letter) => letter.charCodeAt(0)));

// The function's parameter, and its own variables.
const [stop, position, crc, next] = [0, 1, 2, 3] as const;

/** Address of the entry that a byte of a number has in a table whose offset the load adds. */
function entry(of: number, byte: number): number[] {
  const shifted =
    byte === 0
      ? [...get(of), i32Wrap, ...literal(3), i32ShiftLeft]
      : [...get(of), ...literal64(8 * byte - 3), i64ShiftRight, i32Wrap];
  return [...shifted, ...literal(255 << 3), i32And];
}

/** The eight entries of a number's bytes, the first in table `first`, added up. */
function lookUp(of: number, first: number): number[] {
  return Array.from({ length: 8 }, (_, byte) => [
    ...entry(of, byte),
    ...at(i64Load, (first - byte) * tableBytes),
    ...(byte === 0 ? [] : [i64Xor]),
  ]).flat();
}

/** Repeats `body`, which moves on by `step`, as long as so many bytes are left. */
function whileLeft(step: number, body: readonly number[]): number[] {
  return [
    ...[block, noResult, loop, noResult],
    ...(step === 1
      ? [...get(position), ...get(stop), i32GreaterOrEqual]
      : [...get(position), ...literal(step), i32Add, ...get(stop), i32GreaterThan]),
    ...[branchIf, 1],
    ...body,
    ...[...get(position), ...literal(step), i32Add, ...set(position)],
    ...[branch, 0, end, end],
  ];
}

const sixteenBytes = [
  ...[...get(crc), ...get(position), ...at(i64Load, dataAt), i64Xor, ...set(crc)],
  ...[...get(position), ...at(i64Load, dataAt + 8), ...set(next)],
  ...[...lookUp(crc, 15), ...lookUp(next, 7), i64Xor, ...set(crc)],
];

const oneByte = [
  ...[...get(crc), i32Wrap, ...get(position), ...at(i32Load8, dataAt), i32Xor],
  ...[...literal(255), i32And, ...literal(3), i32ShiftLeft, ...at(i64Load, 0)],
  ...[...get(crc), ...literal64(8), i64ShiftRight, i64Xor, ...set(crc)],
];

const update = [
  ...list([1, i32], [2, i64]),
  ...[...literal(0), ...at(i64Load, crcAt), ...set(crc)],
  ...whileLeft(16, sixteenBytes),
  ...whileLeft(1, oneByte),
  ...[...literal(0), ...get(crc), ...at(i64Store, crcAt)],
  end,
];

/** The module's sections: a type, a function of it, two pages of memory, exports, and the code. */
function moduleBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list([0x60, ...list([i32]), 0])),
    ...section(3, list([0])),
    ...section(5, list([0, 2])),
    ...section(7, list([...name('memory'), 2, 0], [...name('update'), 0, 0])),
    ...section(10, list(sized(update))),
  ]);
}

/** Starts the module; undefined where WebAssembly is missing or a page's policy forbids it. */
export function startCrcProgram(): CrcProgram | undefined {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes()));
    const { memory, update: run } = exports as {
      memory: WebAssembly.Memory;
      update: CrcProgram['update'];
    };
    return { memory: new Uint8Array(memory.buffer), update: run };
  } catch {
    return undefined;
  }
}
