import { encodeBase64 } from '../../engine/base64';
import { ecPrivateKey, privateKeyInfo } from '../../engine/der';
import { publicPoint } from '../tls/signatures';
import { p256Key } from './issue';

/** A private key on P-256 as PKCS#8 in PEM. */
export function privateKeyPem(privateKey: Uint8Array): string {
  const der = privateKeyInfo(p256Key, ecPrivateKey(privateKey, publicPoint(privateKey)));
  const lines = encodeBase64(der).replaceAll(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`;
}
