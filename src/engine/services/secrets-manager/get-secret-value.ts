import type {
  GetSecretValueRequest,
  GetSecretValueResponse,
} from '@aws-sdk/client-secrets-manager';
import type { Context, Operation } from '../../operation';
import { stageMismatch, valueNotFound } from './errors';
import { findSecret, findVersion, inUse, labelsOf, type ExistingSecret } from './lookup';
import type { FoundSecret } from './lookup';
import { requestKeys, secretPermission } from './permissions';
import { secretsTable, versionKey, versionsTable } from './state';
import { openValue, requireKeyOf, shownValue } from './values';
import { dayOf, labels } from './versions';

type Selector = Pick<GetSecretValueRequest, 'VersionId' | 'VersionStage'>;

/** The version that a request asks for. Throws ResourceNotFoundException where it has no value. */
function select(
  ctx: Context,
  { key, secret }: ExistingSecret,
  { VersionId, VersionStage }: Selector,
) {
  const stage = VersionStage ?? labels.current;
  const id = VersionId ?? secret.stages[stage];
  const version = id === undefined ? undefined : findVersion(ctx, key, id);
  if (version?.value === undefined) {
    throw valueNotFound(
      VersionId === undefined ? `staging label: ${stage}` : `VersionId: ${VersionId}`,
    );
  }
  if (VersionStage !== undefined && secret.stages[VersionStage] !== version.VersionId) {
    throw stageMismatch();
  }
  return { version, value: version.value };
}

/** Reads a version of a secret, and notes that it was read. */
export async function readSecret(
  ctx: Context,
  found: FoundSecret,
  selector: Selector,
): Promise<GetSecretValueResponse> {
  const there = inUse(found);
  requireKeyOf(ctx, there.secret);
  const { key, secret } = there;
  const { version, value } = select(ctx, there, selector);
  const plain = await openValue(ctx, secret, version, value);
  const LastAccessedDate = dayOf(ctx.now);
  if (version.LastAccessedDate !== LastAccessedDate) {
    const row = versionKey(key, version.VersionId);
    ctx.put(versionsTable, row, { ...version, LastAccessedDate });
  }
  if (secret.LastAccessedDate !== LastAccessedDate) {
    ctx.put(secretsTable, key, { ...secret, LastAccessedDate });
  }
  const stages = labelsOf(secret, version.VersionId);
  return {
    ...{ ARN: secret.ARN, Name: secret.Name, VersionId: version.VersionId },
    ...shownValue(plain),
    ...(stages.length === 0 ? {} : { VersionStages: stages }),
    CreatedDate: new Date(version.CreatedDate),
  };
}

/** What the caller needs to read a secret. */
export function readPermission(ctx: Context, found: FoundSecret, selector: Selector) {
  const { VersionId, VersionStage } = selector;
  // Without a version, AWSCURRENT is asked for.
  const stage = VersionStage ?? (VersionId === undefined ? labels.current : undefined);
  const keys = requestKeys({ VersionId, VersionStage: stage });
  return secretPermission('GetSecretValue', ctx, found, keys);
}

export const GetSecretValue: Operation<GetSecretValueRequest, GetSecretValueResponse, FoundSecret> =
  {
    target: (input, ctx) => findSecret(ctx, input),
    permissions: (input, found, ctx) => [readPermission(ctx, found, input)],
    handle: (input, ctx, found) => readSecret(ctx, found, input),
  };
