import { openRandom, type RandomBytes } from '../../engine/random';
import type { Engine } from '../../engine/engine';
import type { Transaction } from '../../engine/tables';
import { filesTable } from '../../engine/workstation';
import { issueCertificate } from '../certificates/issue';
import type { Name } from '../certificates/names';
import { certificatePem } from '../certificates/pem';
import {
  authoritiesTable,
  identitiesTable,
  type AuthorityRecord,
  type IdentityRecord,
} from './state';

/** Where the AWS CLI keeps the certificates it trusts by default. Source: AWS CLI 2's installer. */
export const defaultBundlePath = '/usr/local/aws-cli/v2/current/dist/awscli/botocore/cacert.pem';

const day = 24 * 60 * 60 * 1000;

/**
 * How long a server's certificate is valid, and when it is replaced. Source: CA/Browser Forum,
 * Baseline Requirements 6.3.2: at most 200 days for certificates issued since 2026-03-15.
 */
export const validity = 198 * day;
const renewal = 45 * day;

/** A CA's certificate that never ends: RFC 5280, section 4.1.2.5. */
const forever = Date.UTC(9999, 11, 31, 23, 59, 59);

// Named after Amazon Trust Services' roots with keys on P-256. Only Amazon has their private keys,
// so these are the model's own and say so.
const rootName: Name = [
  ['C', 'US'],
  ['O', 'Amazon'],
  ['CN', 'Amazon Root CA 3 (Envelope Lab model)'],
];
const intermediateName: Name = [
  ['C', 'US'],
  ['O', 'Amazon'],
  ['CN', 'Amazon ECDSA 256 M01 (Envelope Lab model)'],
];
const interceptorName: Name = [
  ['O', 'Interceptor'],
  ['CN', 'Interceptor CA'],
];

/** The authorities that everybody trusts; made, and put into the AWS CLI's bundle, when first asked for. */
export function webAuthorities(engine: Engine): {
  readonly root: AuthorityRecord;
  readonly intermediate: AuthorityRecord;
} {
  const known = {
    root: engine.tables.get(authoritiesTable, 'root'),
    intermediate: engine.tables.get(authoritiesTable, 'intermediate'),
  };
  if (known.root !== undefined && known.intermediate !== undefined) {
    return { root: known.root, intermediate: known.intermediate };
  }
  return withRandom(engine, (random, tx) => {
    const root = newAuthority(rootName, Date.UTC(2015, 4, 26), random);
    const intermediate = newAuthority(intermediateName, Date.UTC(2022, 7, 23), random, root);
    tx.put(authoritiesTable, 'root', root);
    tx.put(authoritiesTable, 'intermediate', intermediate);
    tx.put(filesTable, defaultBundlePath, {
      ...{ type: 'file', mode: 0o644, mtime: engine.now },
      content: new TextEncoder().encode(certificatePem(root.certificate)),
    });
    return { root, intermediate };
  });
}

/** The man in the middle's own authority, which nobody trusts without being told to. */
export function interceptorAuthority(engine: Engine): AuthorityRecord {
  const known = engine.tables.get(authoritiesTable, 'interceptor');
  if (known !== undefined) return known;
  return withRandom(engine, (random, tx) => {
    // As mitmproxy's: back-dated, for ten years.
    const name = interceptorName;
    const notBefore = engine.now - 2 * day;
    const made = issueCertificate(
      { subject: name, notBefore, notAfter: notBefore + 3650 * day },
      random,
    );
    const authority = { name, ...made };
    tx.put(authoritiesTable, 'interceptor', authority);
    return authority;
  });
}

function newAuthority(
  name: Name,
  notBefore: number,
  random: RandomBytes,
  issuer?: AuthorityRecord,
): AuthorityRecord {
  const signedBy = issuer === undefined ? {} : { issuer };
  const wanted = { subject: name, notBefore, notAfter: forever, ...signedBy };
  return { name, ...issueCertificate(wanted, random) };
}

/** What a host of AWS proves who it is with now; replaced in time before it ends. */
export function identityOf(engine: Engine, asked: string): IdentityRecord {
  // The certificate of Amazon S3's endpoint is also for the hosts of its buckets.
  const host = /\.(s3[.-].+)$/.exec(asked)?.[1] ?? asked;
  const known = engine.tables.get(identitiesTable, host);
  const { now } = engine;
  if (known !== undefined && known.notAfter - renewal > now) return known;
  const { intermediate } = webAuthorities(engine);
  return withRandom(engine, (random, tx) => {
    const made = newIdentity(host, now, intermediate, random);
    const identity = { ...made, chain: [...made.chain, intermediate.certificate] };
    tx.put(identitiesTable, host, identity);
    return identity;
  });
}

/** A certificate for a host, from an authority, with the key to it. */
export function newIdentity(
  host: string,
  now: number,
  issuer: AuthorityRecord,
  random: RandomBytes,
): IdentityRecord {
  const notBefore = now - day;
  const notAfter = notBefore + validity;
  const hosts = hostNames(host);
  const subject: Name = [['CN', host]];
  const made = issueCertificate({ subject, notBefore, notAfter, hosts, issuer }, random);
  return { chain: [made.certificate], privateKey: made.privateKey, notAfter };
}

function hostNames(host: string): string[] {
  return /^s3[.-]/.test(host) ? [host, `*.${host}`] : [host];
}

function withRandom<T>(engine: Engine, work: (random: RandomBytes, tx: Transaction) => T): T {
  const random = openRandom(engine.tables);
  let result: T;
  engine.write((tx) => {
    result = work(random, tx);
    random.close(tx);
  });
  return result!;
}
