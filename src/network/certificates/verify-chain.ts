import type { AlertName } from '../tls/alerts';
import { oid } from '../../engine/der';
import { isSignedBy, same, type Certificate } from './certificate';
import { extensionOids } from './extensions';

/**
 * Why certificates are not trusted: OpenSSL's words, and the alert that it ends the connection
 * with. Source: OpenSSL 3, openssl-verification-options(1) and ssl/statem/statem_lib.c.
 */
export const problems = {
  noIssuerAtAll: ['unable to get issuer certificate', 'unknown_ca'],
  notYetValid: ['certificate is not yet valid', 'bad_certificate'],
  expired: ['certificate has expired', 'certificate_expired'],
  badSignature: ['certificate signature failure', 'decrypt_error'],
  selfSigned: ['self-signed certificate', 'unknown_ca'],
  selfSignedRoot: ['self-signed certificate in certificate chain', 'unknown_ca'],
  noIssuer: ['unable to get local issuer certificate', 'unknown_ca'],
  invalidCa: ['invalid CA certificate', 'unknown_ca'],
  unknownExtension: ['unhandled critical extension', 'bad_certificate'],
} as const satisfies Readonly<Record<string, readonly [string, AlertName]>>;

/** One of `problems`. */
export type Problem = (typeof problems)[keyof typeof problems];

const longestChain = 10;

/**
 * Whether a server's certificate (the first) is trusted, because a chain leads from it to one of
 * the anchors and every link of it holds; undefined where it is. Names of hosts are another matter.
 * In OpenSSL's order, X509_verify_cert(3): build the chain, look at extensions, then signatures and
 * times from the anchor down.
 */
export function verifyChain(
  sent: readonly [Certificate, ...Certificate[]],
  anchors: readonly Certificate[],
  now: number,
): Problem | undefined {
  const chain = buildChain(sent, anchors);
  if ('problem' in chain) return chain.problem;
  return extensionProblem(chain.certificates) ?? linkProblem(chain.certificates, now);
}

function buildChain(
  [server, ...others]: readonly [Certificate, ...Certificate[]],
  anchors: readonly Certificate[],
): { readonly certificates: readonly Certificate[] } | { readonly problem: Problem } {
  const certificates = [server];
  let trusted = false;
  for (let last = server; certificates.length <= longestChain;) {
    if (anchors.some(({ der }) => same(der, last.der))) trusted = true;
    if (isSelfSigned(last)) {
      if (trusted) return { certificates };
      return { problem: certificates.length === 1 ? problems.selfSigned : problems.selfSignedRoot };
    }
    const next = issuerOf(last, anchors) ?? issuerOf(last, others);
    if (next === undefined)
      return { problem: trusted ? problems.noIssuerAtAll : problems.noIssuer };
    certificates.push(next);
    last = next;
  }
  return { problem: problems.noIssuer };
}

/** The first authority of the right name, and of the right key where both say which it is. */
function issuerOf({ issuerBytes, issuerKeyId }: Certificate, among: readonly Certificate[]) {
  return among.find(
    ({ subjectBytes, keyId }) =>
      same(subjectBytes, issuerBytes) &&
      (issuerKeyId === undefined || keyId === undefined || same(keyId, issuerKeyId)),
  );
}

function isSelfSigned(certificate: Certificate): boolean {
  return (
    same(certificate.subjectBytes, certificate.issuerBytes) && isSignedBy(certificate, certificate)
  );
}

const understood = Object.values(extensionOids).map((id) => oid(id));

function extensionProblem(chain: readonly Certificate[]): Problem | undefined {
  for (const [depth, { isCa, extensions }] of chain.entries()) {
    const unknown = extensions.some(
      ({ isCritical, id }) => isCritical && !understood.some((known) => same(known, id)),
    );
    if (unknown) return problems.unknownExtension;
    if (depth > 0 && !isCa) return problems.invalidCa;
  }
  return undefined;
}

function linkProblem(chain: readonly Certificate[], now: number): Problem | undefined {
  for (let depth = chain.length - 1; depth >= 0; depth -= 1) {
    const certificate = chain[depth]!;
    const authority = chain[depth + 1] ?? certificate;
    if (!isSignedBy(certificate, authority)) return problems.badSignature;
    if (!(certificate.notBefore <= now)) return problems.notYetValid;
    if (!(now <= certificate.notAfter)) return problems.expired;
  }
  return undefined;
}

/**
 * Whether a certificate is for a host: one of its names is the host's, or has a `*` in place of the
 * host's first label. Source: RFC 9525, section 6.3.
 */
export function isFor({ hosts }: Certificate, host: string): boolean {
  const wanted = host.toLowerCase();
  return hosts.some((name) => {
    const known = name.toLowerCase();
    if (!known.startsWith('*.')) return known === wanted;
    return wanted.includes('.') && wanted.slice(wanted.indexOf('.')) === known.slice(1);
  });
}
