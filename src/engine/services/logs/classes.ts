import { AwsError } from '../../errors';
import type { LogGroupRecord } from './state';

/**
 * Checks that the events of a log group can be read by the API. Those of the Infrequent Access class
 * only CloudWatch Logs Insights shows, those of the Delivery class nothing. Source: CloudWatch Logs
 * User Guide, "Log classes". AWS's text is not known here.
 */
export function checkReadable({ logGroupClass }: LogGroupRecord, operation: string): void {
  if (logGroupClass === 'STANDARD') return;
  throw new AwsError(
    'InvalidOperationException',
    `${operation} is not supported for log groups of the log class ${logGroupClass}.`,
  );
}
