import type { TrailRules } from '../../trail/index';

/**
 * What AWS STS logs otherwise than others do. Source: IAM User Guide, "Logging IAM and AWS STS API
 * calls with AWS CloudTrail" (read 2026-11).
 */
export const trailRules: TrailRules = {
  changing: new Set(['GetFederationToken', 'GetSessionToken']),
  answersShown: new Set(['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity']),
};
