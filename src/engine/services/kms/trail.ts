import type { ShownMembers, TrailCall, TrailDetail, TrailRules } from '../../trail/index';
import type { KeyRecord } from './state';

// Source of this file: AWS KMS Developer Guide, "Examples of AWS KMS log entries" (read 2026-11).

/**
 * Management operations whose entries name the key's ARN in `responseElements.keyId`, although they
 * do not answer with it.
 */
const keyArnAdded = new Set([
  ...['CreateAlias', 'CreateGrant', 'DeleteAlias', 'DisableKey', 'EnableKey', 'EnableKeyRotation'],
  ...['ImportKeyMaterial', 'RotateKeyOnDemand', 'TagResource', 'UntagResource', 'UpdateAlias'],
  'UpdatePrimaryRegion',
]);

type Input = Readonly<Record<string, unknown>>;

const symmetric = { encryptionAlgorithm: 'SYMMETRIC_DEFAULT' };

/** Algorithms are in every entry, also where the request left them to the default. */
function algorithms(operation: string, input: Input): TrailDetail['requestParameters'] {
  switch (operation) {
    case 'Encrypt':
    case 'Decrypt':
      return input.EncryptionAlgorithm === undefined ? symmetric : undefined;
    case 'ReEncrypt':
      return {
        sourceEncryptionAlgorithm: input.SourceEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
        destinationEncryptionAlgorithm: input.DestinationEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
      };
    default:
      return undefined;
  }
}

/** Defaults that CreateKey's entries spell out. */
function newKeyParameters(input: Input): ShownMembers {
  const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  return {
    bypassPolicyLockoutSafetyCheck: input.BypassPolicyLockoutSafetyCheck ?? false,
    customerMasterKeySpec: spec,
    description: input.Description ?? '',
    keySpec: spec,
    keyUsage: input.KeyUsage ?? 'ENCRYPT_DECRYPT',
    multiRegion: input.MultiRegion ?? false,
    origin: input.Origin ?? 'AWS_KMS',
  };
}

interface MaterialIds {
  readonly KeyMaterialId?: string;
  readonly SourceKeyMaterialId?: string;
  readonly DestinationKeyMaterialId?: string;
}

/** Which key material a symmetric operation used. */
function materials({ operation, output, target }: TrailCall): TrailDetail['additionalEventData'] {
  if (operation === 'Encrypt') {
    const { key } = target as { key: { KeySpec: KeyRecord['KeySpec']; material?: { id: string } } };
    if (key.KeySpec !== 'SYMMETRIC_DEFAULT' || key.material === undefined) return undefined;
    return { keyMaterialId: key.material.id };
  }
  const { KeyMaterialId, SourceKeyMaterialId, DestinationKeyMaterialId } = output as MaterialIds;
  if (KeyMaterialId !== undefined) return { keyMaterialId: KeyMaterialId };
  if (SourceKeyMaterialId === undefined && DestinationKeyMaterialId === undefined) return undefined;
  return {
    ...(SourceKeyMaterialId && { sourceKeyMaterialId: SourceKeyMaterialId }),
    ...(DestinationKeyMaterialId && { destinationKeyMaterialId: DestinationKeyMaterialId }),
  };
}

const cryptographic = /^(Encrypt|Decrypt|ReEncrypt|Generate)/;

function detail(call: TrailCall): TrailDetail | undefined {
  const { refused, operation, input, output, resources } = call;
  if (operation === 'CreateKey') {
    const { KeyMetadata } = (output ?? {}) as { KeyMetadata?: { Arn?: string } };
    return {
      requestParameters: newKeyParameters(input as Input),
      ...(KeyMetadata?.Arn === undefined ? {} : { resources: [KeyMetadata.Arn] }),
    };
  }
  if (cryptographic.test(operation)) {
    const requestParameters = algorithms(operation, input as Input);
    const additionalEventData = refused ? undefined : materials(call);
    return {
      ...(requestParameters === undefined ? {} : { requestParameters }),
      ...(additionalEventData === undefined ? {} : { additionalEventData }),
    };
  }
  if (refused || !keyArnAdded.has(operation)) return undefined;
  const keyId = resources.find((arn) => arn.includes(':key/'));
  return keyId === undefined ? undefined : { responseElements: { keyId } };
}

/** What KMS adds to its audit entries, and what it keeps out of them. */
export const trailRules: TrailRules = {
  omitted: new Set(['GrantToken', 'GrantTokens']),
  detail,
};
