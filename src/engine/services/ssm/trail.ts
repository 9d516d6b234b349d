import type { TrailCall, TrailDetail, TrailRules } from '../../trail/index';

/** What CloudTrail writes in the place of a parameter's value. */
const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS';

function detail({ operation, input }: TrailCall): TrailDetail | undefined {
  if (operation !== 'PutParameter' || !('Value' in input)) return undefined;
  return { requestParameters: { value: hidden } };
}

/** What Systems Manager adds to its audit entries. Source: entries of PutParameter in public reports. */
export const trailRules: TrailRules = { detail };
