import type {
  DisableKeyRequest,
  EnableKeyRequest,
  UpdateKeyDescriptionRequest,
} from '@aws-sdk/client-kms';
import type { Operation } from '../../operation';
import { requireKeyState } from './key-state-table';
import { move } from './lifecycle';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { keyPermission } from './permissions';
import { resumeRotation } from './rotating';
import { keysTable } from './state';

function switchOperation(
  event: 'EnableKey' | 'DisableKey',
): Operation<EnableKeyRequest | DisableKeyRequest, void, FoundKey> {
  return {
    target: ({ KeyId = '' }, ctx) => findKeyByIdOrArn(ctx, KeyId),
    permissions: (_, found, ctx) => [keyPermission(`kms:${event}`, found, ctx)],
    handle(_, ctx, { key }) {
      requireKeyState(key, event);
      const moved = move(ctx, key, { type: event });
      if (event === 'EnableKey') resumeRotation(ctx, moved);
    },
  };
}

export const EnableKey = switchOperation('EnableKey');

export const DisableKey = switchOperation('DisableKey');

export const UpdateKeyDescription: Operation<UpdateKeyDescriptionRequest, void, FoundKey> = {
  target: ({ KeyId = '' }, ctx) => findKeyByIdOrArn(ctx, KeyId),
  permissions: (_, found, ctx) => [keyPermission('kms:UpdateKeyDescription', found, ctx)],
  handle({ Description = '' }, ctx, { key }) {
    requireKeyState(key, 'UpdateKeyDescription');
    ctx.put(keysTable, key.Arn, { ...key, Description });
  },
};
