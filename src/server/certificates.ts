import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueCertificate } from '../network/certificates/issue';
import type { Name } from '../network/certificates/names';
import { certificatePem } from '../network/certificates/pem';
import { privateKeyPem } from '../network/certificates/private-key';

/** What a TLS server shows, and the certificate that clients must trust for it. */
export interface ServerCertificates {
  /** PEM: the server's own. */
  readonly cert: string;
  readonly key: string;
  /** PEM: the authority's. Its private key is forgotten at once. */
  readonly ca: string;
}

const day = 24 * 60 * 60 * 1000;

/** Names of this machine, with those under which Amazon S3's buckets are reached. */
const hosts = ['localhost', '*.s3.localhost', '127.0.0.1', '::1'];

const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };

/** Makes an authority, and a certificate of it for this machine. `now` is real time in ms. */
export function makeCertificates(now: number): ServerCertificates {
  const subject: Name = [
    ['O', 'Envelope Lab'],
    ['CN', 'Envelope Lab local CA'],
  ];
  const validity = { notBefore: now - day, notAfter: now + 365 * day };
  const ca = issueCertificate({ subject, ...validity }, random);
  const issuer = { name: subject, privateKey: ca.privateKey };
  const own = issueCertificate(
    { subject: [['CN', 'localhost']], ...validity, hosts, issuer },
    random,
  );
  return {
    cert: certificatePem(own.certificate),
    key: privateKeyPem(own.privateKey),
    ca: certificatePem(ca.certificate),
  };
}

/** Writes an authority's certificate where clients can be pointed at; returns the path. */
export function writeAuthority(ca: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'envelope-lab-')), 'ca.pem');
  writeFileSync(path, ca);
  return path;
}
