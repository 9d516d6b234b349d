import { rdsPrices, type StorageMeter } from '../../prices/index';
import { arnOfInstance, instancesTable, type InstanceRecord } from './state';

/** The storage of a DB instance costs by its size, whatever is on it. Source: Amazon RDS pricing. */
export const databaseStorage: readonly StorageMeter[] = [
  {
    table: instancesTable,
    isCharged: () => true,
    kept(instance: InstanceRecord) {
      const { account, region, AllocatedStorage: amount, InstanceCreateTime } = instance;
      const { storageSince: since = InstanceCreateTime } = instance;
      const resource = `${arnOfInstance(instance)} since ${since}`;
      return [{ account, region, price: rdsPrices.storage, resource, since, amount }];
    },
    isOther: (before: InstanceRecord, after: InstanceRecord) =>
      before.storageSince !== after.storageSince,
  },
];
