import model from '../../api/models/lambda.gen.json';
import { readModel } from '../../api/index';
import { AwsError } from '../../errors';
import type { Service } from '../../operation';
import * as aliases from './aliases';
import { runScheduled } from './asynchronous';
import { CreateFunction, DeleteFunction, GetFunction } from './functions';
import { GetFunctionConfiguration, ListFunctions } from './functions';
import { Invoke } from './invocation';
import * as leftOut from './left-out';
import * as policies from './policies';
import { sealedUnder } from './sealed-under';
import * as tags from './tags';
import { trailRules } from './trail';
import { UpdateFunctionCode, UpdateFunctionConfiguration } from './updates';
import { ListVersionsByFunction, PublishVersion } from './versions';

/**
 * AWS Lambda: functions in Node.js and Python, which the program around the engine runs. Not
 * modelled: container images, layers, networks, event source mappings, destinations, function URLs,
 * reserved and provisioned concurrency, SnapStart and durable functions.
 */
export const lambda: Service = {
  name: 'lambda',
  title: 'AWS Lambda',
  model: readModel(model),
  eventSource: 'lambda.amazonaws.com',
  throttled: () =>
    new AwsError('TooManyRequestsException', 'Rate exceeded', 429, {
      Reason: 'CallerRateLimitExceeded',
    }),
  trail: trailRules,
  sealedUnder,
  timers: { invocation: runScheduled },
  operations: {
    ...{ CreateFunction, DeleteFunction, GetFunction, GetFunctionConfiguration, ListFunctions },
    ...{ UpdateFunctionCode, UpdateFunctionConfiguration, Invoke },
    ...{ ListVersionsByFunction, PublishVersion },
    ...aliases,
    ...policies,
    ...tags,
    ...leftOut,
  },
};
