import type { Charge, RequestQuota } from './quota';

// Source: Amazon S3 User Guide, "Best practices design patterns: optimizing Amazon S3 performance"
// (read 2026-04): at least 3,500 PUT, COPY, POST and DELETE, or 5,500 GET and HEAD requests a second
// for each partitioned prefix. AWS publishes no codes for these. S3 parts prefixes as requests come;
// here each prefix that ends with the last slash of a key is one, from the beginning.

/** Requests a second for each prefix. */
const rates = { write: 3500, read: 5500 } as const;

/** Which of the two a request counts as. */
export type PrefixAccess = keyof typeof rates;

// The same for every request to a prefix; a quota is known by its object.
const known = new Map<string, RequestQuota>();

function quotaOf(access: PrefixAccess, bucket: string, prefix: string): RequestQuota {
  const name = `${access} requests per second to ${bucket}/${prefix}`;
  let quota = known.get(name);
  if (quota === undefined) {
    if (known.size >= mostKnown) known.clear();
    quota = {
      ...{ serviceCode: 's3', code: null, name, value: rates[access] },
      ...{ adjustable: false, perSecond: true },
    };
    known.set(name, quota);
  }
  return quota;
}

const mostKnown = 1000;

/** What so many requests to a key take of its prefix's quota. */
export function prefixCharge(
  access: PrefixAccess,
  bucket: { readonly Name: string; readonly account: string },
  key: string,
  count = 1,
): Charge {
  const prefix = key.slice(0, key.lastIndexOf('/') + 1);
  return { quota: quotaOf(access, bucket.Name, prefix), count, account: bucket.account };
}
