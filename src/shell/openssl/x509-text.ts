import { elements, oid, sequenceOf } from '../../engine/der';
import { same, type Certificate, type Extension } from '../../network/certificates/certificate';
import { extensionOids } from '../../network/certificates/extensions';
import { nameText } from '../../network/certificates/names';

// The layout of `openssl x509 -text`, as OpenSSL 3.0 prints it.

/** A time as OpenSSL writes it: `Nov 25 21:03:49 2026 GMT`. */
export function timeText(time: number): string {
  const [, day = '', month = '', year = '', clock = ''] = new Date(time).toUTCString().split(' ');
  return `${month} ${String(Number(day)).padStart(2)} ${clock} ${year} GMT`;
}

/** A serial number as OpenSSL writes it on one line. */
export function serialText({ serial }: Certificate): string {
  return hexOf(serial, '').toUpperCase();
}

/** Everything that a certificate says. */
export function certificateText(certificate: Certificate): string {
  const { issuer, subject, notBefore, notAfter, point, extensions, signature } = certificate;
  return [
    'Certificate:',
    '    Data:',
    '        Version: 3 (0x2)',
    '        Serial Number:',
    `            ${hexOf(certificate.serial, ':')}`,
    `        Signature Algorithm: ${signature === undefined ? 'unknown' : 'ecdsa-with-SHA256'}`,
    `        Issuer: ${nameText(issuer)}`,
    '        Validity',
    `            Not Before: ${timeText(notBefore)}`,
    `            Not After : ${timeText(notAfter)}`,
    `        Subject: ${nameText(subject)}`,
    '        Subject Public Key Info:',
    ...(point === undefined ? ['            Public Key Algorithm: unknown'] : keyLines(point)),
    ...(extensions.length === 0 ? [] : ['        X509v3 extensions:']),
    ...extensions.flatMap((extension) => extensionLines(extension, certificate)),
    ...(signature === undefined
      ? []
      : [
          '    Signature Algorithm: ecdsa-with-SHA256',
          '    Signature Value:',
          ...wrapped(signature, 18, '        '),
        ]),
    '',
  ].join('\n');
}

function keyLines(point: Uint8Array): string[] {
  return [
    '            Public Key Algorithm: id-ecPublicKey',
    '                Public-Key: (256 bit)',
    '                pub:',
    ...wrapped(point, 15, '                    '),
    '                ASN1 OID: prime256v1',
    '                NIST CURVE: P-256',
  ];
}

const titles: Readonly<Record<string, string>> = {
  [extensionOids.basicConstraints]: 'X509v3 Basic Constraints',
  [extensionOids.keyUsage]: 'X509v3 Key Usage',
  [extensionOids.extendedKeyUsage]: 'X509v3 Extended Key Usage',
  [extensionOids.subjectAltName]: 'X509v3 Subject Alternative Name',
  [extensionOids.subjectKeyIdentifier]: 'X509v3 Subject Key Identifier',
  [extensionOids.authorityKeyIdentifier]: 'X509v3 Authority Key Identifier',
};

function extensionLines(extension: Extension, certificate: Certificate): string[] {
  const known = Object.keys(titles).find((id) => same(oid(id), extension.id));
  // OpenSSL has a space where nothing else follows the colon.
  const end = extension.isCritical ? ' critical' : ' ';
  if (known === undefined) return [`            (unknown extension):${end}`];
  const value = extensionText(known, extension.value, certificate);
  return [`            ${titles[known]}:${end}`, `                ${value}`];
}

function extensionText(id: string, value: Uint8Array, { isCa, hosts }: Certificate): string {
  const [inner] = elements(value) ?? [];
  switch (id) {
    case extensionOids.basicConstraints:
      return isCa ? 'CA:TRUE' : 'CA:FALSE';
    case extensionOids.keyUsage:
      return usageNames.filter((_name, bit) => isSet(inner?.value, bit)).join(', ');
    case extensionOids.extendedKeyUsage:
      return 'TLS Web Server Authentication';
    case extensionOids.subjectAltName:
      return hosts
        .map((host) => (/^[\d.]+$|:/.test(host) ? `IP Address:${host}` : `DNS:${host}`))
        .join(', ');
    case extensionOids.subjectKeyIdentifier:
      return hexOf(inner?.value ?? value, ':').toUpperCase();
    default:
      return hexOf(sequenceOf(value)?.[0]?.value ?? value, ':').toUpperCase();
  }
}

const usageNames = [
  ...['Digital Signature', 'Non Repudiation', 'Key Encipherment', 'Data Encipherment'],
  ...['Key Agreement', 'Certificate Sign', 'CRL Sign', 'Encipher Only', 'Decipher Only'],
];

function isSet(bits: Uint8Array | undefined, bit: number): boolean {
  return (((bits?.[1 + (bit >> 3)] ?? 0) << (bit & 7)) & 0x80) !== 0;
}

function hexOf(bytes: Uint8Array, separator: string): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(separator);
}

function wrapped(bytes: Uint8Array, width: number, indent: string): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += width) {
    const comma = at + width < bytes.length ? ':' : '';
    lines.push(`${indent}${hexOf(bytes.subarray(at, at + width), ':')}${comma}`);
  }
  return lines;
}
