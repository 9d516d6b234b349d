import type {
  DisableKeyRequest,
  EnableKeyRequest,
  UpdateKeyDescriptionRequest,
} from '@aws-sdk/client-kms';
import type { Context, Operation } from '../../operation';
import { requireKeyState } from './key-state-table';
import { daysWithoutUsage } from './key-usage';
import { move } from './lifecycle';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { keyPermission } from './permissions';
import { resumeRotation } from './rotating';
import { keysTable } from './state';

const target = ({ KeyId = '' }: { KeyId: string | undefined }, ctx: Context) =>
  findKeyByIdOrArn(ctx, KeyId);

export const EnableKey: Operation<EnableKeyRequest, void, FoundKey> = {
  target,
  permissions: (_, found, ctx) => [keyPermission('kms:EnableKey', found, ctx)],
  handle(_, ctx, { key }) {
    requireKeyState(key, 'EnableKey');
    resumeRotation(ctx, move(ctx, key, { type: 'EnableKey' }));
  },
};

export const DisableKey: Operation<DisableKeyRequest, void, FoundKey> = {
  target,
  permissions: (_, found, ctx) => [
    keyPermission('kms:DisableKey', found, ctx, {
      'kms:TrailingDaysWithoutKeyUsage': String(daysWithoutUsage(ctx, found.key)),
    }),
  ],
  handle(_, ctx, { key }) {
    requireKeyState(key, 'DisableKey');
    move(ctx, key, { type: 'DisableKey' });
  },
};

export const UpdateKeyDescription: Operation<UpdateKeyDescriptionRequest, void, FoundKey> = {
  target,
  permissions: (_, found, ctx) => [keyPermission('kms:UpdateKeyDescription', found, ctx)],
  handle({ Description = '' }, ctx, { key }) {
    requireKeyState(key, 'UpdateKeyDescription');
    ctx.put(keysTable, key.Arn, { ...key, Description });
  },
};
