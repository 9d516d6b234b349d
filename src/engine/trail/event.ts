import { parseArn } from '../arn';
import { isoTime } from './times';
import type { TrailEvent } from './state';

/** The current format. Source: CloudTrail User Guide, "CloudTrail record contents" (read 2026-11). */
const eventVersion = '1.11';

/** The model has no network: the address that AWS's own examples show. */
const nowhere = '192.0.2.0';

const internal = 'AWS Internal';

/** The whole event as AWS writes it, ready for `JSON.stringify`. */
export function cloudTrailEvent(event: TrailEvent): Readonly<Record<string, unknown>> {
  const { userIdentity, serviceEvent, eventSource, resources } = event;
  const { invokedBy } = userIdentity;
  return {
    eventVersion,
    userIdentity,
    eventTime: isoTime(event.eventTime),
    eventSource,
    eventName: event.eventName,
    awsRegion: event.awsRegion,
    sourceIPAddress: invokedBy ?? event.sourceIPAddress ?? nowhere,
    userAgent: invokedBy ?? event.userAgent ?? internal,
    ...present('errorCode', event.errorCode),
    // An empty text is none: InvalidCiphertextException has no message.
    ...present('errorMessage', event.errorMessage === '' ? undefined : event.errorMessage),
    requestParameters: event.requestParameters,
    responseElements: event.responseElements ?? null,
    ...present('additionalEventData', event.additionalEventData),
    ...present('requestID', event.requestID),
    eventID: event.eventID,
    readOnly: event.readOnly,
    ...present('resources', resources?.map(resourceOf)),
    eventType: serviceEvent?.eventType ?? 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: event.recipientAccountId,
    ...present('sharedEventID', event.sharedEventID),
    ...present('serviceEventDetails', serviceEvent?.details),
    eventCategory: 'Management',
    ...(hasTlsDetails(event) ? tlsDetails(event) : {}),
  };
}

/** A resource as an event's `resources` lists it. */
export function resourceOf(ARN: string): { accountId: string; type: string; ARN: string } {
  return { accountId: parseArn(ARN)?.account ?? '', type: resourceType(ARN), ARN };
}

// KMS gives its aliases the type of its keys. Source: AWS KMS Developer Guide, "CreateAlias" among
// the examples of log entries.
const types: readonly (readonly [service: string, prefix: string, type: string])[] = [
  ['kms', '', 'AWS::KMS::Key'],
  ['iam', 'role/', 'AWS::IAM::Role'],
  ['iam', 'user/', 'AWS::IAM::User'],
  ['iam', 'group/', 'AWS::IAM::Group'],
  ['iam', 'policy/', 'AWS::IAM::Policy'],
];

function resourceType(arn: string): string {
  const { service = '', resource = '' } = parseArn(arn) ?? {};
  const known = types.find(([name, prefix]) => name === service && resource.startsWith(prefix));
  return known?.[2] ?? `AWS::${service}`;
}

function hasTlsDetails({ serviceEvent, userIdentity, plainHttp }: TrailEvent): boolean {
  return serviceEvent === undefined && userIdentity.invokedBy === undefined && plainHttp !== true;
}

function tlsDetails({ eventSource, awsRegion }: TrailEvent) {
  const [host = ''] = eventSource.split('.');
  const isGlobal = host === 'iam' || host === 'organizations';
  return {
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: isGlobal
        ? `${host}.amazonaws.com`
        : `${host}.${awsRegion}.amazonaws.com`,
      keyExchange: 'X25519MLKEM768',
    },
  };
}

function present(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value };
}
