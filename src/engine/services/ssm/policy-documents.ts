import { limits } from './limits';
import { policyErrors as errors } from './policy-errors';
import type { PolicyContext } from './parameter-policy.machine';

/** A policy as a request assigns it. Times in ms. */
export interface ParameterPolicy {
  readonly type: PolicyContext['type'];
  /** As DescribeParameters shows it. */
  readonly text: string;
  /** When it acts: for a policy that waits for a change, so long after the last one. */
  readonly due: { readonly at: number } | { readonly afterChange: number };
}

const units: Readonly<Record<string, number>> = { days: 24 * 60 * 60_000, hours: 60 * 60_000 };

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads the policies of a request: a JSON array; `[]` and `[{}]` take them all away. Throws what
 * PutParameter answers to wrong ones. Source: same guide.
 */
export function readPolicies(written: string): readonly ParameterPolicy[] {
  const documents = parse(written);
  if (documents.length > limits.policies) throw errors.tooMany(limits.policies);
  if (documents.length === 1 && Object.keys(documents[0]!).length === 0) return [];
  const types = documents.map(checkDocument);
  const expirations = types.filter((type) => type === 'Expiration').length;
  if (expirations > 1) throw errors.twoExpirations();
  if (types.includes('ExpirationNotification') && expirations === 0) throw errors.noExpiration();
  const expiration = documents.find(({ Type }) => Type === 'Expiration');
  const expiresAt = expiration === undefined ? 0 : timestampOf(expiration);
  return documents.map((document, i) => {
    const type = types[i]!;
    const text = JSON.stringify(document);
    switch (type) {
      case 'Expiration':
        return { type, text, due: { at: expiresAt } };
      case 'ExpirationNotification':
        return { type, text, due: { at: expiresAt - durationOf(document, 'Before') } };
      case 'NoChangeNotification':
        return { type, text, due: { afterChange: durationOf(document, 'After') } };
    }
  });
}

function parse(written: string): readonly Json[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(written);
  } catch {
    throw errors.notAnArray(written);
  }
  if (!Array.isArray(parsed) || !parsed.every(isObject)) throw errors.notAnArray(written);
  return parsed;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isType(type: unknown): type is PolicyContext['type'] {
  return ['Expiration', 'ExpirationNotification', 'NoChangeNotification'].includes(String(type));
}

function checkDocument({ Type, Version, Attributes }: Json): PolicyContext['type'] {
  if (!isType(Type)) throw errors.type(Type === undefined ? 'null' : String(Type));
  if (Version !== '1.0') throw errors.version();
  if (!isObject(Attributes)) throw errors.missing('Attributes');
  return Type;
}

const attributesOf = ({ Attributes }: Json) => Attributes as Json;

// ISO_INSTANT or ISO_OFFSET_DATE_TIME, as Java calls them.
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d(?::\d\d)?)$/;

function timestampOf(policy: Json): number {
  const { Timestamp } = attributesOf(policy);
  if (Timestamp === undefined) throw errors.noTimestamp();
  const time = typeof Timestamp === 'string' && isoTime.test(Timestamp) ? Timestamp : '';
  const at = Date.parse(time);
  if (Number.isNaN(at)) throw errors.timestamp();
  return at;
}

function durationOf(policy: Json, name: 'Before' | 'After'): number {
  const attributes = attributesOf(policy);
  for (const wanted of [name, 'Unit']) {
    if (attributes[wanted] === undefined) throw errors.missing(wanted);
  }
  const amount = String(attributes[name]);
  if (!/^[1-9]\d{0,8}$/.test(amount)) throw errors.notPositive(name);
  const unit = units[String(attributes.Unit).toLowerCase()];
  if (unit === undefined) throw errors.unit();
  return Number(amount) * unit;
}
