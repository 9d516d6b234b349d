import { logsPrices, type Kept, type StorageMeter } from '../../prices/index';
import { chunksTable, type ChunkRecord } from './chunks';

// Source of this file: Amazon CloudWatch pricing, https://aws.amazon.com/cloudwatch/pricing/.

/** Bytes of a GB as AWS counts them. */
const gigabyte = 2 ** 30;

/** What is paid for keeping events. */
export const eventStorage: StorageMeter = {
  table: chunksTable,
  isCharged: () => true,
  kept({ key: resource, bytes, ingestionTime: since }: ChunkRecord): readonly Kept[] {
    const [account = '', region = ''] = resource.split('|');
    const amount = bytes / gigabyte;
    return [{ account, region, resource, price: logsPrices.storage, since, amount }];
  },
};
