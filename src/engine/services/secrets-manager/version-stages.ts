import type {
  UpdateSecretVersionStageRequest,
  UpdateSecretVersionStageResponse,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../operation';
import { stages as errors, valueNotFound } from './errors';
import { changeable, findSecret, findVersion, type FoundSecret } from './lookup';
import { requestKeys, secretPermission } from './permissions';
import { follow } from './replicas';
import { secretsTable, without, type SecretRecord } from './state';
import { labels, moveLabels } from './versions';

/** Labels after a request moved or removed one. Throws InvalidParameterException. */
function moved(
  { stages }: SecretRecord,
  { VersionStage: label = '', MoveToVersionId: to, RemoveFromVersionId: from }: StageRequest,
): SecretRecord['stages'] {
  const current = stages[label];
  if (to === undefined && from === undefined) throw errors.noVersion();
  if (from !== undefined && current !== from) {
    throw current === undefined
      ? errors.notAttached(label, from)
      : errors.attachedElsewhere(label, current);
  }
  if (to === undefined) {
    if (label === labels.current) throw errors.currentStays();
    return without(stages, label);
  }
  if (current !== undefined && current !== to && from === undefined) {
    throw errors.mustNameVersion(label, current);
  }
  return moveLabels(stages, to, [label]);
}

type StageRequest = UpdateSecretVersionStageRequest;

export const UpdateSecretVersionStage: Operation<
  StageRequest,
  UpdateSecretVersionStageResponse,
  FoundSecret
> = {
  target: (input, ctx) => findSecret(ctx, input),
  permissions: ({ VersionStage }, found, ctx) => [
    secretPermission('UpdateSecretVersionStage', ctx, found, requestKeys({ VersionStage })),
  ],
  handle(input, ctx, found) {
    const { key, secret } = changeable(found);
    for (const id of [input.MoveToVersionId, input.RemoveFromVersionId]) {
      const isThere = id === undefined || findVersion(ctx, key, id) !== undefined;
      if (!isThere) throw valueNotFound(`VersionId: ${id}`);
    }
    const stages = moved(secret, input);
    ctx.put(secretsTable, key, { ...secret, stages, LastChangedDate: ctx.now });
    follow(ctx, key);
    return { ARN: secret.ARN, Name: secret.Name };
  },
};
