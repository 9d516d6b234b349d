import { testWorld } from '../world';

/** The account of test worlds. */
export const account = '123456789012';

/** The ARN of one of its parameters in US East (N. Virginia); the path begins with a slash. */
export const arnOf = (path: string) => `arn:aws:ssm:us-east-1:${account}:parameter${path}`;

type World = ReturnType<typeof testWorld>;

/** A world to test Parameter Store in, with short ways to write and read parameters. */
export function ssmWorld(...options: Parameters<typeof testWorld>) {
  const world = testWorld(...options);
  const ssm = <Output = Record<string, unknown>>(
    operation: string,
    input: object = {},
    sent?: Parameters<World['send']>[3],
  ) => world.send<Output>('ssm', operation, input, sent);

  /** Writes a String, or what `more` says. */
  const put = (Name: string, Value = 'value', more: object = {}) =>
    ssm<{ Version: number; Tier: string }>('PutParameter', {
      ...{ Name, Value, Type: 'String' },
      ...more,
    });

  /** Writes a new version. */
  const update = (Name: string, Value: string, more: object = {}) =>
    ssm<{ Version: number; Tier: string }>('PutParameter', {
      ...{ Name, Value, Overwrite: true },
      ...more,
    });

  /** A parameter as GetParameter returns it. */
  const get = async (Name: string, more: object = {}) =>
    (await ssm<{ Parameter: Found }>('GetParameter', { Name, ...more })).Parameter;

  /** What DescribeParameters says of a parameter. */
  const describe = async (name: string) => {
    const ParameterFilters = [{ Key: 'Name', Values: [name] }];
    const { Parameters } = await ssm<{ Parameters: Metadata[] }>('DescribeParameters', {
      ParameterFilters,
    });
    return Parameters[0];
  };

  return { ...world, ssm, put, update, get, describe };
}

/** What tests look at of a parameter. */
export interface Found {
  readonly Name: string;
  readonly Value: string;
  readonly Version: number;
  readonly Selector?: string;
  readonly ARN: string;
}

/** What tests look at of a parameter's description. */
export interface Metadata {
  readonly Name: string;
  readonly Tier: string;
  readonly Version: number;
  readonly KeyId?: string;
  readonly Policies: readonly { PolicyType: string; PolicyStatus: string; PolicyText: string }[];
}
