import type { Credentials } from '../../../src/engine/operation';
import { testWorld } from '../world';

export interface LookedUp {
  EventId: string;
  EventName: string;
  EventTime: Date;
  Username?: string;
  CloudTrailEvent: string;
  Resources: { ResourceType: string; ResourceName: string }[];
}

/** A test world, and its event history as LookupEvents gives it out. */
export function trailWorld(accounts?: readonly string[]) {
  const world = testWorld(null, accounts);
  const lookup = (
    input: object = {},
    options: { region?: string; credentials?: Credentials } = {},
  ) =>
    world.send<{ Events: LookedUp[]; NextToken?: string }>(
      'cloudtrail',
      'LookupEvents',
      input,
      options,
    );

  /** The newest event of a name, whole. */
  async function lastEvent(
    EventName: string,
    options: { region?: string; credentials?: Credentials } = {},
  ): Promise<Record<string, unknown>> {
    const LookupAttributes = [{ AttributeKey: 'EventName', AttributeValue: EventName }];
    const { Events } = await lookup({ LookupAttributes, MaxResults: 1 }, options);
    return JSON.parse(Events[0]!.CloudTrailEvent) as Record<string, unknown>;
  }

  return { ...world, lookup, lastEvent };
}
