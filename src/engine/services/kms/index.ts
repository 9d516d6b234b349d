import model from '../../api/models/kms.gen.json';
import { readModel } from '../../api/index';
import type { Service } from '../../operation';
import * as aliases from './aliases';
import { GenerateDataKey, GenerateDataKeyWithoutPlaintext, GenerateRandom } from './data-keys';
import { CancelKeyDeletion, ScheduleKeyDeletion } from './deletion';
import * as encryption from './encryption';
import { GetKeyPolicy, ListKeyPolicies, PutKeyPolicy } from './key-policies';
import * as keyStates from './key-states';
import { CreateKey, DescribeKey, ListKeys } from './keys';
import { ListResourceTags, TagResource, UntagResource } from './tags';
import { timers } from './timers';

// CloudTrail calls every cryptographic operation read-only: it changes no key.
const cryptographic = /^(Encrypt|Decrypt|ReEncrypt|Generate)/;

/** AWS Key Management Service. */
export const kms: Service = {
  name: 'kms',
  title: 'AWS KMS',
  model: readModel(model),
  eventSource: 'kms.amazonaws.com',
  readOnly: (operation) => cryptographic.test(operation),
  timers,
  operations: {
    ...aliases,
    ...encryption,
    ...keyStates,
    ...{ CancelKeyDeletion, ScheduleKeyDeletion },
    ...{ CreateKey, DescribeKey, ListKeys },
    ...{ GenerateDataKey, GenerateDataKeyWithoutPlaintext, GenerateRandom },
    ...{ GetKeyPolicy, ListKeyPolicies, PutKeyPolicy },
    ...{ ListResourceTags, TagResource, UntagResource },
  },
};
