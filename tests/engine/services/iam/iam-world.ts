import type { Credentials } from '../../../../src/engine/operation';
import { testWorld } from '../../world';

/** A policy of one statement. */
export function document(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** Allows an action on everything. */
export const allow = (Action: string | string[], more: object = {}) => ({
  ...{ Effect: 'Allow', Action, Resource: '*' },
  ...more,
});

/** A trust policy for a principal. */
export const trusting = (Principal: object) =>
  document({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });

export const trustsLambda = trusting({ Service: 'lambda.amazonaws.com' });

/** A test world with a short way to IAM. */
export function iamWorld() {
  const world = testWorld();

  const iam = <Output = Record<string, unknown>>(
    operation: string,
    input: object = {},
    credentials?: Credentials,
  ) =>
    world.send<Output>('iam', operation, input, credentials === undefined ? {} : { credentials });

  /** A customer managed policy; returns its ARN. */
  async function policy(PolicyName: string, PolicyDocument = document(allow('s3:GetObject'))) {
    const { Policy } = await iam<{ Policy: { Arn: string } }>('CreatePolicy', {
      ...{ PolicyName, PolicyDocument },
    });
    return Policy.Arn;
  }

  /** A role that AWS Lambda may assume; returns its ARN. */
  async function role(RoleName: string, AssumeRolePolicyDocument = trustsLambda) {
    const { Role } = await iam<{ Role: { Arn: string } }>('CreateRole', {
      ...{ RoleName, AssumeRolePolicyDocument },
    });
    return Role.Arn;
  }

  return { ...world, iam, policy, role };
}

/** Every page of a list, each of `MaxItems`. */
export async function everyPage<Item>(
  list: (paging: object) => Promise<object>,
  member: string,
  MaxItems: number,
): Promise<Item[][]> {
  const pages: Item[][] = [];
  let Marker: string | undefined;
  do {
    const answer = (await list({ MaxItems, ...(Marker ? { Marker } : {}) })) as Record<
      string,
      unknown
    >;
    pages.push(answer[member] as Item[]);
    Marker = answer.Marker as string | undefined;
    if (answer.IsTruncated !== (Marker !== undefined)) throw new Error('IsTruncated is wrong');
  } while (Marker !== undefined);
  return pages;
}
