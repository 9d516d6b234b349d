import { parseArn } from '../../../engine/arn';
import { quoted } from '../shell-quote';
import type { WorldTables } from '../world-view';

/** Something that may happen to the world, as shell lines. */
export interface Change {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A KMS key, as far as these questions go. */
export interface Key {
  readonly Arn: string;
  readonly KeyId: string;
  readonly KeyManager: string;
  readonly KeyState: string;
}

/** The same of a key's alias. */
export interface Alias {
  readonly AliasName: string;
  readonly targetKeyArn: string;
}

interface Role {
  readonly RoleName: string;
  readonly Arn: string;
}

const rows = <R>(tables: WorldTables, name: string) =>
  [...(tables.get(name) ?? [])] as unknown as readonly (readonly [string, R])[];

const regionFlag = (arn: string) => `--region ${parseArn(arn)?.region ?? 'us-east-1'}`;

/** All KMS keys of a world. */
export function keysOf(tables: WorldTables): readonly Key[] {
  return rows<Key>(tables, 'kms.keys').map(([, key]) => key);
}

/** All aliases of a world. */
export function aliasesOf(tables: WorldTables): readonly Alias[] {
  return rows<Alias>(tables, 'kms.aliases').map(([, alias]) => alias);
}

/** What a key is called: by its alias, where it has one. */
export function nameOf({ Arn, KeyId }: Key, aliases: readonly Alias[]): string {
  const alias = aliases.find(({ targetKeyArn }) => targetKeyArn === Arn);
  return alias?.AliasName ?? `key ${KeyId.slice(0, 8)}`;
}

/** What may be asked of this world: its keys disabled or deleted, its roles denied everything. */
export function changesOf(tables: WorldTables): readonly Change[] {
  const aliases = aliasesOf(tables);
  const keys = keysOf(tables).filter(
    ({ KeyManager, KeyState }) => KeyManager === 'CUSTOMER' && KeyState === 'Enabled',
  );
  const roles = rows<Role>(tables, 'iam.roles').map(([, role]) => role);
  return [
    ...keys.flatMap((key) => {
      const where = `--key-id ${key.KeyId} ${regionFlag(key.Arn)}`;
      return [
        { title: `Disable ${nameOf(key, aliases)}`, lines: [`aws kms disable-key ${where}`] },
        {
          title: `Delete ${nameOf(key, aliases)} in 7 days`,
          lines: [
            `aws kms schedule-key-deletion --pending-window-in-days 7 ${where}`,
            `sleep ${7 * 24 * 3600 + 60}`,
          ],
        },
      ];
    }),
    ...roles.map(({ RoleName }) => ({
      title: `Deny role ${RoleName} everything`,
      lines: [
        `aws iam put-role-policy --role-name ${quoted(RoleName)} --policy-name what-if --policy-document '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}'`,
      ],
    })),
  ];
}

interface Sealed {
  readonly Name?: string;
  readonly ARN?: string;
  readonly Type?: string;
  readonly bucket?: string;
  readonly kind?: string;
  readonly Key?: string;
  readonly logGroupName?: string;
  readonly region?: string;
  readonly FunctionName?: string;
}

/** At most so many of each kind: each is a request in both worlds. */
const mostOfAKind = 12;

/** Lines that read what the world keeps encrypted, one for each thing. */
export function probesOf(tables: WorldTables): readonly string[] {
  const some = (name: string) => rows<Sealed>(tables, name);
  const lines = (name: string, line: (record: Sealed) => string | undefined) =>
    some(name)
      .flatMap(([, record]) => line(record) ?? [])
      .slice(0, mostOfAKind);
  return [
    ...lines('s3.objects', ({ bucket, Key, kind }) =>
      bucket === undefined || Key === undefined || kind !== 'object'
        ? undefined
        : `aws s3api get-object --bucket ${quoted(bucket)} --key ${quoted(Key)} --query ServerSideEncryption /dev/null`,
    ),
    ...lines('ssm.parameters', ({ Name, Type, ARN }) =>
      Name === undefined || Type !== 'SecureString' || ARN === undefined
        ? undefined
        : `aws ssm get-parameter --name ${quoted(Name)} --with-decryption --query Parameter.Value ${regionFlag(ARN)}`,
    ),
    ...lines('secretsmanager.secrets', ({ ARN }) =>
      ARN === undefined
        ? undefined
        : `aws secretsmanager get-secret-value --secret-id ${ARN} --query Name ${regionFlag(ARN)}`,
    ),
    ...lines('logs.groups', ({ logGroupName, region }) =>
      logGroupName === undefined
        ? undefined
        : `aws logs filter-log-events --log-group-name ${quoted(logGroupName)} --query 'length(events)' --region ${region}`,
    ),
    ...lines('lambda.functions', ({ FunctionName, region }) =>
      FunctionName === undefined
        ? undefined
        : `aws lambda invoke --function-name ${quoted(FunctionName)} --region ${region} /dev/null`,
    ),
  ];
}
