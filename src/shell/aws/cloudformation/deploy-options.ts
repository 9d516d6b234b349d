import type { DescribedOption } from '../arguments/global-options';

function one(name: string, description: string, required = false): DescribedOption {
  return {
    ...{ name: `--${name}`, destination: name, arity: 'one', type: 'string', description },
    ...(required ? { required } : {}),
  };
}

function any(name: string, description: string): DescribedOption {
  return { name: `--${name}`, destination: name, arity: 'any', type: 'string', description };
}

function flag(
  name: string,
  destination: string,
  constant: boolean,
  description: string,
): DescribedOption {
  const common = { name: `--${name}`, destination, arity: 'none', type: 'boolean' } as const;
  return { ...common, constant, description };
}

/** What this lab has no use for, as no template here needs a bucket of its own. */
const inBucket = 'Not available in this lab.';

/** The options of `aws cloudformation deploy`. Source: AWS CLI Command Reference, v2. */
export const deployOptions: readonly DescribedOption[] = [
  one('template-file', 'The file of the template.', true),
  one('stack-name', 'The stack that is made, or changed where it is there.', true),
  one('s3-bucket', inBucket),
  flag('force-upload', 'force_upload', true, inBucket),
  one('s3-prefix', inBucket),
  one('kms-key-id', inBucket),
  any('parameter-overrides', 'Values of parameters: Key1=Value1 Key2=Value2.'),
  any('capabilities', 'CAPABILITY_IAM, or CAPABILITY_NAMED_IAM for IAM resources with names.'),
  flag('no-execute-changeset', 'execute_changeset', false, 'Makes the change set only.'),
  flag('disable-rollback', 'disable_rollback', true, 'Keeps what was made where it fails.'),
  flag('no-disable-rollback', 'disable_rollback', false, 'Rolls back where it fails.'),
  one('role-arn', 'The role that AWS CloudFormation assumes.'),
  any('notification-arns', inBucket),
  flag('fail-on-empty-changeset', 'fail_on_empty_changeset', true, 'No changes are an error.'),
  flag('no-fail-on-empty-changeset', 'fail_on_empty_changeset', false, 'No changes are none.'),
  any('tags', 'Tags of the stack and its resources: Key1=Value1 Key2=Value2.'),
];
