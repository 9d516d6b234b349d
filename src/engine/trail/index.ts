export { cloudTrailEvent, resourceOf } from './event';
export {
  callEvents,
  homeRegion,
  innerCallEvent,
  serviceEvent,
  type CallRecord,
  type InnerCall,
  type ServiceEvent,
  type TrailCall,
  type TrailDetail,
  type TrailRules,
} from './record';
export { nextTrailKey, timeKey, trailTable, type ShownMembers, type TrailEvent } from './state';
export type { UserIdentity } from './user-identity';
