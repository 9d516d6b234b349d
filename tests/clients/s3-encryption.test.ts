import { createDecipheriv, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  aesKeyring,
  kmsKeyring,
  rsaKeyring,
  suites,
  type S3Keyring,
} from '../../src/clients/s3-encryption/index';
import { random, s3EncryptionWorld } from './s3-encryption-world';

const text = 'the merger closes on Friday, and nobody else may know it';
const plaintext = new TextEncoder().encode(text);
const at = { bucket: 'vault', key: 'deal' };
const plain = suites.get('ALG_AES_256_GCM_IV12_TAG16_NO_KDF')!;
const committing = suites.get('ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY')!;
const writing = {
  V2: { suite: plain, commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' },
  V3: { suite: committing, commitmentPolicy: 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT' },
} as const;
const options = { random };
const aesKey = random(32);
const rsaPair = crypto.subtle.generateKey(
  {
    ...{ name: 'RSA-OAEP', hash: 'SHA-1', modulusLength: 2048 },
    publicExponent: Uint8Array.of(1, 0, 1),
  },
  false,
  ['encrypt', 'decrypt'],
);
const keyrings: Readonly<Record<string, (own: S3Keyring) => Promise<S3Keyring>>> = {
  'a KMS key': (own) => Promise.resolve(own),
  'an AES key': () => Promise.resolve(aesKeyring(aesKey, options)),
  'an RSA key pair': async () => rsaKeyring(await rsaPair, options),
};
const base64 = (value: string | undefined) => Buffer.from(value ?? '', 'base64');

describe.each(['V2', 'V3'] as const)('the %s format', (format) => {
  it.each(
    Object.keys(keyrings).flatMap((name) => [
      [name, 'in its metadata', false] as const,
      [name, 'in an instruction file', true] as const,
    ]),
  )('is opened again: data key under %s, %s', async (name, _, putInstructionFile) => {
    const { open, raw, keyring } = await s3EncryptionWorld();
    const client = open({
      ...{ ...writing[format], putInstructionFile },
      keyring: await keyrings[name]!(keyring),
    });
    await client.putObject(at, plaintext);
    expect(await client.getObject(at)).toEqual(plaintext);
    const { bytes, metadata } = await raw('deal');
    expect(bytes).toHaveLength(plaintext.length + 16);
    const has = Object.keys(metadata).sort();
    if (putInstructionFile) {
      expect(has).toEqual(format === 'V2' ? [] : ['x-amz-c', 'x-amz-d', 'x-amz-i']);
      const apart = await raw('deal.instruction');
      expect(apart.metadata).toEqual({ 'x-amz-crypto-instr-file': '' });
      expect(Buffer.from(apart.bytes).toString()).toContain(format === 'V2' ? 'x-amz-iv' : '"x-amz-w":');
    }
  }); // prettier-ignore

  it('refuses an object of which any byte was changed', async () => {
    const { open, raw, store } = await s3EncryptionWorld();
    const client = open(writing[format]);
    await client.putObject(at, plaintext.slice(0, 20));
    const { bytes, metadata } = await raw('deal');
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = bytes.slice();
      changed[i]! ^= 1 << (i % 8);
      await store('deal', changed, metadata);
      await expect(client.getObject(at), `byte ${i}`).rejects.toThrow('Tag mismatch');
    }
    await store('deal', bytes.slice(0, -1), metadata);
    await expect(client.getObject(at)).rejects.toThrow('Tag mismatch');
  });

  it('refuses metadata of which any value was changed', async () => {
    const { open, raw, store } = await s3EncryptionWorld();
    const client = open(writing[format]);
    await client.putObject(at, plaintext);
    const { bytes, metadata } = await raw('deal');
    for (const [name, value] of Object.entries(metadata)) {
      // The length of the plaintext is only said, and used by nobody.
      if (name === 'x-amz-unencrypted-content-length') continue;
      const changed = name === 'x-amz-tag-len' ? '96' : value.replace(/[A-Za-z1]/, (one) => (one === '1' ? '2' : one === 'A' ? 'B' : 'A'));
      expect(changed).not.toBe(value);
      await store('deal', bytes, { ...metadata, [name]: changed });
      await expect(client.getObject(at), name).rejects.toBeInstanceOf(Error);
    }
  }); // prettier-ignore
});

describe('an object made here opens with nothing but Node’s own cryptography', () => {
  const opened = async (format: 'V2' | 'V3') => {
    const { open, raw, kms } = await s3EncryptionWorld();
    await open(writing[format]).putObject({ ...at, context: { deal: 'Zürich' } }, plaintext);
    const { bytes, metadata } = await raw('deal');
    const unwrap = async (wrapped: string | undefined, context: string | undefined) => {
      const { Plaintext } = await kms.decrypt({
        CiphertextBlob: base64(wrapped),
        EncryptionContext: JSON.parse(context ?? '') as Record<string, string>,
      });
      return Buffer.from(Plaintext!);
    };
    return { bytes: Buffer.from(bytes), metadata, unwrap };
  };
  const gcm = (key: Buffer, iv: Buffer, sealed: Buffer, aad?: Buffer) => {
    const cipher = createDecipheriv('aes-256-gcm', key, iv);
    if (aad !== undefined) cipher.setAAD(aad);
    cipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]).toString();
  };

  it('in the V2 format', async () => {
    const { bytes, metadata, unwrap } = await opened('V2');
    expect(metadata['x-amz-wrap-alg']).toBe('kms+context');
    const dataKey = await unwrap(metadata['x-amz-key-v2'], metadata['x-amz-matdesc']);
    expect(gcm(dataKey, base64(metadata['x-amz-iv']), bytes)).toBe(text);
  });

  it('in the V3 format', async () => {
    const { bytes, metadata, unwrap } = await opened('V3');
    expect(metadata['x-amz-w']).toBe('12');
    const dataKey = await unwrap(metadata['x-amz-3'], metadata['x-amz-t']);
    const id = Buffer.from([0, 115]);
    const salt = base64(metadata['x-amz-i']);
    const expand = (label: string, length: number) =>
      Buffer.from(hkdfSync('sha512', dataKey, salt, Buffer.concat([id, Buffer.from(label)]), length));
    expect(expand('COMMITKEY', 28)).toEqual(base64(metadata['x-amz-d']));
    expect(gcm(expand('DERIVEKEY', 32), Buffer.alloc(12, 1), bytes, id)).toBe(text);
  }); // prettier-ignore
});

describe('AWS KMS', () => {
  it('is asked once to write and once to read, with what the object is bound to', async () => {
    const { open, steps, Arn } = await s3EncryptionWorld();
    const client = open();
    await client.putObject({ ...at, context: { deal: 'north' } }, plaintext);
    await client.getObject({ ...at, context: { deal: 'north' } });
    const asked = steps.flatMap((step) =>
      step.kind === 'request' && step.service === 'kms' && step.operation !== 'CreateKey'
        ? [[step.operation, step.input]]
        : [],
    );
    const EncryptionContext = { deal: 'north', 'aws:x-amz-cek-alg': '115' };
    expect(asked).toEqual([
      ['GenerateDataKey', { KeyId: Arn, KeySpec: 'AES_256', EncryptionContext }],
      ['Decrypt', expect.objectContaining({ KeyId: Arn, EncryptionContext }) as unknown],
    ]);
  });

  it('is not asked for an object of another encryption context', async () => {
    const { open } = await s3EncryptionWorld();
    await open().putObject({ ...at, context: { deal: 'north' } }, plaintext);
    for (const context of [undefined, {}, { deal: 'south' }, { deal: 'north', more: '1' }]) {
      await expect(open().getObject({ ...at, ...(context && { context }) })).rejects.toThrow(
        'Provided encryption context does not match information retrieved from S3',
      );
    }
    const reserved = open().putObject({ ...at, context: { 'aws:x-amz-cek-alg': '1' } }, plaintext);
    await expect(reserved).rejects.toThrow('aws:x-amz-cek-alg is a reserved key');
  });

  it('finds the key itself for a keyring without one, which does not write', async () => {
    const { open, kms } = await s3EncryptionWorld();
    await open().putObject(at, plaintext);
    const discovering = open({ keyring: kmsKeyring(kms, undefined) });
    expect(await discovering.getObject(at)).toEqual(plaintext);
    await expect(discovering.putObject(at, plaintext)).rejects.toThrow('does not support GenerateDataKey');
  }); // prettier-ignore
});

it('Amazon S3 has the content nowhere: not in its trace, not in what it stores or hands out', async () => {
  const { open, raw, steps, engine } = await s3EncryptionWorld();
  const written: unknown[] = [];
  engine.observe(({ changes }) => written.push(...changes.map(({ after }) => after)));
  const client = open();
  await client.putObject(at, plaintext);
  await client.getObject(at);
  const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  const everything = (value: unknown): string =>
    value instanceof Uint8Array
      ? latin1(value)
      : typeof value === 'object' && value !== null
        ? Object.entries(value).flat().map(everything).join('\n')
        : String(value);
  const looked = [...steps, ...written, await raw('deal')].map(everything);
  expect(looked.some((one) => one.includes('x-amz-3'))).toBe(true);
  for (const one of looked) {
    expect(one).not.toContain(text);
    expect(one).not.toContain(Buffer.from(text).toString('base64'));
  }
}); // prettier-ignore

describe('who may read what', () => {
  it('depends on the commitment policy', async () => {
    const { open } = await s3EncryptionWorld();
    await open(writing.V2).putObject(at, plaintext);
    await open(writing.V3).putObject({ ...at, key: 'new' }, plaintext);
    const strict = open();
    await expect(strict.getObject(at)).rejects.toThrow('Commitment policy violation');
    const moving = open({ commitmentPolicy: 'REQUIRE_ENCRYPT_ALLOW_DECRYPT' });
    for (const client of [moving, open(writing.V2)]) {
      expect(await client.getObject(at)).toEqual(plaintext);
      expect(await client.getObject({ ...at, key: 'new' })).toEqual(plaintext);
    }
    expect(() => open({ suite: plain })).toThrow('The commitment policy requires encryption with a committing');
    expect(() => open({ commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' })).toThrow('The commitment policy forbids');
    const cbc = suites.get('ALG_AES_256_CBC_IV16_NO_KDF')!;
    expect(() => open({ suite: cbc, commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' })).toThrow('is LEGACY!');
  }); // prettier-ignore

  it('needs the key that it was written with', async () => {
    const { open } = await s3EncryptionWorld();
    await open({ keyring: aesKeyring(aesKey, options) }).putObject(at, plaintext);
    const other = open({ keyring: aesKeyring(random(32), options) });
    await expect(other.getObject(at)).rejects.toThrow('Unable to AES/GCM unwrap');
    await expect(open().getObject(at)).rejects.toThrow(
      'The keyring does not support the object\'s key wrapping algorithm: AES/GCM',
    );
    const { publicKey, privateKey } = await rsaPair;
    const writer = open({ keyring: rsaKeyring({ publicKey }, options) });
    await writer.putObject(at, plaintext);
    await expect(writer.getObject(at)).rejects.toThrow('No private key provided.');
    const reader = open({ keyring: rsaKeyring({ privateKey }, options) });
    expect(await reader.getObject(at)).toEqual(plaintext);
    await expect(reader.putObject(at, plaintext)).rejects.toThrow('No public key provided.');
  }); // prettier-ignore

  it('leaves out whatever has no such metadata', async () => {
    const { open, store } = await s3EncryptionWorld();
    await store('deal', plaintext, {});
    await expect(open().getObject(at)).rejects.toThrow('Exception encountered while fetching Instruction File.');
    await store('deal.instruction', new TextEncoder().encode('{"x-amz-iv":""}'), {});
    await expect(open().getObject(at)).rejects.toThrow('Content metadata is tampered');
  }); // prettier-ignore

  it('does not follow an instruction file that exchanges the commitment', async () => {
    const { open, raw, store } = await s3EncryptionWorld();
    const client = open({ putInstructionFile: true });
    await client.putObject(at, plaintext);
    const apart = JSON.parse(Buffer.from((await raw('deal.instruction')).bytes).toString()) as object;
    const forged = JSON.stringify({ ...apart, 'x-amz-d': 'AAAA' });
    await store('deal.instruction', new TextEncoder().encode(forged), {});
    await expect(client.getObject(at)).rejects.toThrow('Instruction file is tampered');
  }); // prettier-ignore
});

describe('objects of the first generation', () => {
  /** Encrypts as the first clients did: AES-CBC, and the data key under AES. */
  async function legacy(wrapping: 'AES' | 'AESWrap') {
    const dataKey = random(32);
    const iv = random(16);
    const cbc = await crypto.subtle.importKey('raw', dataKey, 'AES-CBC', true, ['encrypt']);
    const sealed = await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, cbc, plaintext);
    const { createCipheriv } = await import('node:crypto');
    const ecb = createCipheriv('aes-256-ecb', aesKey, null);
    const kw = await crypto.subtle.importKey('raw', aesKey, 'AES-KW', false, ['wrapKey']);
    const wrapped =
      wrapping === 'AES'
        ? Buffer.concat([ecb.update(dataKey), ecb.final()])
        : Buffer.from(await crypto.subtle.wrapKey('raw', cbc, kw, 'AES-KW'));
    const common = { 'x-amz-iv': Buffer.from(iv).toString('base64'), 'x-amz-matdesc': '{}' };
    const key = wrapped.toString('base64');
    return {
      body: new Uint8Array(sealed),
      metadata:
        wrapping === 'AES'
          ? { ...common, 'x-amz-key': key }
          : { ...common, 'x-amz-key-v2': key, 'x-amz-wrap-alg': wrapping, 'x-amz-cek-alg': 'AES/CBC/PKCS5Padding' },
    };
  } // prettier-ignore

  it.each(['AES', 'AESWrap'] as const)('%s: are read only by who enables both', async (wrapping) => {
    const { open, store } = await s3EncryptionWorld();
    const { body, metadata } = await legacy(wrapping);
    await store('deal', body, metadata);
    const policy = { commitmentPolicy: 'REQUIRE_ENCRYPT_ALLOW_DECRYPT' } as const;
    const keyring = (enableLegacyWrappingAlgorithms: boolean) =>
      aesKeyring(aesKey, { ...options, enableLegacyWrappingAlgorithms });
    await expect(open({ ...policy, keyring: keyring(true) }).getObject(at)).rejects.toThrow(
      'Enable legacy unauthenticated modes to use legacy content decryption: AES/CBC/PKCS5Padding',
    );
    const modes = { ...policy, enableLegacyUnauthenticatedModes: true };
    await expect(open({ ...modes, keyring: keyring(false) }).getObject(at)).rejects.toThrow(
      `Enable legacy wrapping algorithms to use legacy key wrapping algorithm: ${wrapping}`,
    );
    expect(await open({ ...modes, keyring: keyring(true) }).getObject(at)).toEqual(plaintext);
  }); // prettier-ignore
});

it('what Amazon S3 and AWS KMS refuse keeps its own words', async () => {
  const { open } = await s3EncryptionWorld();
  await expect(open().getObject({ ...at, key: 'none' })).rejects.toMatchObject({ name: 'NoSuchKey' });
  const nowhere = open().putObject({ ...at, bucket: 'nowhere' }, plaintext);
  await expect(nowhere).rejects.toMatchObject({ name: 'NoSuchBucket' });
}); // prettier-ignore
