import type {
  GenerateMacRequest,
  GenerateMacResponse,
  VerifyMacRequest,
  VerifyMacResponse,
} from '@aws-sdk/client-kms';
import type { Context, Operation } from '../../operation';
import { cryptoStep } from './crypto-step';
import { dryRun, invalidMac } from './errors';
import { equalBytes, type Bytes } from './hsm/index';
import { requireAlgorithm } from './key-specs';
import { requireKeyState } from './key-state-table';
import { findKey, type FoundKey } from './lookup';
import { currentMaterial } from './materials';
import { keyPermission } from './permissions';
import type { KeyRecord } from './state';

const target = ({ KeyId = '', GrantTokens }: GenerateMacRequest, ctx: Context) =>
  findKey(ctx, KeyId, GrantTokens);

const permissions =
  (action: string) =>
  ({ MacAlgorithm = '' }: { MacAlgorithm: string | undefined }, found: FoundKey, ctx: Context) => [
    keyPermission(action, found, ctx, { 'kms:MacAlgorithm': MacAlgorithm }),
  ];

type MacOperation = 'GenerateMac' | 'VerifyMac';

/** Checks the request; what it returns computes the code. */
function prepare(operation: MacOperation, key: KeyRecord, input: GenerateMacRequest) {
  const { MacAlgorithm } = input;
  requireKeyState(key, operation);
  const scheme = requireAlgorithm(key, 'GENERATE_VERIFY_MAC', MacAlgorithm!, operation);
  const message = (input.Message ?? new Uint8Array(0)) as Bytes;
  return async (ctx: Context) => {
    const code = await scheme.mac(currentMaterial(key), message);
    const action = operation === 'GenerateMac' ? 'mac' : 'verify';
    cryptoStep(ctx, {
      ...{ action, algorithm: MacAlgorithm!, detail: key.Arn },
      ...{ bytesIn: message.length, bytesOut: code.length },
    });
    return code;
  };
}

export const GenerateMac: Operation<GenerateMacRequest, GenerateMacResponse, FoundKey> = {
  target,
  permissions: permissions('kms:GenerateMac'),
  async handle(input, ctx, { key }) {
    const compute = prepare('GenerateMac', key, input);
    if (input.DryRun === true) throw dryRun();
    return { KeyId: key.Arn, Mac: await compute(ctx), MacAlgorithm: input.MacAlgorithm };
  },
};

export const VerifyMac: Operation<VerifyMacRequest, VerifyMacResponse, FoundKey> = {
  target,
  permissions: permissions('kms:VerifyMac'),
  async handle(input, ctx, { key }) {
    const code = await prepare('VerifyMac', key, input)(ctx);
    // AWS never answers MacValid: false.
    if (!equalBytes(code, input.Mac ?? new Uint8Array(0))) throw invalidMac();
    if (input.DryRun === true) throw dryRun();
    return { KeyId: key.Arn, MacValid: true, MacAlgorithm: input.MacAlgorithm };
  },
};
