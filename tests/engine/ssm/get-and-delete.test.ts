import { describe, expect, it } from 'vitest';
import { deletedTable } from '../../../src/engine/services/ssm/state';
import { refusalText, start } from '../world';
import { arnOf, ssmWorld } from './world';

describe('GetParameter', () => {
  it('returns the latest version, or the one selected', async () => {
    const { put, update, get } = ssmWorld();
    await put('/app/db', 'one');
    await update('/app/db', 'two');
    expect(await get('/app/db')).toEqual({
      ...{ Name: '/app/db', Type: 'String', Value: 'two', Version: 2, DataType: 'text' },
      ...{ LastModifiedDate: new Date(start), ARN: arnOf('/app/db') },
    });
    expect(await get('/app/db:1')).toMatchObject({
      ...{ Name: '/app/db', Value: 'one', Version: 1, Selector: ':1' },
    });
  });

  it('takes a name of one level with or without its slash, as recorded against AWS', async () => {
    const { put, get } = ssmWorld();
    await put('db');
    expect(await get('/db')).toMatchObject({ Name: '/db', ARN: arnOf('/db') });
    expect(await get('db')).toMatchObject({ Name: 'db', ARN: arnOf('/db') });
  });

  it('takes ARNs, as recorded against AWS', async () => {
    const { put, get } = ssmWorld();
    await put('db');
    await put('/app/db');
    expect(await get(arnOf('/db'))).toMatchObject({ Name: 'db' });
    expect(await get(`${arnOf('/app/db')}:1`)).toMatchObject({ Name: '/app/db', Selector: ':1' });
  });

  const missing: readonly (readonly [name: string, refused: string])[] = [
    ['nothing', 'ParameterNotFound: '],
    [
      'db:2',
      'ParameterVersionNotFound: Systems Manager could not find version 2 of db. Verify the version and try again.',
    ],
    [
      'db:live',
      'ParameterVersionNotFound: Systems Manager could not find version live of db. Verify the version and try again.',
    ],
  ];
  it.each(missing)('does not find %s', async (name, refused) => {
    const { put, get } = ssmWorld();
    await put('db');
    expect(await refusalText(get(name))).toBe(refused);
  });

  it.each(['/a//b', 'a/b/c'])('refuses the name %s, as recorded against AWS', async (name) => {
    expect(await refusalText(ssmWorld().get(name))).toMatch(
      /^ValidationException: .*sub-paths divided by slash symbol/,
    );
  });
});

describe('GetParameters', () => {
  it('returns what there is and names what there is not', async () => {
    const { put, ssm } = ssmWorld();
    await put('a', '1');
    await put('/b/c', '2');
    const Names = ['a', '/b/c', 'nothing', 'a:7', 'a', 'a:live'];
    expect(await ssm('GetParameters', { Names })).toMatchObject({
      Parameters: [{ Value: '1' }, { Value: '2' }],
      InvalidParameters: ['nothing', 'a:7', 'a:live'],
    });
  });

  it('takes ten names and no more, as recorded against AWS', async () => {
    const Names = Array.from({ length: 11 }, (_, n) => `p${n}`);
    expect(await refusalText(ssmWorld().ssm('GetParameters', { Names }))).toBe(
      `ValidationException: 1 validation error detected: Value '[${Names.join(', ')}]' at 'names' failed to satisfy constraint: Member must have length less than or equal to 10`,
    );
  });
});

describe('DeleteParameter and DeleteParameters', () => {
  it('delete a parameter with all its versions', async () => {
    const { put, update, get, ssm } = ssmWorld();
    await put('db', 'one');
    await update('db', 'two');
    await ssm('DeleteParameter', { Name: '/db' });
    expect(await refusalText(get('db'))).toBe('ParameterNotFound: ');
    expect(await put('db', 'three')).toMatchObject({ Version: 1 });
    expect(await refusalText(get('db:2'))).toMatch(/^ParameterVersionNotFound/);
  });

  it('leave a name alone for 30 seconds where the parameter had tags', async () => {
    const { put, ssm, engine } = ssmWorld();
    const Tags = [{ Key: 'stage', Value: 'prod' }];
    await put('db', 'one', { Tags });
    await ssm('DeleteParameter', { Name: 'db' });
    const stale =
      'TooManyUpdates: Failed to create the parameter since stale tags associated to the name detected. Please retry in a while or change a parameter name.';
    expect(await refusalText(put('/db'))).toBe(stale);
    await engine.advanceTo(engine.now + 29_999);
    expect(await refusalText(put('db'))).toBe(stale);
    await engine.advanceTo(engine.now + 1);
    expect(await put('db', 'two')).toMatchObject({ Version: 1 });
  });

  it('keep no notes of names but for a while', async () => {
    const { put, ssm, engine } = ssmWorld();
    const Tags = [{ Key: 'stage', Value: 'prod' }];
    for (let n = 0; n < 40; n += 1) {
      await put(`p${n}`, 'x', { Tags });
      await ssm('DeleteParameter', { Name: `p${n}` });
      await engine.advanceTo(engine.now + 20_000);
    }
    expect(engine.tables.range(deletedTable).length).toBeLessThan(5);
  });

  it('say what was not there', async () => {
    const { put, ssm } = ssmWorld();
    await put('a');
    expect(await refusalText(ssm('DeleteParameter', { Name: 'b' }))).toBe('ParameterNotFound: ');
    expect(await ssm('DeleteParameters', { Names: ['a', '/a', 'b'] })).toEqual({
      DeletedParameters: ['a'],
      InvalidParameters: ['/a', 'b'],
    });
  });
});
