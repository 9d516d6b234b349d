import type { Bytes } from '../../engine/bytes';
import { table } from '../../engine/tables';
import type { Name } from '../certificates/names';

/** What a man in the middle shows instead of AWS's certificate. */
export const shownCertificates = ['own-ca', 'other-host', 'stolen'] as const;
export type ShownCertificate = (typeof shownCertificates)[number];

/**
 * Who is between the workstation and AWS: somebody who only listens, or somebody through whom
 * everything goes. Without a record nobody is.
 */
export type PathRecord =
  | { readonly kind: 'tapped' }
  | {
      readonly kind: 'intercepted';
      readonly shown: ShownCertificate;
      /** A certificate and its key as they were when they were stolen. */
      readonly stolen?: IdentityRecord;
    };

/** The workstation's way to AWS, under `pathKey`. */
export const pathTable = table<PathRecord>('network.path');
export const pathKey = 'workstation';

/** A certificate authority: who it is, and what it signs with. */
export interface AuthorityRecord {
  readonly name: Name;
  readonly certificate: Bytes;
  readonly privateKey: Bytes;
}

/** Authorities: `root` and `intermediate` of the web's, and the `interceptor`'s own. */
export const authoritiesTable = table<AuthorityRecord>('network.authorities');

/** What a host proves who it is with. */
export interface IdentityRecord {
  /** Its own certificate first. */
  readonly chain: readonly Bytes[];
  readonly privateKey: Bytes;
  /** When its own certificate ends, in ms. */
  readonly notAfter: number;
}

/** AWS's hosts by name. */
export const identitiesTable = table<IdentityRecord>('network.identities');

/** Some bytes that went over the wire in one direction. */
export interface Packet {
  readonly from: 'client' | 'server';
  /** The first of them; `length` counts all. */
  readonly bytes: Bytes;
  readonly length: number;
}

/** A connection as somebody on the way recorded it. */
export interface CaptureRecord {
  /** World time in ms at which it began. */
  readonly at: number;
  readonly host: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'TLS 1.3';
  /** What was on the wire at the client's side. */
  readonly packets: readonly Packet[];
  /** What a man in the middle decrypted; empty where he could not. */
  readonly decrypted: readonly Packet[];
  /** What the client said before it gave up, where it did. */
  readonly failure?: string;
}

/** Connections in the order of their beginning. */
export const capturesTable = table<CaptureRecord>('network.captures');
