import type { Transport } from '../engine/operation';
import type { Message, MessageHeaders } from '../engine/signing/index';

/** An HTTP request as the door reads it, wherever it came from. */
export interface WireRequest extends Message {
  readonly body: Uint8Array;
  /** The address it came from, where it came over a network. */
  readonly sourceIp?: string;
  /** How it came; by TLS 1.3 where nothing is said. */
  readonly transport?: Transport;
}

/** Headers by lower-case name. */
export type WireHeaders = MessageHeaders;

/** An HTTP answer of the door; a body that is text is in UTF-8. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: WireBody;
}

/** What an answer carries; one that comes in pieces is read once, as fast as the client takes it. */
export type WireBody = string | Uint8Array | AsyncIterable<Uint8Array>;

/** A header's value; of several, joined as HTTP joins them. */
export function header(headers: WireHeaders, name: string): string | undefined {
  const value = headers[name];
  return value === undefined || typeof value === 'string' ? value : value.join(',');
}
