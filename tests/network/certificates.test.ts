import { describe, expect, test } from 'vitest';
import { X509Certificate } from 'node:crypto';
import { openRandom, seedWorld } from '../../src/engine/random';
import { Tables, Transaction } from '../../src/engine/tables';
import { readCertificate, type Certificate } from '../../src/network/certificates/certificate';
import { issueCertificate, type Issuer } from '../../src/network/certificates/issue';
import type { Name } from '../../src/network/certificates/names';
import { certificatePem, pemCertificates } from '../../src/network/certificates/pem';
import { isFor, verifyChain } from '../../src/network/certificates/verify-chain';

const tables = new Tables();
seedWorld(new Transaction(tables), 5);
const random = openRandom(tables);
const now = Date.UTC(2026, 10, 23, 12);
const day = 24 * 60 * 60 * 1000;
const host = 'kms.us-east-1.amazonaws.com';

interface Made extends Issuer {
  readonly certificate: Certificate;
}

function make(
  common: string,
  issuer?: Issuer,
  options: { hosts?: string[]; from?: number; to?: number } = {},
): Made {
  const name: Name = [['CN', common]];
  const { from = now - day, to = now + day, hosts } = options;
  const wanted = { subject: name, notBefore: from, notAfter: to };
  const { certificate, privateKey } = issueCertificate(
    { ...wanted, ...(issuer && { issuer }), ...(hosts && { hosts }) },
    random,
  );
  return { name, privateKey, certificate: readCertificate(certificate)! };
}

const root = make('Root');
const middle = make('Middle', root);
const leaf = make(host, middle, { hosts: [host] });
const forged = make('Root');
const past = { from: now - 3 * day, to: now - day };
const future = { from: now + day, to: now + 3 * day };
const oldMiddle = make('Old middle', root, past);
const server = make('Server', middle, { hosts: [host] });

// Words and order of OpenSSL 3.0: each row was also given to `openssl verify`, which said the same.
describe('a chain is trusted, or OpenSSL says why not', () => {
  test.each<[string, Made[], Made[], string | undefined]>([
    ['root, middle and server', [leaf, middle], [root], undefined],
    ['the root is sent along', [leaf, middle, root], [root], undefined],
    ['the middle is not sent', [leaf], [root], 'unable to get local issuer certificate'],
    ['nobody is trusted', [leaf, middle], [], 'unable to get local issuer certificate'],
    [
      'the root is sent and not trusted',
      [leaf, middle, root],
      [],
      'self-signed certificate in certificate chain',
    ],
    [
      'another root of the same name',
      [leaf, middle],
      [forged],
      'unable to get local issuer certificate',
    ],
    ['only the middle is trusted', [leaf], [middle], 'unable to get issuer certificate'],
    [
      'it signed itself',
      [make('Self', undefined, { hosts: [host] })],
      [root],
      'self-signed certificate',
    ],
    [
      'it has expired',
      [make('Old', middle, { hosts: [host], ...past }), middle],
      [root],
      'certificate has expired',
    ],
    [
      'the middle has expired',
      [make('Fine', oldMiddle, { hosts: [host] }), oldMiddle],
      [root],
      'certificate has expired',
    ],
    [
      'it is not valid yet',
      [make('New', middle, { hosts: [host], ...future }), middle],
      [root],
      'certificate is not yet valid',
    ],
    [
      'a server has signed it',
      [make('Child', server, { hosts: [host] }), server, middle],
      [root],
      'invalid CA certificate',
    ],
  ])('%s', (_title, sent, anchors, text) => {
    const [first, ...others] = sent.map(({ certificate }) => certificate);
    const trusted = anchors.map(({ certificate }) => certificate);
    expect(verifyChain([first!, ...others], trusted, now)?.[0]).toBe(text);
  });

  test('a root that does not say which key it has, and has another', () => {
    const { keyId, ...nameless } = forged.certificate;
    expect(keyId).toBeDefined();
    const chain = [leaf.certificate, middle.certificate] as const;
    expect(verifyChain([...chain], [nameless], now)?.[0]).toBe('certificate signature failure');
  });

  test('a changed certificate', () => {
    const der = leaf.certificate.der.slice();
    const at = der.length - 200;
    der[at] = der[at]! ^ 1;
    const read = readCertificate(der);
    if (read !== undefined) {
      expect(verifyChain([read, middle.certificate], [root.certificate], now)).toBeDefined();
    }
  });
});

// RFC 9525, section 6.3.
test.each([
  [['kms.us-east-1.amazonaws.com'], 'kms.us-east-1.amazonaws.com', true],
  [['kms.us-east-1.amazonaws.com'], 'KMS.us-east-1.AMAZONAWS.com', true],
  [['kms.us-east-1.amazonaws.com'], 'kms.eu-west-1.amazonaws.com', false],
  [['*.s3.amazonaws.com'], 'bucket.s3.amazonaws.com', true],
  [['*.s3.amazonaws.com'], 'a.bucket.s3.amazonaws.com', false],
  [['*.s3.amazonaws.com'], 's3.amazonaws.com', false],
  [['shop.example.com', '*.s3.amazonaws.com'], 'b.s3.amazonaws.com', true],
  [['127.0.0.1'], '127.0.0.1', true],
])('a certificate for %j is for %s: %s', (hosts, asked, expected) => {
  const { certificate } = make('Any', root, { hosts });
  expect(isFor(certificate, asked)).toBe(expected);
  const node = new X509Certificate(certificate.der);
  const byNode = /^\d/.test(asked) ? node.checkIP(asked) : node.checkHost(asked);
  expect(byNode !== undefined).toBe(expected);
});

test('what is read is what was written, also as text and beside other text', () => {
  const { certificate } = make('Plain', root, { hosts: [host, '::1'] });
  const text = `# comment\n${certificatePem(certificate.der)}junk\n${certificatePem(root.certificate.der)}`;
  const [first, second] = pemCertificates(text).map((der) => readCertificate(der));
  expect(first).toEqual(certificate);
  expect(second).toEqual(root.certificate);
  expect(certificate).toMatchObject({
    ...{ subject: [['CN', 'Plain']], issuer: [['CN', 'Root']], isCa: false },
    ...{ hosts: [host, '0:0:0:0:0:0:0:1'], notBefore: now - day, notAfter: now + day },
  });
});

test('bytes that are no certificate are none, wherever they are cut or changed', () => {
  const { der } = leaf.certificate;
  for (let length = 0; length < der.length; length += 7) {
    expect(readCertificate(der.slice(0, length))).toBeUndefined();
  }
  for (let at = 0; at < der.length; at += 3) {
    const copy = der.slice();
    copy[at] = copy[at]! ^ 0xff;
    expect(() => readCertificate(copy)).not.toThrow();
  }
});
