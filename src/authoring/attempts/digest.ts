/** A JSON value with the members of its objects in one order: the same content, the same text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

const encoder = new TextEncoder();

/** SHA-256 of texts, the first 128 bits of it in hexadecimal digits. */
export async function digestOf(...texts: readonly string[]): Promise<string> {
  // A line break stands in no canonical text, so that no two lists of texts are one.
  const hash = await crypto.subtle.digest('SHA-256', encoder.encode(texts.join('\n')));
  return [...new Uint8Array(hash, 0, 16)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
