import { validationError } from './errors';

/** The parts of a managed policy's ARN. */
export interface PolicyArn {
  /** `aws` for a policy of AWS. */
  readonly account: string;
  readonly path: string;
  readonly name: string;
}

/** Splits the ARN of a managed policy. Throws ValidationError for anything else, as IAM does. */
export function parsePolicyArn(arn: string): PolicyArn {
  if (!/^arn:[^:]+:/.test(arn)) throw validationError('Invalid ARN:  Could not be parsed!');
  const parts = /^arn:aws:iam::(\d{12}|aws):policy(\/(?:[^:/]+\/)*)([^:/]+)$/.exec(arn);
  if (parts === null) throw validationError(`ARN ${arn} is not valid.`);
  const [, account = '', path = '/', name = ''] = parts;
  return { account, path, name };
}
