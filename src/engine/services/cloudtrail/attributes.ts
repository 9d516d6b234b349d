import type { LookupAttributeKey, Resource } from '@aws-sdk/client-cloudtrail';
import { parseArn } from '../../arn';
import { resourceOf, type TrailEvent } from '../../trail/index';

/** What LookupEvents calls the name of who made a call: a user, a role's session, `root`. */
export function userNameOf({ userIdentity }: TrailEvent): string | undefined {
  const { type, userName, arn } = userIdentity;
  if (type === 'Root') return 'root';
  if (userName !== undefined) return userName;
  return arn === undefined ? undefined : arn.slice(arn.lastIndexOf('/') + 1);
}

// IAM's events name no ARNs; what they are about stands in their parameters.
const namedInParameters = {
  userName: 'AWS::IAM::User',
  groupName: 'AWS::IAM::Group',
  roleName: 'AWS::IAM::Role',
  policyArn: 'AWS::IAM::Policy',
  accessKeyId: 'AWS::IAM::AccessKey',
} as const;

/** The resources of an event, as LookupEvents lists them. */
export function resourcesOf(event: TrailEvent): Resource[] {
  const { resources, eventSource, requestParameters } = event;
  if (eventSource === 'iam.amazonaws.com') {
    return Object.entries(namedInParameters).flatMap(([name, ResourceType]) => {
      const ResourceName = requestParameters?.[name];
      return typeof ResourceName === 'string' ? [{ ResourceType, ResourceName }] : [];
    });
  }
  return (resources ?? []).map((arn) => ({
    ResourceType: resourceOf(arn).type,
    ResourceName: arn,
  }));
}

/** A key is found by its ID as well as by its ARN. */
function isNamed({ ResourceName = '' }: Resource, value: string): boolean {
  return ResourceName === value || parseArn(ResourceName)?.resource === `key/${value}`;
}

/** Whether an event has the value in an attribute, by the attribute. */
export const fitsAttribute: Readonly<
  Record<LookupAttributeKey, (event: TrailEvent, value: string) => boolean>
> = {
  EventId: ({ eventID }, value) => eventID === value,
  EventName: ({ eventName }, value) => eventName === value,
  EventSource: ({ eventSource }, value) => eventSource === value,
  ReadOnly: ({ readOnly }, value) => String(readOnly) === value,
  AccessKeyId: ({ userIdentity }, value) => userIdentity.accessKeyId === value,
  Username: (event, value) => userNameOf(event) === value,
  ResourceName: (event, value) => resourcesOf(event).some((resource) => isNamed(resource, value)),
  ResourceType: (event, value) =>
    resourcesOf(event).some(({ ResourceType }) => ResourceType === value),
};
