import model from '../../api/models/ssm.gen.json';
import { readModel } from '../../api/index';
import type { Service } from '../../operation';
import { GetParametersByPath } from './by-path';
import { chargedInteractions, requestPrice } from './charges';
import { DeleteParameter, DeleteParameters } from './deletion';
import { DescribeParameters } from './describe-parameters';
import { policyIsDue } from './due-policies';
import { GetParameter, GetParameters } from './get-parameters';
import { GetParameterHistory } from './history';
import { LabelParameterVersion, UnlabelParameterVersion } from './labels';
import { parameterStorage } from './meters';
import { PutParameter } from './put-parameter';
import { sealedUnder } from './sealed-under';
import { GetServiceSetting, ResetServiceSetting, UpdateServiceSetting } from './service-settings';
import { charges } from './throughput';
import { trailRules } from './trail';
import { AddTagsToResource, ListTagsForResource, RemoveTagsFromResource } from './tags';

/** AWS Systems Manager, of which this model has Parameter Store. */
export const ssm: Service = {
  name: 'ssm',
  title: 'AWS Systems Manager',
  model: readModel(model),
  eventSource: 'ssm.amazonaws.com',
  charges,
  price: requestPrice,
  units: chargedInteractions,
  storage: [parameterStorage],
  sealedUnder,
  trail: trailRules,
  timers: { policy: policyIsDue },
  operations: {
    ...{ AddTagsToResource, ListTagsForResource, RemoveTagsFromResource },
    ...{ DeleteParameter, DeleteParameters, DescribeParameters },
    ...{ GetParameter, GetParameters, GetParametersByPath },
    ...{ GetParameterHistory, LabelParameterVersion, PutParameter, UnlabelParameterVersion },
    ...{ GetServiceSetting, ResetServiceSetting, UpdateServiceSetting },
  },
};
