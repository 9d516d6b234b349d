import { concat, type Bytes } from '../../engine/bytes';
import { element, elements, octets, oid, tagged, tags } from '../../engine/der';

/** Extensions by their object identifiers. Source: RFC 5280, section 4.2. */
export const extensionOids = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const;

const isTrue = element(tags.boolean, Uint8Array.of(0xff));

/** One extension: its identifier, whether who does not know it must refuse, and its value. */
export function extension(id: string, isCritical: boolean, value: Uint8Array): Bytes {
  return element(tags.sequence, oid(id), ...(isCritical ? [isTrue] : []), octets(value));
}

/** Of an authority, or not. */
export function basicConstraints(isCa: boolean): Bytes {
  return element(tags.sequence, ...(isCa ? [isTrue] : []));
}

/** What a key may be used for: bit 0 digitalSignature, 5 keyCertSign, 6 cRLSign. */
export function keyUsage(...bits: readonly number[]): Bytes {
  const byte = bits.reduce((sum, bit) => sum | (0x80 >> bit), 0);
  const unused = 7 - Math.max(...bits);
  return element(tags.bits, Uint8Array.of(unused, byte));
}

/** For servers of TLS. */
export const serverAuth = element(tags.sequence, oid('1.3.6.1.5.5.7.3.1'));

/** The hosts a certificate is for: names, or addresses of IPv4 and IPv6. */
export function subjectAltName(hosts: readonly string[]): Bytes {
  return element(
    tags.sequence,
    ...hosts.map((host) => {
      const address = addressBytes(host);
      return address === undefined ? tagged(2, new TextEncoder().encode(host)) : tagged(7, address);
    }),
  );
}

/** The names and addresses of a subjectAltName. */
export function readSubjectAltName(value: Uint8Array): string[] {
  const [sequence] = elements(value) ?? [];
  return (elements(sequence?.value ?? new Uint8Array(0)) ?? []).flatMap((name) => {
    if (name.tag === 0x82) return [new TextDecoder().decode(name.value)];
    if (name.tag === 0x87) return [addressText(name.value)];
    return [];
  });
}

/** An address in bytes; undefined for a name. Of IPv6 only `::1` and whole addresses are read. */
export function addressBytes(host: string): Bytes | undefined {
  if (/^\d+(\.\d+){3}$/.test(host)) return Uint8Array.from(host.split('.').map(Number));
  if (!host.includes(':')) return undefined;
  const groups =
    host === '::1'
      ? [0, 0, 0, 0, 0, 0, 0, 1]
      : host.split(':').map((group) => Number.parseInt(group, 16));
  return concat(...groups.map((group) => Uint8Array.of(group >> 8, group & 0xff)));
}

function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: bytes.length / 2 }, (_, i) =>
    (bytes[i * 2]! * 256 + bytes[i * 2 + 1]!).toString(16).toUpperCase(),
  );
  return groups.join(':');
}
