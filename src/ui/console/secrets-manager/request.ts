import type { PlannedRequest } from '../requests';

/** One request of AWS Secrets Manager. */
export function secretsManager(operation: string, input: PlannedRequest['input']): PlannedRequest {
  return { service: 'secretsmanager', operation, input };
}
