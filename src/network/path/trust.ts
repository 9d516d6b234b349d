import type { Bytes } from '../../engine/bytes';
import { readCertificate, type Certificate } from '../certificates/certificate';
import { pemCertificates } from '../certificates/pem';
import { isFor, verifyChain } from '../certificates/verify-chain';
import type { CheckedCertificate } from '../tls/client';

/** Whom a client trusts: those in a bundle of certificates, or, with null, just anybody. */
export type Trust = { readonly bundle: string } | null;

/** Why the AWS CLI refuses a server, in its words. */
export class CertificateProblem extends Error {
  override readonly name = 'CertificateProblem';
}

/** Looks at a server's certificates as Python's ssl module does for the AWS CLI, which leaves names to urllib3. */
export class CertificateCheck {
  readonly #trust: Trust;
  readonly #now: number;
  #server: Certificate | undefined;
  #problem: CertificateProblem | undefined;

  constructor(trust: Trust, now: number) {
    this.#trust = trust;
    this.#now = now;
  }

  /** What was wrong with the chain. */
  get problem(): CertificateProblem | undefined {
    return this.#problem;
  }

  readonly check = (chain: readonly Bytes[]): CheckedCertificate => {
    const [server, ...others] = chain.map((der) => readCertificate(der));
    if (server?.point === undefined) return { alert: 'unsupported_certificate' };
    this.#server = server;
    if (this.#trust === null) return { point: server.point };
    const sent = [server, ...others.filter((certificate) => certificate !== undefined)] as const;
    const problem = verifyChain(sent, anchorsOf(this.#trust.bundle), this.#now);
    if (problem === undefined) return { point: server.point };
    const [text, alert] = problem;
    // The number is the line of Python's source, here as in aws-cli issue 9190.
    this.#problem = new CertificateProblem(
      `[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${text} (_ssl.c:1000)`,
    );
    return { alert };
  };

  /**
   * What is wrong with the certificate's name. urllib3 looks at it when the handshake is over, so
   * TLS itself knows nothing of it. The text was recorded from the AWS CLI.
   */
  nameProblem(host: string): CertificateProblem | undefined {
    if (this.#trust === null || this.#server === undefined || isFor(this.#server, host)) {
      return undefined;
    }
    const names = this.#server.hosts.map((name) => `'${name}'`);
    const others = names.length > 1 ? `either of ${names.join(', ')}` : (names[0] ?? '');
    return new CertificateProblem(`hostname '${host}' doesn't match ${others}`);
  }
}

const known = new Map<string, readonly Certificate[]>();

function anchorsOf(bundle: string): readonly Certificate[] {
  let anchors = known.get(bundle);
  if (anchors === undefined) {
    anchors = pemCertificates(bundle).flatMap((der) => readCertificate(der) ?? []);
    if (known.size > 20) known.clear();
    known.set(bundle, anchors);
  }
  return anchors;
}
