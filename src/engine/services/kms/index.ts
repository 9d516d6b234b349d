import model from '../../api/models/kms.gen.json';
import { readModel } from '../../api/index';
import type { Service } from '../../operation';
import * as aliases from './aliases';
import { requestPrice } from './charges';
import { GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext } from './data-key-pairs';
import { GenerateDataKey, GenerateDataKeyWithoutPlaintext, GenerateRandom } from './data-keys';
import * as customKeyStores from './custom-key-stores';
import { CancelKeyDeletion, ScheduleKeyDeletion } from './deletion';
import * as encapsulation from './encapsulation';
import * as encryption from './encryption';
import { throttled } from './errors';
import { RetireGrant, RevokeGrant } from './grant-endings';
import * as grants from './grants';
import * as importing from './import';
import { DeriveSharedSecret } from './key-agreement';
import { GetKeyPolicy, ListKeyPolicies, PutKeyPolicy } from './key-policies';
import { ListKeyRotations } from './key-rotations';
import * as keyStates from './key-states';
import { GetKeyLastUsage, noteUsage } from './key-usage';
import { CreateKey, DescribeKey, ListKeys } from './keys';
import * as macs from './mac';
import { keyStorage } from './meters';
import * as multiRegion from './multi-region';
import { GetPublicKey } from './public-keys';
import { kmsCharges } from './request-quotas';
import * as rotation from './rotation';
import * as signing from './signing';
import { ListResourceTags, TagResource, UntagResource } from './tags';
import { timers } from './timers';
import { trailRules } from './trail';

// CloudTrail calls every cryptographic operation read-only: it changes no key.
const cryptographic =
  /^(Encrypt|Decrypt|ReEncrypt|Generate|Sign|Verify|Derive|Encapsulate|Decapsulate)/;

/** AWS Key Management Service. */
export const kms: Service = {
  name: 'kms',
  title: 'AWS KMS',
  model: readModel(model),
  eventSource: 'kms.amazonaws.com',
  readOnly: (operation) => cryptographic.test(operation),
  timers,
  trail: trailRules,
  noted: noteUsage,
  charges: kmsCharges,
  throttled,
  price: requestPrice,
  storage: [keyStorage],
  operations: {
    ...aliases,
    ...customKeyStores,
    ...encapsulation,
    ...encryption,
    ...grants,
    ...{ RetireGrant, RevokeGrant },
    ...importing,
    ...keyStates,
    ...macs,
    ...signing,
    ...{ CancelKeyDeletion, ScheduleKeyDeletion },
    ...{ CreateKey, DescribeKey, ListKeys },
    ...{ DeriveSharedSecret, GetKeyLastUsage, GetPublicKey },
    ...{ GenerateDataKey, GenerateDataKeyWithoutPlaintext, GenerateRandom },
    ...{ GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext },
    ...{ GetKeyPolicy, ListKeyPolicies, PutKeyPolicy },
    ...multiRegion,
    ...rotation,
    ...{ ListKeyRotations },
    ...{ ListResourceTags, TagResource, UntagResource },
  },
};
