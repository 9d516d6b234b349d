import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { encodeBase64 } from '../../../src/engine/base64';
import { crc64Nvme, crc64NvmeInJavaScript } from '../../../src/engine/services/s3/checksums/crc64';
import { encode } from './world';

const of = (start: typeof crc64Nvme, ...pieces: Uint8Array[]) => {
  const running = start();
  for (const piece of pieces) running.update(piece);
  return encodeBase64(running.digest());
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('CRC-64/NVME', () => {
  // The check value of the catalogue of parametrised CRC algorithms: AE8B14860A799888.
  it.each([crc64Nvme, crc64NvmeInJavaScript])('has its published check value', (start) => {
    expect(of(start, encode('123456789'))).toBe('rosUhgp5mIg=');
  });

  it('is the same in WebAssembly and without it, however the bytes are cut', () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 4 }), (pieces) => {
        expect(of(crc64Nvme, ...pieces)).toBe(of(crc64NvmeInJavaScript, Buffer.concat(pieces)));
      }),
    );
  });

  it('goes on over the limit of what WebAssembly is handed at once', () => {
    const large = Uint8Array.from({ length: 3 * 65_536 + 7 }, (_, i) => (i * 31) >> 3);
    expect(of(crc64Nvme, large)).toBe(of(crc64NvmeInJavaScript, large));
  });

  it('may grow in several places at a time', () => {
    const [first, second] = [crc64Nvme(), crc64Nvme()];
    first.update(encode('1234'));
    second.update(encode('98765'));
    first.update(encode('56789'));
    expect(encodeBase64(first.digest())).toBe('rosUhgp5mIg=');
    expect(encodeBase64(second.digest())).toBe(of(crc64NvmeInJavaScript, encode('98765')));
  });

  it('is taken where a page may not run WebAssembly', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    vi.resetModules();
    const anew = await import('../../../src/engine/services/s3/checksums/crc64');
    expect(of(anew.crc64Nvme, encode('123456789'))).toBe('rosUhgp5mIg=');
  });
});
