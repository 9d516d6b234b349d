import { useBase64 } from '../../../src/engine/base64';
import { useSynchronousGcm } from '../../../src/engine/services/kms/hsm/aes';
import { nodeBase64, nodeGcm } from '../../../src/server/node-crypto';
import type { Measurement } from '../bench';
import { putAgainstRaw } from './s3.bench';
import { reading, rotating } from './secrets.bench';

/**
 * The engine as `npm run serve` runs it: with Node's own AES-GCM, where WebCrypto's has each call wait
 * for another thread. What it is held against is WebCrypto's all the same.
 */
function served<T>(work: () => Promise<T>): () => Promise<T> {
  return () => {
    useSynchronousGcm(nodeGcm);
    useBase64(nodeBase64);
    return work();
  };
}

const measurements: Measurement[] = [
  {
    name: 'S3 PutObject of 1 KiB with SSE-KMS against raw AES-256-GCM, as served',
    where: ['node'],
    bound: { max: 4, unit: 'times' },
    run: served(putAgainstRaw),
  },
  {
    name: 'S3 PutObject of 1 KiB with a bucket key against raw AES-256-GCM, as served',
    where: ['node'],
    bound: { max: 4, unit: 'times' },
    run: served(() => putAgainstRaw({ BucketKeyEnabled: true })),
  },
  {
    name: 'GetSecretValue of 1 KB against raw AES-256-GCM, as served',
    where: ['node'],
    bound: { max: 4, unit: 'times' },
    run: served(reading),
  },
  {
    name: 'a year over 1,000 managed secrets that are rotated weekly (400 of 52,000 rotations), as served',
    where: ['node'],
    bound: { max: 30, unit: 's' },
    run: served(rotating),
  },
];

export default measurements;
