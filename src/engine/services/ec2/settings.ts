import type {
  DisableEbsEncryptionByDefaultRequest,
  DisableEbsEncryptionByDefaultResult,
  EnableEbsEncryptionByDefaultResult,
  GetEbsDefaultKmsKeyIdResult,
  GetEbsEncryptionByDefaultResult,
  ModifyEbsDefaultKmsKeyIdRequest,
  ModifyEbsDefaultKmsKeyIdResult,
  ResetEbsDefaultKmsKeyIdResult,
} from '@aws-sdk/client-ec2';
import type { Context, Operation } from '../../operation';
import { unlessRefused } from '../../refusals';
import { defaultKey, predefinedKey, settingsOf } from './default-key';
import { keyUnusable } from './errors';
import { describeKey } from './kms';
import { AwsError } from '../../errors';
import { rowKey, settingsTable, type EbsSettings } from './state';

type Empty = DisableEbsEncryptionByDefaultRequest;

function set(ctx: Context, settings: EbsSettings): void {
  ctx.put(settingsTable, rowKey(ctx.region, ctx.caller.account), settings);
}

export const EnableEbsEncryptionByDefault: Operation<Empty, EnableEbsEncryptionByDefaultResult> = {
  handle(_, ctx) {
    set(ctx, { ...settingsOf(ctx), encryptionByDefault: true });
    return { EbsEncryptionByDefault: true };
  },
};

export const DisableEbsEncryptionByDefault: Operation<Empty, DisableEbsEncryptionByDefaultResult> =
  {
    handle(_, ctx) {
      set(ctx, { ...settingsOf(ctx), encryptionByDefault: false });
      return { EbsEncryptionByDefault: false };
    },
  };

export const GetEbsEncryptionByDefault: Operation<Empty, GetEbsEncryptionByDefaultResult> = {
  handle: (_, ctx) => ({
    EbsEncryptionByDefault: settingsOf(ctx).encryptionByDefault,
    SseType: settingsOf(ctx).encryptionByDefault ? 'sse-kms' : 'none',
  }),
};

export const GetEbsDefaultKmsKeyId: Operation<Empty, GetEbsDefaultKmsKeyIdResult> = {
  handle: (_, ctx) => ({ KmsKeyId: defaultKey(ctx) }),
};

export const ModifyEbsDefaultKmsKeyId: Operation<
  ModifyEbsDefaultKmsKeyIdRequest,
  ModifyEbsDefaultKmsKeyIdResult
> = {
  // Unlike that of a volume, this key is looked at while the caller waits. Source: EC2 API
  // Reference, ModifyEbsDefaultKmsKeyId: "Amazon EBS does not support asymmetric KMS keys."
  async handle({ KmsKeyId = '' }, ctx) {
    const { encryptionByDefault } = settingsOf(ctx);
    if (KmsKeyId === '') {
      set(ctx, { encryptionByDefault });
      return { KmsKeyId: predefinedKey };
    }
    const key = await unlessRefused(describeKey(ctx, KmsKeyId));
    if (key instanceof AwsError) throw keyUnusable(key.message);
    const { Arn = '', KeySpec, Enabled } = key;
    if (KeySpec !== 'SYMMETRIC_DEFAULT') throw keyUnusable(`${Arn} is not a symmetric KMS key`);
    if (Enabled !== true) throw keyUnusable(`${Arn} is not enabled`);
    set(ctx, { encryptionByDefault, KmsKeyId: Arn });
    return { KmsKeyId: Arn };
  },
};

export const ResetEbsDefaultKmsKeyId: Operation<Empty, ResetEbsDefaultKmsKeyIdResult> = {
  handle(_, ctx) {
    set(ctx, { encryptionByDefault: settingsOf(ctx).encryptionByDefault });
    return { KmsKeyId: predefinedKey };
  },
};
