import type { PolicyRecord, PolicyType } from './state';

function awsManaged(
  Type: PolicyType,
  Id: string,
  name: string,
  Description: string,
  statement: Readonly<Record<string, string>>,
): PolicyRecord {
  const arn = `arn:aws:organizations::aws:policy/${Type.toLowerCase()}/${Id}`;
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  return { Id, Type, Description, AwsManaged: true, policy: { name, arn, document } };
}

/**
 * The policy of each type that AWS attaches to everything when the type is enabled. Source: AWS
 * Organizations User Guide, "SCP evaluation" and "RCP evaluation".
 */
export const fullAccess: Readonly<Record<PolicyType, PolicyRecord>> = {
  SERVICE_CONTROL_POLICY: awsManaged(
    'SERVICE_CONTROL_POLICY',
    'p-FullAWSAccess',
    'FullAWSAccess',
    'Allows access to every operation',
    { Effect: 'Allow', Action: '*', Resource: '*' },
  ),
  RESOURCE_CONTROL_POLICY: awsManaged(
    'RESOURCE_CONTROL_POLICY',
    'p-RCPFullAWSAccess',
    'RCPFullAWSAccess',
    'Allows access to every operation',
    { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
  ),
};
