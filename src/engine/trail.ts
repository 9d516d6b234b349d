import type { ApiModel } from './api/index';
import type { Caller, Service } from './operation';
import { table, type Tables } from './tables';

/**
 * An entry of the audit trail: the members of a CloudTrail event that vary from call to call.
 * Source: CloudTrail User Guide, "CloudTrail record contents".
 */
export interface TrailEvent {
  readonly eventID: string;
  readonly eventTime: number;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly recipientAccountId: string;
  readonly readOnly: boolean;
  readonly requestID: string;
  readonly userIdentity: {
    readonly type: string;
    readonly arn: string;
    readonly accountId: string;
    readonly principalId: string;
    readonly accessKeyId: string;
    readonly invokedBy?: string;
  };
  readonly requestParameters: Readonly<Record<string, unknown>> | null;
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

/** The audit trail in the order of its events. */
export const trailTable = table<TrailEvent>('cloudtrail.events');

/** The key of the next event: world time, then arrival, so that the table is in order. */
export function nextTrailKey(tables: Tables, now: number): string {
  const last = tables.lastKey(trailTable);
  const arrival = last === undefined ? 0 : Number(last.slice(last.indexOf('/') + 1)) + 1;
  return `${String(now).padStart(13, '0')}/${String(arrival).padStart(10, '0')}`;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Input as CloudTrail shows it: lowerCamel names, and neither bytes nor sensitive values. */
function requestParameters(model: ApiModel, operation: string, input: object) {
  const members = model.operations[operation]?.input?.members;
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || value instanceof Uint8Array) continue;
    if (members?.[name]?.shape.sensitive === true) continue;
    shown[lowerFirst(name)] = value;
  }
  return Object.keys(shown).length === 0 ? null : shown;
}

/** The principal types as CloudTrail's `userIdentity.type` spells them. */
const identityTypes: Readonly<Record<string, string>> = { User: 'IAMUser' };

/** The audit entry of one call, answered or refused. */
export function trailEvent(
  call: {
    readonly eventID: string;
    readonly requestID: string;
    readonly now: number;
    readonly service: Service;
    readonly operation: string;
    readonly region: string;
    readonly input: object;
    readonly invokedBy: string | undefined;
  },
  caller: Caller,
  error?: { readonly code: string; readonly message: string },
): TrailEvent {
  const { service, operation } = call;
  return {
    eventID: call.eventID,
    eventTime: call.now,
    eventSource: service.eventSource,
    eventName: operation,
    awsRegion: call.region,
    recipientAccountId: caller.account,
    readOnly: /^(Get|List|Describe)/.test(operation) || service.readOnly?.(operation) === true,
    requestID: call.requestID,
    userIdentity: {
      type: identityTypes[caller.principal.type] ?? caller.principal.type,
      arn: caller.arn,
      accountId: caller.account,
      principalId: caller.userId,
      accessKeyId: caller.accessKeyId,
      ...(call.invokedBy === undefined ? {} : { invokedBy: call.invokedBy }),
    },
    requestParameters: requestParameters(service.model, operation, call.input),
    ...(error === undefined ? {} : { errorCode: error.code, errorMessage: error.message }),
  };
}
