import type { RandomBytes } from '../../random';

/** A random number below `limit`, which is at most 256; each as likely as any other. */
export function randomBelow(random: RandomBytes, limit: number): number {
  const even = 256 - (256 % limit);
  for (;;) {
    const byte = random.bytes(1)[0]!;
    if (byte < even) return byte % limit;
  }
}

/** So many characters of an alphabet, at random. */
export function randomText(random: RandomBytes, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomBelow(random, alphabet.length)]!).join('');
}
