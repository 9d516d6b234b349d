import { concat, type Bytes } from '../../engine/bytes';
import { TlsAlert } from './alerts';
import {
  ecdsaP256Sha256,
  extensionTypes,
  message,
  messageTypes,
  readExtensions,
  readKeyShare,
  tls13Version,
  writeExtensions,
  writeKeyShare,
  type Extensions,
  type KeyShare,
} from './messages';
import { Cursor, uint, vector } from './vectors';

const utf8 = new TextEncoder();
const legacyVersion = 0x0303;
const numbers = (values: readonly number[]) => concat(...values.map((value) => uint(2, value)));

/** What a client offers. */
export interface ClientHello {
  readonly random: Bytes;
  readonly sessionId: Bytes;
  readonly suites: readonly number[];
  /** Absent where the host is an address. */
  readonly serverName?: string;
  readonly groups: readonly number[];
  readonly shares: readonly KeyShare[];
  readonly signatureSchemes: readonly number[];
  readonly protocols: readonly string[];
  readonly versions: readonly number[];
}

export function writeClientHello(hello: ClientHello): Bytes {
  const { serverName, groups, shares, protocols } = hello;
  const name = serverName === undefined ? undefined : utf8.encode(serverName);
  const extensions: [number, Uint8Array][] = [
    [extensionTypes.supportedGroups, vector(2, numbers(groups))],
    [extensionTypes.alpn, writeProtocols(protocols)],
    [extensionTypes.signatureAlgorithms, vector(2, numbers(hello.signatureSchemes))],
    [extensionTypes.supportedVersions, vector(1, numbers(hello.versions))],
    [extensionTypes.keyShare, vector(2, ...shares.map(writeKeyShare))],
  ];
  if (name !== undefined) {
    extensions.unshift([extensionTypes.serverName, vector(2, uint(1, 0), vector(2, name))]);
  }
  return message(
    messageTypes.clientHello,
    ...[uint(2, legacyVersion), hello.random, vector(1, hello.sessionId)],
    ...[vector(2, numbers(hello.suites)), vector(1, uint(1, 0)), writeExtensions(extensions)],
  );
}

/** Reads a ClientHello's body; anybody can, it is not encrypted. */
export function readClientHello(body: Bytes): ClientHello {
  const cursor = new Cursor(body);
  cursor.uint(2);
  const random = cursor.take(32);
  const sessionId = cursor.vector(1);
  const suites = Cursor.numbers(cursor.vector(2), 2);
  cursor.vector(1);
  const extensions = cursor.isAtEnd ? new Map<number, Bytes>() : readExtensions(cursor.vector(2));
  const serverName = readServerName(extensions);
  return {
    ...{ random, sessionId, suites },
    ...(serverName === undefined ? {} : { serverName }),
    groups: listOf(extensions, extensionTypes.supportedGroups, 2),
    signatureSchemes: listOf(extensions, extensionTypes.signatureAlgorithms, 2),
    versions: listOf(extensions, extensionTypes.supportedVersions, 1),
    shares: readShares(extensions),
    protocols: readProtocols(extensions),
  };
}

function listOf(extensions: Extensions, type: number, size: 1 | 2): number[] {
  const data = extensions.get(type);
  return data === undefined ? [] : Cursor.numbers(new Cursor(data).vector(size), 2);
}

function readServerName(extensions: Extensions): string | undefined {
  const data = extensions.get(extensionTypes.serverName);
  if (data === undefined || data.length === 0) return undefined;
  const cursor = new Cursor(new Cursor(data).vector(2));
  cursor.uint(1);
  return new TextDecoder().decode(cursor.vector(2));
}

function readShares(extensions: Extensions): KeyShare[] {
  const data = extensions.get(extensionTypes.keyShare);
  if (data === undefined) return [];
  const cursor = new Cursor(new Cursor(data).vector(2));
  const shares: KeyShare[] = [];
  while (!cursor.isAtEnd) shares.push(readKeyShare(cursor));
  return shares;
}

/** The protocols of ALPN (RFC 7301). */
export function writeProtocols(protocols: readonly string[]): Bytes {
  return vector(2, ...protocols.map((protocol) => vector(1, utf8.encode(protocol))));
}

function readProtocols(extensions: Extensions): string[] {
  const data = extensions.get(extensionTypes.alpn);
  if (data === undefined) return [];
  const cursor = new Cursor(new Cursor(data).vector(2));
  const protocols: string[] = [];
  while (!cursor.isAtEnd) protocols.push(new TextDecoder().decode(cursor.vector(1)));
  return protocols;
}

/** What a server chose. */
export interface ServerHello {
  readonly random: Bytes;
  readonly sessionId: Bytes;
  readonly suite: number;
  readonly share: KeyShare;
}

export function writeServerHello({ random, sessionId, suite, share }: ServerHello): Bytes {
  const extensions = writeExtensions([
    [extensionTypes.supportedVersions, uint(2, tls13Version)],
    [extensionTypes.keyShare, writeKeyShare(share)],
  ]);
  return message(
    messageTypes.serverHello,
    ...[uint(2, legacyVersion), random, vector(1, sessionId), uint(2, suite), uint(1, 0)],
    extensions,
  );
}

// SHA-256 of "HelloRetryRequest" instead of a random. Source: RFC 8446, section 4.1.3.
const retry = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

/** Reads a ServerHello's body. One that asks to try again, or is older than TLS 1.3, is refused. */
export function readServerHello(body: Bytes): ServerHello {
  const cursor = new Cursor(body);
  cursor.uint(2);
  const random = cursor.take(32);
  const sessionId = cursor.vector(1);
  const suite = cursor.uint(2);
  cursor.uint(1);
  const extensions = cursor.isAtEnd ? new Map<number, Bytes>() : readExtensions(cursor.vector(2));
  const version = extensions.get(extensionTypes.supportedVersions);
  if (version === undefined || new Cursor(version).uint(2) !== tls13Version) {
    throw new TlsAlert('protocol_version');
  }
  const isRetry = random.every(
    (byte, i) => byte === Number.parseInt(retry.slice(i * 2, i * 2 + 2), 16),
  );
  const share = extensions.get(extensionTypes.keyShare);
  if (isRetry || share === undefined) throw new TlsAlert('handshake_failure');
  return { random, sessionId, suite, share: readKeyShare(new Cursor(share)) };
}

/** What clients here offer beside groups and suites. */
export const offered = {
  signatureSchemes: [ecdsaP256Sha256],
  protocols: ['http/1.1'],
  versions: [tls13Version],
} as const;
