import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../world';
import { newToken, secretsWorld } from './world';

const hour = 60 * 60 * 1000;

describe('versions and staging labels', () => {
  it('AWSCURRENT goes to the new version, AWSPREVIOUS to the one before', async () => {
    const { create, put, get, describe: describeSecret } = secretsWorld();
    const first = await create('db', '1');
    const second = await put('db', '2');
    expect(second.VersionStages).toEqual(['AWSCURRENT']);
    const third = await put('db', '3');
    expect((await describeSecret('db')).VersionIdsToStages).toEqual({
      [third.VersionId]: ['AWSCURRENT'],
      [second.VersionId]: ['AWSPREVIOUS'],
    });
    expect((await get('db', { VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('2');
    expect((await get('db', { VersionId: first.VersionId })).SecretString).toBe('1');
    const mismatch = get('db', { VersionId: first.VersionId, VersionStage: 'AWSPREVIOUS' });
    expect(await refusalText(mismatch)).toBe(
      'InvalidRequestException: You provided a VersionStage that is not associated to the provided VersionId.',
    );
    expect(await refusalText(get('db', { VersionStage: 'AWSPENDING' }))).toBe(
      "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSPENDING",
    );
  });

  it('custom labels are on one version at a time, twenty at most', async () => {
    const { create, put, describe: describeSecret } = secretsWorld();
    const first = await create('db', '1');
    await put('db', '2', { VersionStages: ['one', 'two'] });
    const third = await put('db', '3', { VersionStages: ['one'] });
    expect((await describeSecret('db')).VersionIdsToStages).toMatchObject({
      [first.VersionId]: ['AWSCURRENT'],
      [third.VersionId]: ['one'],
    });
    const many = Array.from({ length: 18 }, (_, i) => `label${i}`);
    expect((await refusal(put('db', '4', { VersionStages: many }))).code).toBe(
      'LimitExceededException',
    );
  });

  it('the first version is current whatever its labels', async () => {
    const { secrets, put, get } = secretsWorld();
    await secrets('CreateSecret', { Name: 'empty' });
    expect(await refusalText(get('empty'))).toBe(
      "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    );
    const { VersionStages } = await put('empty', 'x', { VersionStages: ['mine'] });
    expect(VersionStages).toEqual(['mine', 'AWSCURRENT']);
  });

  it('are moved one by one', async () => {
    const { create, put, secrets, describe: describeSecret } = secretsWorld();
    const { VersionId: first } = await create('db', '1');
    const { VersionId: second } = await put('db', '2', { VersionStages: ['AWSPENDING'] });
    const move = (input: object) =>
      secrets('UpdateSecretVersionStage', { SecretId: 'db', VersionStage: 'AWSCURRENT', ...input });
    expect(await refusalText(move({ MoveToVersionId: second }))).toBe(
      `InvalidParameterException: The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to version ${first}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
    expect((await refusal(move({ RemoveFromVersionId: first }))).message).toContain(
      'You can only move staging label AWSCURRENT',
    );
    await move({ MoveToVersionId: second, RemoveFromVersionId: first });
    expect((await describeSecret('db')).VersionIdsToStages).toEqual({
      [first]: ['AWSPREVIOUS'],
      [second]: ['AWSCURRENT', 'AWSPENDING'],
    });
    // What is current gives up AWSPENDING with AWSCURRENT.
    const { VersionId: third } = await put('db', '3');
    expect((await describeSecret('db')).VersionIdsToStages).toEqual({
      [second]: ['AWSPREVIOUS'],
      [third]: ['AWSCURRENT'],
    });
    await move({ VersionStage: 'AWSPREVIOUS', RemoveFromVersionId: second });
    expect(await secrets('ListSecretVersionIds', { SecretId: 'db' })).toMatchObject({
      Versions: [{ VersionId: third }],
    });
    const all = { SecretId: 'db', IncludeDeprecated: true };
    expect(await secrets('ListSecretVersionIds', all)).toMatchObject({
      Versions: [{ VersionId: first }, { VersionId: second }, { VersionId: third }],
    });
  });

  it('a hundred without labels are kept, and all of a day', async () => {
    const { create, put, secrets, engine } = secretsWorld();
    await create('db', '0');
    for (let n = 1; n <= 110; n += 1) await put('db', String(n));
    const count = async () => {
      const input = { SecretId: 'db', IncludeDeprecated: true, MaxResults: 100 };
      const page = await secrets<Page>('ListSecretVersionIds', input);
      const rest = { ...input, NextToken: page.NextToken };
      const next = await secrets<Page>('ListSecretVersionIds', rest);
      return page.Versions.length + next.Versions.length;
    };
    expect(await count()).toBe(111);
    await engine.advanceTo(engine.now + 25 * hour);
    await put('db', 'a day later');
    expect(await count()).toBe(102);
  });

  it('reads are noted by the day', async () => {
    const { create, get, describe: describeSecret, engine } = secretsWorld();
    await create('db');
    expect((await describeSecret('db')).LastAccessedDate).toBeUndefined();
    await get('db');
    const day = new Date(engine.now - (engine.now % (24 * hour)));
    expect((await describeSecret('db')).LastAccessedDate).toEqual(day);
  });
});

interface Page {
  readonly Versions: readonly object[];
  readonly NextToken: string;
}

describe('updates', () => {
  it('change the description alone, or make a version', async () => {
    const { create, secrets } = secretsWorld();
    const { ARN } = await create('db');
    const described = { SecretId: 'db', Description: 'the database' };
    expect(await secrets('UpdateSecret', described)).toEqual({ ARN, Name: 'db' });
    const ClientRequestToken = newToken();
    const changed = { SecretId: 'db', SecretString: 'new', ClientRequestToken };
    expect(await secrets('UpdateSecret', changed)).toMatchObject({ VersionId: ClientRequestToken });
    expect(await secrets('DescribeSecret', { SecretId: 'db' })).toMatchObject({
      Description: 'the database',
    });
    const nothing = secrets('PutSecretValue', { SecretId: 'db' });
    expect(await refusalText(nothing)).toBe(
      'InvalidRequestException: You must provide either SecretString or SecretBinary.',
    );
  });
});
