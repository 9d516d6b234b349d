import { bills } from './bills';
import { encryptionContext } from './encryption-context';
import type { Generator } from './generator';
import { keyStates } from './key-states';
import { parameterAuthorisation } from './parameter-authorisation';
import { policyEvaluation } from './policy-evaluation';
import { quotas } from './quotas';
import { rotationDates } from './rotation-dates';
import { s3Headers } from './s3-headers';
import { snapshotSharing } from './snapshot-sharing';
import { stagingLabels } from './staging-labels';

export type { GeneratedItem, Generator } from './generator';

/** Every generator of items. */
export const generators: readonly Generator[] = [
  ...[policyEvaluation, encryptionContext, keyStates, quotas, bills, rotationDates],
  ...[s3Headers, parameterAuthorisation, stagingLabels, snapshotSharing],
];
