import type { Measurement } from '../bench';
import { ratio } from '../measure';

const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);

async function encrypt(plaintext: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plaintext);
}

const smallest = new Uint8Array(32);
const largest = new Uint8Array(4096);

/** Says how much of a raw encryption is the bytes and how much the call: what KMS Encrypt is built on. */
const measurement: Measurement = {
  name: 'raw AES-256-GCM, 4 KiB against 32 B',
  where: ['node', 'chromium'],
  bound: { max: 3, unit: 'times' },
  run: () =>
    ratio(
      () => encrypt(largest),
      () => encrypt(smallest),
    ),
};

export default measurement;
