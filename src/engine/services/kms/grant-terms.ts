import type { CreateGrantRequest, GrantConstraints } from '@aws-sdk/client-kms';
import { grants as errors } from './grant-errors';
import { constraintLimits, grantOperations, takesEncryptionContext } from './grant-facts';
import type { GrantTerms } from './grant-state';
import type { KeyRecord } from './state';

type Pairs = Readonly<Record<string, string>>;

/**
 * What the grant of a request would allow. Throws ValidationException when it names operations the
 * key does not have, or constraints that could not hold.
 */
export function grantTerms({ Operations = [], Constraints }: CreateGrantRequest, key: KeyRecord) {
  const wanted = [...new Set(Operations)];
  if (wanted.length === 0) throw errors.noOperations();
  if (wanted.every((operation) => operation === 'CreateGrant')) throw errors.onlyCreateGrant();
  const possible = grantOperations(key);
  const wrong = wanted.filter((operation) => !possible.includes(operation));
  if (wrong.length > 0) throw errors.operationsOfOtherKeys(wrong, key);
  const constraints = Constraints && givenConstraints(Constraints);
  if (constraints !== undefined) checkConstraints(constraints, key);
  const terms: GrantTerms = {
    Operations: wanted,
    ...(constraints === undefined ? {} : { Constraints: constraints }),
  };
  return terms;
}

/** The constraints that say something; undefined when none does. */
function givenConstraints(constraints: GrantConstraints): GrantConstraints | undefined {
  const given = Object.entries(constraints).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : (Object.fromEntries(given) as GrantConstraints);
}

function checkConstraints(constraints: GrantConstraints, key: KeyRecord): void {
  const { EncryptionContextEquals, EncryptionContextSubset } = constraints;
  for (const pairs of [EncryptionContextEquals, EncryptionContextSubset]) {
    if (pairs === undefined) continue;
    if (!takesEncryptionContext(key)) throw errors.contextOfOtherKeys();
    const values = Object.values(pairs);
    if (values.length > constraintLimits.pairs) throw errors.tooManyPairs();
    if (values.some((value) => value.length > constraintLimits.valueLength)) {
      throw errors.longValue();
    }
  }
}

// Names of a constraint are not case-sensitive, its values are. Source: AWS KMS API Reference,
// GrantConstraints.
const asText = ([name, value]: readonly [string, string]) => `${name.toLowerCase()}=${value}`;

/** Whether the pairs of all of `given` together include all that a constraint asks for. */
function includesPairs(given: readonly (Pairs | undefined)[], asked: Pairs): boolean {
  const has = new Set(given.flatMap((pairs) => Object.entries(pairs ?? {})).map(asText));
  return Object.entries(asked).every((pair) => has.has(asText(pair)));
}

/** Whether `pairs` are those of a constraint, and no others. */
function equalPairs(pairs: Pairs, asked: Pairs): boolean {
  return (
    Object.keys(pairs).length === Object.keys(asked).length &&
    includesPairs([pairs], asked) &&
    includesPairs([asked], pairs)
  );
}

/**
 * Whether a grant's constraints let a request with this encryption context pass. Source: AWS KMS
 * Developer Guide, "Using grant constraints".
 */
export function allowsContext({ Constraints }: GrantTerms, context: Pairs): boolean {
  const { EncryptionContextEquals, EncryptionContextSubset } = Constraints ?? {};
  if (EncryptionContextSubset !== undefined && !includesPairs([context], EncryptionContextSubset)) {
    return false;
  }
  return EncryptionContextEquals === undefined || equalPairs(context, EncryptionContextEquals);
}

/**
 * Whether who has CreateGrant from a grant alone may create this one: no other operations, and
 * constraints that are as strict or stricter. Source: AWS KMS Developer Guide, "Granting
 * CreateGrant permission".
 */
export function isWithin(child: GrantTerms, parent: GrantTerms): boolean {
  if (!child.Operations.every((operation) => parent.Operations.includes(operation))) return false;
  const asked = parent.Constraints;
  if (asked === undefined) return true;
  const { EncryptionContextEquals, EncryptionContextSubset, SourceArn } = child.Constraints ?? {};
  if (asked.SourceArn !== undefined && SourceArn !== asked.SourceArn) return false;
  if (
    asked.EncryptionContextEquals !== undefined &&
    (EncryptionContextEquals === undefined ||
      !equalPairs(EncryptionContextEquals, asked.EncryptionContextEquals))
  ) {
    return false;
  }
  return (
    asked.EncryptionContextSubset === undefined ||
    includesPairs([EncryptionContextEquals, EncryptionContextSubset], asked.EncryptionContextSubset)
  );
}
