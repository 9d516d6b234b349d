/** Shannon's entropy of the byte values in bits per byte: 0 for one repeated byte, at most 8. */
export function entropy(bytes: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  let bits = 0;
  for (const count of counts) {
    if (count > 0) bits -= (count / bytes.length) * Math.log2(count / bytes.length);
  }
  return bits;
}

/** The entropy in words, beside the most that so few bytes could have. */
export function entropyWords(bytes: Uint8Array): string {
  const most = Math.min(8, Math.log2(Math.max(1, bytes.length)));
  return `${entropy(bytes).toFixed(2)} of at most ${most.toFixed(2)} bits per byte`;
}
