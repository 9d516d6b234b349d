import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { GrantTerms } from '../../../src/engine/services/kms/grant-state';
import { allowsContext, isWithin } from '../../../src/engine/services/kms/grant-terms';

const pairs = fc.dictionary(fc.constantFrom('a', 'A', 'b'), fc.constantFrom('1', '2'), {
  maxKeys: 2,
});
const operations = fc.subarray(['Encrypt', 'Decrypt', 'CreateGrant'] as const);
const terms: fc.Arbitrary<GrantTerms> = fc
  .record({
    Operations: operations,
    Equals: fc.option(pairs, { nil: undefined }),
    Subset: fc.option(pairs, { nil: undefined }),
  })
  .map(({ Operations, Equals, Subset }) => ({
    Operations,
    Constraints: {
      ...(Equals === undefined ? {} : { EncryptionContextEquals: Equals }),
      ...(Subset === undefined ? {} : { EncryptionContextSubset: Subset }),
    },
  }));

describe('a child grant', () => {
  // AWS KMS Developer Guide, "Granting CreateGrant permission".
  it('never allows what its parent does not', () => {
    fc.assert(
      fc.property(terms, terms, pairs, (parent, child, context) => {
        if (!isWithin(child, parent)) return true;
        const goesBeyond = child.Operations.some((name) => !parent.Operations.includes(name));
        return !goesBeyond && (!allowsContext(child, context) || allowsContext(parent, context));
      }),
      { numRuns: 10_000 },
    );
  });

  it('may be just like its parent, and a child of a child is a child', () => {
    fc.assert(fc.property(terms, (grant) => isWithin(grant, grant)));
    fc.assert(
      fc.property(terms, terms, terms, (one, two, three) => {
        const isChain = isWithin(two, one) && isWithin(three, two);
        return !isChain || isWithin(three, one);
      }),
      { numRuns: 10_000 },
    );
  });
});
