import type { Identity } from '../../../worker/port';
import { quoted } from '../shell-quote';
import type { WorldTables } from '../world-view';

/** A principal or Region to change to, and the shell line that does it. */
export interface Switch {
  readonly title: string;
  readonly line: string;
  readonly current: boolean;
}

interface Named {
  readonly Arn: string;
  readonly UserName?: string;
  readonly RoleName?: string;
}

const records = (tables: WorldTables, name: string) =>
  [...(tables.get(name)?.values() ?? [])] as readonly Named[];

/** Access keys of the environment go before every profile: they must go first. */
const withoutKeys = 'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN';

/** The profiles that there are: changing to one is a variable. */
export function profileSwitches({ profile, profiles }: Identity): readonly Switch[] {
  return profiles.map((name) => ({
    title: name,
    line: `${withoutKeys}; export AWS_PROFILE=${quoted(name)}`,
    current: name === profile,
  }));
}

/** The users and roles that have no profile: the lines make one, as one would on one's own machine. */
export function principalSwitches(tables: WorldTables, identity: Identity): readonly Switch[] {
  const { profiles, arn } = identity;
  const users = records(tables, 'iam.users').flatMap(({ UserName: name, Arn }) =>
    name === undefined || profiles.includes(name) || Arn === arn
      ? []
      : [{ title: `User ${name}`, line: userLine(name), current: false }],
  );
  const roles = records(tables, 'iam.roles').flatMap(({ RoleName: name, Arn }) =>
    name === undefined || profiles.includes(name) || Arn.includes(':role/aws-service-role/')
      ? []
      : [{ title: `Role ${name}`, line: roleLine(name, Arn), current: Arn === arn }],
  );
  return [...users, ...roles];
}

function userLine(name: string): string {
  const user = quoted(name);
  return [
    `KEY=$(aws iam create-access-key --user-name ${user} --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text)`,
    `aws configure set aws_access_key_id "\${KEY%%$'\\t'*}" --profile ${user}`,
    `aws configure set aws_secret_access_key "\${KEY##*$'\\t'}" --profile ${user}`,
    `unset KEY; ${withoutKeys}; export AWS_PROFILE=${user}`,
  ].join('\n');
}

function roleLine(name: string, arn: string): string {
  const profile = quoted(name);
  return [
    `aws configure set role_arn ${quoted(arn)} --profile ${profile}`,
    `aws configure set source_profile default --profile ${profile}`,
    `${withoutKeys}; export AWS_PROFILE=${profile}`,
  ].join('\n');
}

/** The Regions offered first: those where something of the world is, and a few more. */
export function regionSwitches(tables: WorldTables, identity: Identity): readonly Switch[] {
  const used = ['kms.keys', 'ssm.parameters', 'secretsmanager.secrets', 'lambda.functions'].flatMap(
    (table) => [...(tables.get(table)?.keys() ?? [])].map((key) => key.split(':')[3] ?? ''),
  );
  const usual = ['us-east-1', 'us-west-2', 'eu-central-1', 'eu-west-1', 'ap-southeast-2'];
  const all = new Set([identity.region ?? '', ...used, ...usual]);
  return [...all]
    .filter((name) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(name))
    .sort()
    .map((name) => ({
      ...{ title: name, line: `export AWS_REGION=${name}`, current: name === identity.region },
    }));
}

/** Who it is, in as few words as will do: `user/admin`, `role/reader`. */
export function shortName({ arn, profile }: Identity): string {
  if (arn === undefined) return profile === undefined ? 'nobody' : `${profile}: nobody`;
  return arn.slice(arn.lastIndexOf(':') + 1);
}

/** The account of an identity; undefined where it is nobody's. */
export function accountOf({ arn }: Identity): string | undefined {
  return arn?.split(':')[4];
}
