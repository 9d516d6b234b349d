import { afterAll, describe, test } from 'vitest';
import { iam as service } from '../../src/engine/services/iam/index';
import { expectAllOf, sdkWorld } from './clients';
import { roleStories } from './iam/roles-and-policies';
import { userStories } from './iam/users-and-groups';

const called = new Set<string>();

afterAll(() => expectAllOf(service, called));

describe('the IAM client of the AWS SDK', () => {
  test.each([...userStories, ...roleStories])('%s', async (_, tell) => {
    const world = sdkWorld();
    await tell(world);
    for (const operation of world.called) called.add(operation);
  });
});
