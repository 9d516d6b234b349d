import type { CorsRule } from './state';

// Source of this file: Amazon S3 User Guide, "Using cross-origin resource sharing (CORS)", and answers
// recorded against AWS (LocalStack's snapshots of its S3 CORS tests, 2026-02).

/** Methods that a rule may allow. */
export const corsMethods: readonly string[] = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

/** What a browser says of a request of a page from elsewhere. */
export interface CorsRequest {
  readonly origin: string;
  readonly method: string;
  /** The headers it means to send; empty where it does not say. */
  readonly headers: readonly string[];
}

/** The first of a bucket's rules that lets a request by. */
export function corsRuleFor(
  rules: readonly CorsRule[],
  { origin, method, headers }: CorsRequest,
): CorsRule | undefined {
  return rules.find(
    ({ AllowedOrigins, AllowedMethods, AllowedHeaders = [] }) =>
      AllowedOrigins.some((pattern) => matches(pattern, origin)) &&
      AllowedMethods.includes(method) &&
      headers.every((header) =>
        AllowedHeaders.some((pattern) => matches(pattern.toLowerCase(), header.toLowerCase())),
      ),
  );
}

/** Whether a text is as a pattern with at most one `*` says. */
function matches(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return (
    text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after)
  );
}

/** The headers by which a browser learns that a rule lets a request by. */
export function corsHeaders(rule: CorsRule, { origin, headers }: CorsRequest) {
  const { AllowedMethods, ExposeHeaders = [], MaxAgeSeconds } = rule;
  const isForAll = rule.AllowedOrigins.includes('*');
  return {
    'access-control-allow-origin': isForAll ? '*' : origin,
    ...(isForAll ? {} : { 'access-control-allow-credentials': 'true' }),
    'access-control-allow-methods': AllowedMethods.join(', '),
    ...(headers.length === 0
      ? {}
      : { 'access-control-allow-headers': headers.map((name) => name.toLowerCase()).join(', ') }),
    ...(ExposeHeaders.length === 0
      ? {}
      : { 'access-control-expose-headers': ExposeHeaders.join(', ') }),
    ...(MaxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(MaxAgeSeconds) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}
