import type {
  GetServiceSettingRequest,
  GetServiceSettingResult,
  ParameterTier,
  ResetServiceSettingRequest,
  ResetServiceSettingResult,
  ServiceSetting,
  UpdateServiceSettingRequest,
} from '@aws-sdk/client-ssm';
import { formatArn } from '../../arn';
import type { Context, Operation } from '../../operation';
import { settings as errors } from './errors';
import { throughputSetting } from './throughput';
import { settingKey, settingsTable, type SettingRecord } from './state';

/** The settings of Parameter Store. Source: Systems Manager API Reference, UpdateServiceSetting. */
const settingsOf = {
  '/ssm/parameter-store/default-parameter-tier': {
    values: ['Standard', 'Advanced', 'Intelligent-Tiering'],
  },
  [throughputSetting]: { values: ['false', 'true'] },
} as const;

type SettingId = keyof typeof settingsOf;

/** A setting as the caller's account has it in the Region. */
export interface FoundSetting {
  readonly id: SettingId;
  readonly arn: string;
  readonly key: string;
  readonly record: SettingRecord | undefined;
}

type Reader = Pick<Context, 'get' | 'region' | 'caller'>;

function findSetting(ctx: Reader, { SettingId: asked = '' }: { SettingId: string | undefined }) {
  const { region, caller } = ctx;
  const prefix = formatArn('ssm', region, caller.account, 'servicesetting');
  const id = asked.startsWith(`${prefix}/`) ? asked.slice(prefix.length) : asked;
  if (!Object.hasOwn(settingsOf, id)) throw errors.notFound(asked);
  const key = settingKey(caller.account, region, id);
  const record = ctx.get(settingsTable, key);
  return { id: id as SettingId, arn: prefix + id, key, record } satisfies FoundSetting;
}

function shown({ id, arn, record }: FoundSetting): ServiceSetting {
  return {
    ...{ SettingId: id, ARN: arn, SettingValue: record?.value ?? settingsOf[id].values[0] },
    ...(record === undefined
      ? { LastModifiedUser: 'System', Status: 'Default' }
      : {
          LastModifiedDate: new Date(record.LastModifiedDate),
          LastModifiedUser: record.LastModifiedUser,
          Status: 'Customized',
        }),
  };
}

const target = (input: { SettingId: string | undefined }, ctx: Context) => findSetting(ctx, input);

const permission =
  (operation: string) =>
  (_: object, { arn }: FoundSetting) => [{ action: `ssm:${operation}`, resource: arn }];

export const GetServiceSetting: Operation<
  GetServiceSettingRequest,
  GetServiceSettingResult,
  FoundSetting
> = {
  target,
  permissions: permission('GetServiceSetting'),
  handle: (_input, _ctx, found) => ({ ServiceSetting: shown(found) }),
};

export const UpdateServiceSetting: Operation<UpdateServiceSettingRequest, object, FoundSetting> = {
  target,
  permissions: permission('UpdateServiceSetting'),
  handle({ SettingValue: value = '' }, ctx, { id, key }) {
    const { values } = settingsOf[id];
    if (!values.some((valid) => valid === value)) throw errors.value(id, values);
    const changed = { LastModifiedDate: ctx.now, LastModifiedUser: ctx.caller.arn };
    ctx.put(settingsTable, key, { value, ...changed });
    return {};
  },
};

export const ResetServiceSetting: Operation<
  ResetServiceSettingRequest,
  ResetServiceSettingResult,
  FoundSetting
> = {
  target,
  permissions: permission('ResetServiceSetting'),
  handle(_, ctx, found) {
    ctx.delete(settingsTable, found.key);
    return { ServiceSetting: shown({ ...found, record: undefined }) };
  },
};

/** The tier of new parameters whose request names none. */
export function defaultTier(ctx: Reader): ParameterTier {
  const setting = shown(
    findSetting(ctx, { SettingId: '/ssm/parameter-store/default-parameter-tier' }),
  );
  return setting.SettingValue as ParameterTier;
}
