import type { TrailCall, TrailDetail, TrailRules } from '../../trail/index';

// The API model marks values and passwords as sensitive, so none is shown. ARNs are `arn` here, not
// `aRN` as the model's names would have it. Source: Secrets Manager User Guide, "Log entries for
// Secrets Manager operations", its note on February 2024.
function detail({ refused, operation, output }: TrailCall): TrailDetail | undefined {
  if (refused || /^(?:Get|List|Describe|BatchGet|Validate)/.test(operation)) return undefined;
  const { ARN } = (output ?? {}) as { readonly ARN?: string };
  return ARN === undefined ? undefined : { responseElements: { arn: ARN } };
}

/** What Secrets Manager adds to its audit entries. */
export const trailRules: TrailRules = { omitted: new Set(['ARN']), detail };
