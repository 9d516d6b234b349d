import type { Transport } from '../engine/operation';

/** An HTTP request as the door reads it, wherever it came from. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** By lower-case name. A header that was sent more than once may be a list. */
  readonly headers: WireHeaders;
  readonly body: Uint8Array;
  /** The address it came from, where it came over a network. */
  readonly sourceIp?: string;
  /** How it came; by TLS 1.3 where nothing is said. */
  readonly transport?: Transport;
}

/** Headers by lower-case name. */
export type WireHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** An HTTP answer of the door; its body is text in UTF-8. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A header's value; of several, joined as HTTP joins them. */
export function header(headers: WireHeaders, name: string): string | undefined {
  const value = headers[name];
  return value === undefined || typeof value === 'string' ? value : value.join(',');
}

/** A request's target in its two halves, as they were sent. */
export function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf('?');
  return mark < 0
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}
