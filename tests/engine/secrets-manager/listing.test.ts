import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePassword } from '../../../src/engine/services/secrets-manager/random-password';
import { refusal, refusalText } from '../world';
import { secretsWorld } from './world';

interface List {
  readonly SecretList: readonly { readonly Name: string }[];
  readonly NextToken?: string;
}

describe('ListSecrets', () => {
  async function filled() {
    const world = secretsWorld();
    const { create, secrets } = world;
    await create('testing1/one', 'x', { Description: 'a secret' });
    await create('/testing2/two', 'x', { Description: 'an secret' });
    await create('testing3/three', 'x', { Description: 'asecret' });
    await create('/testing4/four', 'x', { Description: 'thesecret' });
    const names = async (input: object) =>
      (await secrets<List>('ListSecrets', input)).SecretList.map(({ Name }) => Name);
    const filtered = (Key: string, ...Values: string[]) => names({ Filters: [{ Key, Values }] });
    return { ...world, names, filtered };
  }

  it('filters as AWS was recorded to', async () => {
    const { filtered, names } = await filled();
    expect(await filtered('name', '/')).toEqual(['/testing2/two', '/testing4/four']);
    expect(await filtered('name', '!/')).toEqual(['testing1/one', 'testing3/three']);
    expect(await filtered('name', 'testing1 one')).toEqual([]);
    expect(await filtered('description', 'a')).toHaveLength(3);
    expect(await filtered('description', '!a')).toEqual(['/testing4/four']);
    expect(await filtered('description', 'a secret')).toEqual(['testing1/one', '/testing2/two']);
    expect(await filtered('description', '!c')).toHaveLength(4);
    const both = [
      { Key: 'description', Values: ['a'] },
      { Key: 'name', Values: ['an'] },
    ];
    expect(await names({ Filters: both })).toEqual([]);
  });

  it('sorts, and goes page by page', async () => {
    const { names, secrets } = await filled();
    expect(await names({ SortBy: 'name', SortOrder: 'desc' })).toEqual([
      ...['testing3/three', 'testing1/one', '/testing4/four', '/testing2/two'],
    ]);
    const page = await secrets<List>('ListSecrets', { MaxResults: 3 });
    expect(page.SecretList).toHaveLength(3);
    const rest = await secrets<List>('ListSecrets', { MaxResults: 3, NextToken: page.NextToken });
    expect(rest).toMatchObject({ SecretList: [{ Name: '/testing4/four' }] });
    expect((await refusal(secrets('ListSecrets', { NextToken: 'x' }))).code).toBe(
      'InvalidNextTokenException',
    );
  });
});

describe('tags', () => {
  it('are added and removed, and what was removed leaves an empty list', async () => {
    const { create, secrets, describe: describeSecret } = secretsWorld();
    await create('db');
    expect((await describeSecret('db')).Tags).toBeUndefined();
    await secrets('TagResource', { SecretId: 'db', Tags: [{ Key: 'a', Value: '1' }] });
    expect((await describeSecret('db')).Tags).toEqual([{ Key: 'a', Value: '1' }]);
    await secrets('UntagResource', { SecretId: 'db', TagKeys: ['a'] });
    expect((await describeSecret('db')).Tags).toEqual([]);
    const reserved = secrets('TagResource', {
      SecretId: 'db',
      Tags: [{ Key: 'aws:x', Value: '' }],
    });
    expect((await refusal(reserved)).code).toBe('InvalidParameterException');
  });
});

describe('GetRandomPassword', () => {
  const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };

  it('has each type that is left in, and nothing that is left out', () => {
    const types = {
      ExcludeLowercase: /[a-z]/,
      ExcludeUppercase: /[A-Z]/,
      ExcludeNumbers: /\d/,
      ExcludePunctuation: /[!-/:-@[-`{-~]/,
    };
    const flags = fc.record(
      Object.fromEntries(Object.keys(types).map((name) => [name, fc.boolean()])),
    );
    fc.assert(
      fc.property(flags, fc.integer({ min: 5, max: 300 }), (input, PasswordLength) => {
        fc.pre(Object.values(input).includes(false));
        const password = makePassword(random, { ...input, PasswordLength });
        expect(password).toHaveLength(PasswordLength);
        for (const [name, pattern] of Object.entries(types)) {
          expect(pattern.test(password)).toBe(input[name] !== true);
        }
      }),
    );
  });

  it('is 32 characters long, without those that are excluded', async () => {
    const { secrets } = secretsWorld();
    const { RandomPassword } = await secrets<{ RandomPassword: string }>('GetRandomPassword');
    expect(RandomPassword).toHaveLength(32);
    const many = { PasswordLength: 4096, IncludeSpace: true, ExcludeCharacters: 'xyz@' };
    const spaced = makePassword(random, many);
    expect(spaced).toContain(' ');
    expect(spaced).not.toMatch(/[xyz@]/);
    expect(await refusalText(secrets('GetRandomPassword', { PasswordLength: 3 }))).toBe(
      'InvalidParameterException: Password length is too short based on the required types.',
    );
  });
});
