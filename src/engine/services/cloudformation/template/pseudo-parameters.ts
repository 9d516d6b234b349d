import type { Value } from './value';

/** Source: AWS CloudFormation User Guide, "Get AWS values using pseudo parameters". */
export const pseudoParameters: ReadonlySet<string> = new Set([
  ...['AWS::AccountId', 'AWS::NotificationARNs', 'AWS::NoValue', 'AWS::Partition'],
  ...['AWS::Region', 'AWS::StackId', 'AWS::StackName', 'AWS::URLSuffix'],
]);

interface Named {
  readonly StackId: string;
  readonly StackName: string;
  readonly account: string;
  readonly region: string;
}

/** What pseudo parameters are in a stack; AWS::NoValue is no value. */
export function pseudoValues({
  StackId,
  StackName,
  account,
  region,
}: Named): Record<string, Value> {
  return {
    'AWS::AccountId': account,
    'AWS::NotificationARNs': [],
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackId': StackId,
    'AWS::StackName': StackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };
}
