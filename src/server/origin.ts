import type { IncomingHttpHeaders } from 'node:http';

/**
 * Why a request must not be answered, where it must not: a web page elsewhere may not reach this
 * server, neither by a host name that it lets point here (DNS rebinding) nor across origins.
 */
export function refusedOrigin(
  headers: IncomingHttpHeaders,
  scheme: 'http' | 'https',
): string | undefined {
  const host = headers.host ?? '';
  if (!isLoopback(host)) {
    return `This server answers to 127.0.0.1 and localhost only, not to "${host}".`;
  }
  const { origin } = headers;
  if (origin !== undefined && origin !== `${scheme}://${host}`) {
    return `This server does not answer requests of pages from "${origin}".`;
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return 'This server does not answer requests of pages from elsewhere.';
  }
  return undefined;
}

// Names below localhost are loopback by definition (RFC 6761, section 6.3).
function isLoopback(host: string): boolean {
  return /^(127\.0\.0\.1|\[::1\]|([a-z0-9-]+\.)*localhost)(:\d+)?$/i.test(host);
}
