import { parseArn } from '../../arn';
import { ssmPrices, type Kept, type StorageMeter } from '../../prices/index';
import { parametersTable, type ParameterRecord } from './state';

// Source of this file: AWS Systems Manager pricing.

/** What is paid for keeping parameters: only advanced ones cost anything. */
export const parameterStorage: StorageMeter = {
  table: parametersTable,
  isCharged: ({ Tier }: ParameterRecord) => Tier === 'Advanced',
  kept({ ARN: resource, advancedSince: since = 0 }: ParameterRecord): readonly Kept[] {
    const { account = '', region = '' } = parseArn(resource) ?? {};
    return [{ account, region, resource, price: ssmPrices.advancedParameter, since }];
  },
};
