import model from '../../api/models/service-quotas.gen.json';
import { readModel } from '../../api/index';
import { AwsError } from '../../errors';
import type { Service } from '../../operation';
import * as history from './history';
import { progress, RequestServiceQuotaIncrease } from './increases';
import * as quotas from './quotas';

/** Service Quotas: AWS's limits as data, and requests for higher ones. */
export const serviceQuotas: Service = {
  name: 'service-quotas',
  title: 'Service Quotas',
  model: readModel(model),
  eventSource: 'servicequotas.amazonaws.com',
  throttled: () => new AwsError('TooManyRequestsException', 'Rate exceeded'),
  timers: { increase: progress },
  operations: { ...quotas, ...history, RequestServiceQuotaIncrease },
};
