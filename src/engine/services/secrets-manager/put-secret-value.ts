import type {
  PutSecretValueRequest,
  PutSecretValueResponse,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../operation';
import { values as errors } from './errors';
import { changeable, findSecret, labelsOf, type FoundSecret } from './lookup';
import { secretPermission } from './permissions';
import { followVersion } from './replicas';
import { currentChanged } from './rotation-runs';
import { secretsTable } from './state';
import { requireKeyOf, valueIn } from './values';
import { makeVersion, putVersion, tokenOf } from './versions';

export const PutSecretValue: Operation<PutSecretValueRequest, PutSecretValueResponse, FoundSecret> =
  {
    target: (input, ctx) => findSecret(ctx, input),
    permissions: (_, found, ctx) => [secretPermission('PutSecretValue', ctx, found)],
    async handle(input, ctx, found) {
      const VersionId = tokenOf(ctx, input);
      const value = valueIn(input);
      if (value === undefined) throw errors.either();
      const { key, secret } = changeable(found);
      requireKeyOf(ctx, secret);
      const made = await makeVersion(ctx, key, secret, VersionId, value, input.VersionStages);
      if (made !== undefined) {
        putVersion(ctx, key, made.version, made.secret);
        ctx.put(secretsTable, key, { ...made.secret, LastChangedDate: ctx.now });
        currentChanged(ctx, key, secret);
        await followVersion(ctx, key, VersionId, value);
      }
      const { ARN, Name } = secret;
      const there = labelsOf(made?.secret ?? secret, VersionId);
      // As the request has them, then what came of itself.
      const asked = (input.VersionStages ?? []).filter((label) => there.includes(label));
      return { ARN, Name, VersionId, VersionStages: [...new Set([...asked, ...there])] };
    },
  };
