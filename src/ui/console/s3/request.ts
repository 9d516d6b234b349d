import type { PlannedRequest } from '../requests';

/** One request of Amazon S3. */
export function s3(operation: string, input: PlannedRequest['input']): PlannedRequest {
  return { service: 's3', operation, input };
}
