import type { Context } from '../../operation';
import { rowKey, settingsTable, type EbsSettings } from './state';

/** The KMS key that encrypts where nobody names another. */
export const predefinedKey = 'alias/aws/ebs';

/** What the caller's account has set for EBS encryption in the request's Region. */
export function settingsOf(ctx: Pick<Context, 'get' | 'region' | 'caller'>): EbsSettings {
  const key = rowKey(ctx.region, ctx.caller.account);
  return ctx.get(settingsTable, key) ?? { encryptionByDefault: false };
}

/** The KMS key for encryption where a request names none. */
export const defaultKey = (ctx: Context) => settingsOf(ctx).KmsKeyId ?? predefinedKey;
