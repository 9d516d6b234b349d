import type { ApiModel } from '../../../engine/api/index';
import { cliLine } from '../../../shell/aws/command-line';
import type { PlannedRequest } from '../requests';

/** The lines of the AWS CLI that send these requests, one after the other. */
export function cliScript(
  requests: readonly PlannedRequest[],
  models: ReadonlyMap<string, ApiModel>,
): string {
  return requests
    .flatMap(({ service, operation, input, region, keeps }) => {
      const model = models.get(service);
      if (model === undefined) return [];
      const line = cliLine(model, operation, input, region);
      if (keeps === undefined) return [line];
      return [`${keeps.variable}=$(${line} --query ${keeps.path.join('.')} --output text)`];
    })
    .join('\n');
}
