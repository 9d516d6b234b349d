import type { DisableKeyRequest, EnableKeyRequest } from '@aws-sdk/client-kms';
import { stepMachine } from '../../machines';
import type { Context, Operation } from '../../operation';
import { keyLifecycle } from './key-lifecycle.machine';
import { requireKeyState } from './key-state-table';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { keyPermission } from './permissions';
import { keysTable, type KeyRecord } from './state';

type Switch = 'EnableKey' | 'DisableKey';

function move(ctx: Context, key: KeyRecord, event: Switch): void {
  requireKeyState(key, event);
  const from = key.KeyState;
  const { state: to } = stepMachine(keyLifecycle, { value: from, context: {} }, { type: event });
  ctx.step({ kind: 'machine', machine: keyLifecycle.id, id: key.Arn, event, from, to });
  if (to !== from) ctx.put(keysTable, key.Arn, { ...key, KeyState: to as KeyRecord['KeyState'] });
}

function switchOperation(event: Switch): Operation<EnableKeyRequest, void, FoundKey> {
  return {
    target: ({ KeyId = '' }, ctx) => findKeyByIdOrArn(ctx, KeyId),
    permissions: (_, found, ctx) => [keyPermission(`kms:${event}`, found, ctx)],
    handle: (_, ctx, { key }) => move(ctx, key, event),
  };
}

export const EnableKey: Operation<EnableKeyRequest, void, FoundKey> = switchOperation('EnableKey');

export const DisableKey: Operation<DisableKeyRequest, void, FoundKey> =
  switchOperation('DisableKey');
