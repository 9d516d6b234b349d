import type { BillLine, UseFacts, WhatIfChange } from '../../engine/prices/index';

/** What an account is going to pay: for the running month, and for each month after it. */
export interface Ahead {
  readonly account: string;
  readonly month: readonly BillLine[];
  readonly next: readonly BillLine[];
  readonly facts: UseFacts;
}

/** A line of the bill that a change makes dearer or cheaper. */
export interface Difference {
  readonly key: string;
  readonly service: string;
  readonly description: string;
  readonly before: number;
  readonly after: number;
}

interface Months {
  readonly times: number;
  readonly before: readonly BillLine[];
  readonly after: readonly BillLine[];
}

/** What a change does to bills, in sum and line by line, the greatest difference first. */
export function differences(months: readonly Months[]) {
  const lines = new Map<string, Difference>();
  const add = (of: readonly BillLine[], times: number, side: 'before' | 'after') => {
    for (const { service, description, amount } of of) {
      const key = `${service} ${description}`;
      const line = lines.get(key) ?? { key, service, description, before: 0, after: 0 };
      lines.set(key, { ...line, [side]: line[side] + amount * times });
    }
  };
  for (const { times, before, after } of months) {
    add(before, times, 'before');
    add(after, times, 'after');
  }
  const all = [...lines.values()];
  const size = ({ before, after }: Difference) => Math.abs(before - after);
  return {
    before: all.reduce((sum, { before }) => sum + before, 0),
    after: all.reduce((sum, { after }) => sum + after, 0),
    lines: all.filter((line) => size(line) > 1e-9).sort((a, b) => size(b) - size(a)),
  };
}

/** What is assumed for a change, in sentences. */
export function assumptions(
  change: WhatIfChange,
  keys: number | undefined,
  months: number,
  accounts: readonly Ahead[],
): string[] {
  const facts = accounts.map((account) => account.facts);
  const sum = (of: (each: UseFacts) => number) => facts.reduce((all, each) => all + of(each), 0);
  const sent = sum(({ s3 }) => Object.values(s3).reduce((all, each) => all + each.sent, 0));
  const fetched = sum(({ s3 }) =>
    Object.values(s3).reduce((all, each) => all + each.withBucketKeys, 0),
  );
  const direct = sum(({ dataKeys }) =>
    Object.values(dataKeys).reduce((all, each) => all + each, 0),
  );
  const told = [
    'The whole month is projected: what is kept stays, requests go on as they did so far, and the free tier counts in each month.',
  ];
  if (change.bucketKeys === true) {
    told.push(
      `Bucket Keys: of ${sent} requests that S3 sent to KMS this month, one for each bucket, requester and five minutes remains: ${fetched}. The five minutes are this model's; AWS does not publish how long S3 keeps a bucket key.`,
    );
  }
  if ((change.cachedMessages ?? 1) > 1) {
    told.push(
      `Data key caching: ${direct} GenerateDataKey and Decrypt requests that clients sent themselves become one for ${change.cachedMessages} messages; messages under one data key are taken as read together. All of them count as the client's, whatever it encrypts with them.`,
    );
  }
  if (keys !== undefined) {
    told.push(
      `Keys: ${keys} instead of ${sum((each) => each.keys)}, each as old and as often rotated as they are on average. AWS managed keys cost nothing to keep.`,
    );
  }
  if (change.standardParameters === true) {
    const bound = sum((each) => each.bound);
    told.push(
      `Standard parameters: of ${sum((each) => each.advanced)} advanced ones ${bound} stay, as they have policies or more than 4 KB (of a SecureString, of ciphertext). Requests are taken as evenly spread over all of them.`,
    );
  }
  if (change.parametersForSecrets === true) {
    told.push(
      'Parameter Store: each secret becomes a standard SecureString of at most 4 KB, without rotation, replicas or a resource policy; its requests to KMS stay.',
    );
  }
  if ((change.requests ?? 1) > 1) {
    told.push(
      `Requests: ${change.requests?.toLocaleString('en')} times as many, at the same times, on both sides of the comparison; what is kept stays as it is.`,
    );
  }
  if (months > 0) {
    told.push(
      `${months} more whole months, each with as many requests as this one is projected to have.`,
    );
  }
  return told;
}
