import type {
  DeleteParameterRequest,
  DeleteParametersRequest,
  DeleteParametersResult,
} from '@aws-sdk/client-ssm';
import type { Context, Operation } from '../../operation';
import { notFound } from './errors';
import { changeEvent } from './events';
import { findParameter, latestVersion, type FoundParameter } from './lookup';
import { storeOf } from './names';
import { removePolicies } from './parameter-policies';
import { parameterPermission } from './permissions';
import { noteDeletion } from './stale-names';
import { parametersTable, versionKey, versionsTable, type ParameterRecord } from './state';
import { countParameter } from './tiers';

/** Deletes a parameter with all its versions. */
export function deleteParameter(ctx: Context, key: string, row: ParameterRecord): void {
  const { version: latest } = latestVersion(ctx, key, row);
  removePolicies(ctx, key, latest.policies);
  for (let version = row.oldest; version <= row.Version; version += 1) {
    ctx.delete(versionsTable, versionKey(key, version));
  }
  ctx.delete(parametersTable, key);
  noteDeletion(ctx, key, row);
  const store = storeOf(key);
  countParameter(ctx, store, row.Tier, undefined);
  changeEvent(ctx, store, 'Delete', row, latest.Description);
}

export const DeleteParameter: Operation<DeleteParameterRequest, object, FoundParameter> = {
  target: ({ Name = '' }, ctx) => findParameter(ctx, Name),
  permissions: (_, found) => [parameterPermission('DeleteParameter', found)],
  handle(_, ctx, found) {
    if (found.parameter === undefined) throw notFound();
    deleteParameter(ctx, found.key, found.parameter);
    return {};
  },
};

export const DeleteParameters: Operation<
  DeleteParametersRequest,
  DeleteParametersResult,
  readonly FoundParameter[]
> = {
  target: ({ Names = [] }, ctx) => [...new Set(Names)].map((name) => findParameter(ctx, name)),
  permissions: (_, found) => found.map((each) => parameterPermission('DeleteParameters', each)),
  handle(_, ctx, targets) {
    const DeletedParameters: string[] = [];
    const InvalidParameters: string[] = [];
    for (const { key, reference } of targets) {
      const { text, selector } = reference;
      // Two names of one parameter: the first has deleted it.
      const row = selector === undefined ? ctx.get(parametersTable, key) : undefined;
      if (row === undefined) InvalidParameters.push(text + (selector ?? ''));
      else {
        deleteParameter(ctx, key, row);
        DeletedParameters.push(text);
      }
    }
    return { DeletedParameters, InvalidParameters };
  },
};
