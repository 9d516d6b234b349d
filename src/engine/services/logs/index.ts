import model from '../../api/models/logs.gen.json';
import { readModel } from '../../api/index';
import type { Service } from '../../operation';
import { ingestedGigabytes, requestPrice } from './charges';
import { forgetDataKey } from './data-keys';
import { PutLogGroupDeletionProtection } from './deletion-protection';
import { FilterLogEvents } from './filter-log-events';
import { GetLogEvents } from './get-log-events';
import { leftOut } from './left-out';
import { AssociateKmsKey, DisassociateKmsKey } from './kms-keys';
import { CreateLogGroup, DeleteLogGroup, DescribeLogGroups, ListLogGroups } from './log-groups';
import { CreateLogStream, DeleteLogStream, DescribeLogStreams } from './log-streams';
import { eventStorage } from './meters';
import {
  DeleteMetricFilter,
  DescribeMetricFilters,
  PutMetricFilter,
  TestMetricFilter,
} from './metric-filters';
import { PutLogEvents } from './put-log-events';
import {
  DeleteResourcePolicy,
  DescribeResourcePolicies,
  PutResourcePolicy,
} from './resource-policies';
import { DeleteRetentionPolicy, PutRetentionPolicy, sweep } from './retention';
import { sealedUnder } from './sealed-under';
import * as tags from './tags';
import { trailRules } from './trail';

/** Amazon CloudWatch Logs. */
export const logs: Service = {
  name: 'logs',
  title: 'Amazon CloudWatch Logs',
  model: readModel(model),
  eventSource: 'logs.amazonaws.com',
  hasRegionalPrincipal: true,
  price: requestPrice,
  units: ingestedGigabytes,
  storage: [eventStorage],
  sealedUnder,
  trail: trailRules,
  timers: { forgetDataKey, sweep },
  operations: {
    ...{ AssociateKmsKey, DisassociateKmsKey },
    ...{ CreateLogGroup, DeleteLogGroup, DescribeLogGroups, ListLogGroups },
    ...{ CreateLogStream, DeleteLogStream, DescribeLogStreams },
    ...{ FilterLogEvents, GetLogEvents, PutLogEvents },
    ...{ DeleteRetentionPolicy, PutLogGroupDeletionProtection, PutRetentionPolicy },
    ...{ DeleteMetricFilter, DescribeMetricFilters, PutMetricFilter, TestMetricFilter },
    ...{ DeleteResourcePolicy, DescribeResourcePolicies, PutResourcePolicy },
    ...tags,
    ...leftOut,
  },
};
