import { generalError } from '../cli-error';

const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** A size in bytes as `aws s3` shows it to people: `1 Byte`, `3 Bytes`, `8.0 MiB`. */
export function readableSize(bytes: number): string {
  if (bytes === 1) return '1 Byte';
  if (bytes < 1024) return `${Math.trunc(bytes)} Bytes`;
  const power = units.findIndex((_, index) => Math.round(bytes / 1024 ** (index + 1)) < 1024);
  return `${pythonFixed(bytes / 1024 ** (power + 1))} ${units[power]}`;
}

// Python rounds a half to the even digit: 8.25 becomes 8.2. No other halves are exact in binary.
function pythonFixed(value: number): string {
  return (value % 1 === 0.25 ? value - 0.05 : value).toFixed(1);
}

const multipliers: Readonly<Record<string, number>> = {
  kb: 1024,
  mb: 1024 ** 2,
  gb: 1024 ** 3,
  tb: 1024 ** 4,
};

/** A size from a configuration file: `8MB`, `16MiB`, `1048576`. */
export function readSize(text: string): number {
  const [, digits, unit] = /^\s*([+-]?\d+)\s*([kmgt]i?b)?$/i.exec(text) ?? [];
  if (digits === undefined) throw generalError(`Invalid size value: ${text.toLowerCase()}`);
  return Number(digits) * (multipliers[unit?.toLowerCase().replace('i', '') ?? ''] ?? 1);
}
