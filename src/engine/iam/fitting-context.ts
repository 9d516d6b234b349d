import { keyName, keyValue } from './condition-keys';
import type { ConditionExplanation } from './conditions';
import { findOperator } from './operators';
import type { AuthorizationRequest } from './request';

/** What a request would have under some condition keys; null for a key it would not have. */
export type ContextChange = Readonly<Record<string, string | null>>;

/** Facts about who asks and about whose the resource is: nobody asks differently to change them. */
const facts =
  /^(?:aws:(?:principal(?!tag\/)|userid$|username$|resource(?:account|org)|viaawsservice$)|kms:(?:calleraccount|customermasterkey|key(?:spec|usage|origin)|multiregion)|s3:resourceaccount)/i;

/**
 * Values under which a condition would hold, or would not, where the request can have others than
 * it has: the likeliest first. None is certain before it is evaluated.
 */
export function fittingValues(
  { operator: written, key, values, actual }: ConditionExplanation,
  holds: boolean,
  request: AuthorizationRequest,
): readonly (string | null)[] {
  const operator = findOperator(written);
  if (operator === undefined || facts.test(key)) return [];
  if (operator.comparison === 'null') {
    const wantsAbsent = values.some((value) => value.toLowerCase() === 'true');
    return wantsAbsent === holds && actual !== null ? [null] : [];
  }
  const base = written.replace(/^ForA(?:ll|ny)Values?:/, '').replace(/IfExists$/, '');
  const resolved = values.flatMap((value) => withVariables(value, request) ?? []);
  const absent = actual === null ? [] : [null];
  if (holds !== operator.comparison.negated) return resolved.flatMap((v) => equalTo(base, v));
  return [...resolved.flatMap((value) => differentFrom(base, value)), ...absent];
}

/** A value with what its variables stand for; undefined where one stands for nothing. */
function withVariables(value: string, request: AuthorizationRequest): string | undefined {
  let missing = false;
  const text = value.replace(/\$\{([^{}',]+)\}/g, (_, name: string) => {
    if (/^[*?$]$/.test(name)) return name;
    const found = keyValue(request, keyName(name.trim()));
    if (typeof found === 'string') return found;
    missing = true;
    return '';
  });
  return missing ? undefined : text;
}

const isOrdered = (base: string) => /^(?:Numeric|Date)/.test(base);

function equalTo(base: string, value: string): readonly string[] {
  if (/Like$|^Arn/.test(base)) return [value.replaceAll('*', 'example').replaceAll('?', 'x')];
  if (base.endsWith('IpAddress')) return [value.replace(/\/.*$/, '')];
  if (isOrdered(base) && /(?:Less|Greater)Than$/.test(base)) {
    return moved(base, value, base.endsWith('LessThan') ? -1 : 1);
  }
  return [value];
}

function differentFrom(base: string, value: string): readonly string[] {
  if (base === 'Bool') return [value.toLowerCase() === 'true' ? 'false' : 'true'];
  if (isOrdered(base)) return moved(base, value, base.includes('LessThan') ? 1 : -1);
  // An address for documentation, which no network has. Source: RFC 5737.
  return base.endsWith('IpAddress') ? ['203.0.113.1'] : [];
}

/** A number or a date a little less or more: one, or a second. */
function moved(base: string, value: string, by: 1 | -1): readonly string[] {
  if (base.startsWith('Numeric'))
    return Number.isNaN(Number(value)) ? [] : [`${Number(value) + by}`];
  const time = Date.parse(value);
  return Number.isNaN(time) ? [] : [new Date(time + by * 1000).toISOString()];
}

const principalTag = 'aws:principaltag/';

/** The request as it would be with other values; a tag of the principal is the principal's. */
export function withContext(
  request: AuthorizationRequest,
  change: ContextChange,
): AuthorizationRequest {
  let { principal } = request;
  const context: Record<string, string | readonly string[]> = { ...request.context };
  for (const [key, value] of Object.entries(change)) {
    const lower = key.toLowerCase();
    if (lower.startsWith(principalTag) && 'account' in principal && principal.type !== 'Root') {
      const tags = without(principal.tags ?? {}, lower.slice(principalTag.length));
      const tag = key.slice(principalTag.length);
      principal = { ...principal, tags: value === null ? tags : { ...tags, [tag]: value } };
      continue;
    }
    for (const name of Object.keys(context)) if (name.toLowerCase() === lower) delete context[name];
    if (value !== null) context[key] = value;
  }
  return { ...request, principal, context };
}

function without<V>(record: Readonly<Record<string, V>>, lower: string): Record<string, V> {
  return Object.fromEntries(
    Object.entries(record).filter(([name]) => name.toLowerCase() !== lower),
  );
}
