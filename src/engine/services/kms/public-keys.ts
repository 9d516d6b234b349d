import type {
  CustomerMasterKeySpec,
  GetPublicKeyRequest,
  GetPublicKeyResponse,
} from '@aws-sdk/client-kms';
import type { Operation } from '../../operation';
import { invalidState, noPublicKey } from './errors';
import { algorithmLists, keySpecs } from './key-specs';
import { requireKeyState } from './key-state-table';
import { findKey, type FoundKey } from './lookup';
import { keyPermission } from './permissions';

export const GetPublicKey: Operation<GetPublicKeyRequest, GetPublicKeyResponse, FoundKey> = {
  target: ({ KeyId = '', GrantTokens }, ctx) => findKey(ctx, KeyId, GrantTokens),
  permissions: (_, found, ctx) => [keyPermission('kms:GetPublicKey', found, ctx)],
  handle(_, __, { key }) {
    const { KeySpec, KeyUsage } = key;
    requireKeyState(key, 'GetPublicKey');
    if (keySpecs[KeySpec]?.material.isKeyPair !== true) throw noPublicKey();
    // AWS's table lets this pass while no material was imported, and then there is none to show.
    if (key.material === undefined) throw invalidState(key);
    const PublicKey = key.material.publicKey;
    return {
      ...{ KeyId: key.Arn, PublicKey, KeySpec, KeyUsage, ...algorithmLists(key) },
      CustomerMasterKeySpec: KeySpec as CustomerMasterKeySpec,
    };
  },
};
