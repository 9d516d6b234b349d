import type { TrailRules } from '../../trail/index';

/**
 * Operations that CloudTrail does not log. Source: CloudWatch Logs User Guide, "Logging CloudWatch
 * Logs API and console operations in AWS CloudTrail" (read 2026-11): its list lacks these.
 */
const notLogged: ReadonlySet<string> = new Set(['PutLogEvents', 'TagLogGroup', 'UntagLogGroup']);

/** How calls of CloudWatch Logs look in the audit trail: their entries name no resources. */
export const trailRules: TrailRules = {
  dataEvents: notLogged,
  detail: () => ({ resources: [] }),
};
