import { describe, expect, it } from 'vitest';
import { accessOfEverybody } from '../../../src/engine/access/index';
import { Engine } from '../../../src/engine/engine';
import { saveWorld } from '../../../src/engine/saved-world';
import { createWorld } from '../../../src/engine/world';
import { Shell } from '../../../src/shell/shell';
import { tablesOf } from '../../../src/ui/lab/save-points/compare';
import { accessChanges } from '../../../src/ui/lab/what-if/access-changes';
import { lostIn } from '../../../src/ui/lab/what-if/lost';
import { changesOf, probesOf } from '../../../src/ui/lab/what-if/questions';

const tablesIn = (engine: Engine) => tablesOf(saveWorld(engine.tables));

/** A world with two keys, of which one has a parameter and a secret, and what lines do to a fork of it. */
async function world() {
  const engine = new Engine(createWorld({ now: Date.UTC(2026, 0, 5), seed: 1 }));
  const run = async (on: Engine, ...lines: readonly string[]) => {
    const shell = await Shell.open(on);
    for (const line of lines) expect(await shell.run(line)).toMatchObject({ exitCode: 0 });
  };
  const newKey = '$(aws kms create-key --query KeyMetadata.KeyId --output text)';
  await run(
    engine,
    `aws kms create-alias --alias-name alias/app --target-key-id ${newKey}`,
    `aws kms create-alias --alias-name alias/idle --target-key-id ${newKey}`,
    'aws ssm put-parameter --name /db --type SecureString --key-id alias/app --value v',
    'aws secretsmanager create-secret --name db --kms-key-id alias/app --secret-string v',
    `aws iam create-role --role-name reader --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}'`,
  );
  const fork = async (...lines: readonly string[]) => {
    const changed = engine.fork();
    await run(changed, ...lines);
    return changed;
  };
  const after = async (title: string, ...more: readonly string[]) => {
    const change = changesOf(tablesIn(engine)).find((one) => one.title === title)!;
    const changed = await fork(...change.lines, ...more);
    return lostIn(tablesIn(changed), tablesIn(engine)).map(({ name, state, things }) => ({
      ...{ name, state },
      things: things.map(({ service, kind }) => `${service} ${kind}`),
    }));
  };
  return { engine, fork, after };
}

describe('what may be asked of a world', () => {
  it('is of its keys and roles, and of what reads what they keep', async () => {
    const { engine } = await world();
    const titles = changesOf(tablesIn(engine)).map(({ title }) => title);
    expect([...titles].sort()).toEqual([
      ...['Delete alias/app in 7 days', 'Delete alias/idle in 7 days'],
      ...['Deny role reader everything', 'Disable alias/app', 'Disable alias/idle'],
    ]);
    const shell = await Shell.open(engine);
    const probes = probesOf(tablesIn(engine));
    expect(probes).toHaveLength(2);
    for (const line of probes) expect(await shell.run(line)).toMatchObject({ exitCode: 0 });
  });
});

describe('what can be read in a world and not in a copy of it', () => {
  const things = ['secretsmanager secret', 'ssm parameter'];

  it('lies under the keys that work no more, whatever they are called by then', async () => {
    const { after } = await world();
    expect(await after('Disable alias/app')).toEqual([
      { name: 'alias/app', state: 'Disabled', things },
    ]);
    expect(await after('Delete alias/app in 7 days')).toEqual([
      { name: 'alias/app', state: 'deleted', things },
    ]);
    expect(await after('Disable alias/idle')).toEqual([
      { name: 'alias/idle', state: 'Disabled', things: [] },
    ]);
    expect(await after('Deny role reader everything')).toEqual([]);
  });

  it('is less by what is gone there, or lies under another key', async () => {
    const { after } = await world();
    const left = await after('Disable alias/app', 'aws ssm delete-parameter --name /db');
    expect(left[0]!.things).toEqual(['secretsmanager secret']);
    const forced =
      'aws secretsmanager delete-secret --force-delete-without-recovery --secret-id db';
    const none = await after(
      'Disable alias/app',
      'aws ssm delete-parameter --name /db',
      forced,
      'sleep 86400',
    );
    expect(none[0]!.things).toEqual([]);
  });
});

describe('who may do something in a world and not in a copy of it', () => {
  const letRead = `aws iam put-role-policy --role-name reader --policy-name read --policy-document '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["ssm:GetParameter","kms:Decrypt"],"Resource":"*"}}'`;
  const access = ({ tables, now }: Engine) => accessOfEverybody(tables, now);
  const short = (changes: ReturnType<typeof accessChanges>) =>
    changes
      .filter(({ principal }) => principal.endsWith('/reader'))
      .map(({ resource, loses, gains }) => [resource.split(':')[2], loses, gains]);

  it('is who is denied it there, resource by resource; what the key does is another question', async () => {
    const { engine, fork } = await world();
    const allowed = await fork(letRead);
    const gains = [
      ['kms', [], ['kms:Decrypt']],
      ['kms', [], ['kms:Decrypt']],
      ['ssm', [], ['ssm:GetParameter']],
    ];
    expect(short(accessChanges(access(engine), access(allowed)))).toEqual(gains);
    const deny = changesOf(tablesIn(engine)).find(({ title }) => title.startsWith('Deny'))!;
    const denied = await fork(letRead, ...deny.lines);
    // Its trust policy lets everybody assume it.
    expect(short(accessChanges(access(allowed), access(denied)))).toEqual([
      ...gains.map(([service, loses, gained]) => [service, gained, loses]),
      ['iam', ['sts:AssumeRole'], []],
    ]);
    const disabled = changesOf(tablesIn(engine)).find(
      ({ title }) => title === 'Disable alias/app',
    )!;
    expect(accessChanges(access(engine), access(await fork(...disabled.lines)))).toEqual([]);
  });

  it('is who is gone; and a resource that is gone is nobody’s loss', async () => {
    const { engine, fork } = await world();
    const before = access(await fork(letRead));
    const gone = await fork('aws iam delete-role --role-name reader');
    expect(short(accessChanges(before, access(gone)))).toHaveLength(3);
    const without = await fork('aws ssm delete-parameter --name /db');
    expect(accessChanges(access(engine), access(without))).toEqual([]);
  });
});
