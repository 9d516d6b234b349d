import type { Bytes } from '../../engine/bytes';
import { decodeBase64, encodeBase64 } from '../../engine/base64';

/** A certificate as text (RFC 7468). */
export function certificatePem(der: Bytes): string {
  const lines = encodeBase64(der).replaceAll(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

/** The certificates in a text, in order; whatever stands between them is passed over. */
export function pemCertificates(text: string): Bytes[] {
  const blocks = text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g);
  return [...blocks].flatMap(([, body = '']) => {
    const bytes = decodeBase64(body.replaceAll(/\s/g, ''));
    return bytes === undefined ? [] : [bytes];
  });
}
