/** How many bytes of a value are written out. */
const shownBytes = 64;

/** A value without parts, as the inspector writes it. */
export function valueText(value: unknown): string {
  if (value instanceof Uint8Array) return bytesText(value);
  if (value instanceof Blob) return sizeText(value.size);
  if (value instanceof Date) return value.toISOString();
  if (value === undefined) return 'undefined';
  return JSON.stringify(value);
}

/** Whether a value has members of its own to unfold. */
export function hasMembers(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Uint8Array) &&
    !(value instanceof Blob) &&
    !(value instanceof Date) &&
    Object.keys(value).length > 0
  );
}

/** One line about what a folded value holds. */
export function summaryText(value: object): string {
  const keys = Object.keys(value);
  if (Array.isArray(value)) return `${value.length} item${value.length === 1 ? '' : 's'}`;
  const named = keys.slice(0, 3).join(', ');
  return keys.length > 3 ? `${named}, …` : named;
}

function bytesText(bytes: Uint8Array): string {
  const hex = [...bytes.subarray(0, shownBytes)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/(.{8})(?=.)/g, '$1 ');
  const more = bytes.length - shownBytes;
  return `${sizeText(bytes.length)}: ${hex}${more > 0 ? ` … ${more.toLocaleString('en')} more` : ''}`;
}

function sizeText(bytes: number): string {
  return `${bytes.toLocaleString('en')} byte${bytes === 1 ? '' : 's'}`;
}
