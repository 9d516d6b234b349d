import { parseArn } from '../../arn';
import { secretsManagerPrices, type Kept, type Price, type StorageMeter } from '../../prices/index';
import { secretsTable, type SecretRecord } from './state';

/** What a request costs the account that sends it: every one costs the same. */
export function requestPrice(): Price {
  return secretsManagerPrices.request;
}

/** What is paid for keeping a secret, replicas included; nothing while it waits for its deletion. */
export const secretStorage: StorageMeter = {
  table: secretsTable,
  isCharged: ({ DeletedDate }: SecretRecord) => DeletedDate === undefined,
  kept({ ARN: resource, CreatedDate: since }: SecretRecord): readonly Kept[] {
    const { account = '', region = '' } = parseArn(resource) ?? {};
    return [{ account, region, resource, price: secretsManagerPrices.secret, since }];
  },
  isOther: (before: SecretRecord, after: SecretRecord) => before.ARN !== after.ARN,
};
