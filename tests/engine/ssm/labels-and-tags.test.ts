import { describe, expect, it } from 'vitest';
import { refusalText } from '../world';
import { ssmWorld } from './world';

async function labelled() {
  const world = ssmWorld();
  const { put, update, ssm } = world;
  await put('/x', 'one');
  await update('/x', 'two');
  await update('/x', 'three');
  const label = (ParameterVersion: number | undefined, ...Labels: string[]) =>
    ssm('LabelParameterVersion', { Name: '/x', ParameterVersion, Labels });
  const history = async () => {
    const { Parameters } = await ssm<{ Parameters: { Labels: string[] }[] }>(
      ...(['GetParameterHistory', { Name: '/x' }] as const),
    );
    return Parameters.map(({ Labels }) => Labels);
  };
  return { ...world, label, history };
}

describe('labels', () => {
  it('name a version, the latest where none is given', async () => {
    const { label, get } = await labelled();
    expect(await label(undefined, 'live')).toEqual({ InvalidLabels: [], ParameterVersion: 3 });
    await label(1, 'old');
    expect(await get('/x:live')).toMatchObject({ Value: 'three', Selector: ':live' });
    expect(await get('/x:old')).toMatchObject({ Value: 'one', Version: 1 });
  });

  it('are on one version, and move', async () => {
    const { label, history } = await labelled();
    await label(1, 'a', 'b', 'c');
    await label(2, 'b', 'c');
    expect(await history()).toEqual([['a'], ['b', 'c'], []]);
  });

  it('that cannot be are named and left out', async () => {
    const { label, history } = await labelled();
    const invalid = ['1st', 'aws-x', 'SSMx', 'a/b', 'a b'];
    expect(await label(1, 'ok', ...invalid)).toMatchObject({ InvalidLabels: invalid });
    expect(await history()).toEqual([['ok'], [], []]);
  });

  it('are ten on a version at most', async () => {
    const { label } = await labelled();
    const names = Array.from({ length: 11 }, (_, n) => `label${n}`);
    await label(1, ...names.slice(0, 6));
    expect(await refusalText(label(1, ...names.slice(6)))).toBe(
      'ParameterVersionLabelLimitExceeded: A parameter version can have maximum 10 labels.Move one or more labels to another version and try again.',
    );
    await label(2, ...names.slice(6));
  });

  it('are taken off', async () => {
    const { label, history, ssm } = await labelled();
    await label(1, 'a', 'b');
    await label(2, 'c');
    const Labels = ['a', 'c', 'd'];
    const off = await ssm('UnlabelParameterVersion', { Name: '/x', ParameterVersion: 1, Labels });
    expect(off).toEqual({ RemovedLabels: ['a'], InvalidLabels: ['c', 'd'] });
    expect(await history()).toEqual([['b'], ['c'], []]);
  });

  it.each(['LabelParameterVersion', 'UnlabelParameterVersion'])(
    '%s says what does not exist',
    async (operation) => {
      const { ssm } = await labelled();
      const Labels = ['a'];
      const of = (Name: string, ParameterVersion: number) =>
        refusalText(ssm(operation, { Name, ParameterVersion, Labels }));
      expect(await of('y', 1)).toBe('ParameterNotFound: Parameter y not found.');
      expect(await of('/x', 9)).toBe(
        'ParameterVersionNotFound: Systems Manager could not find version 9 of /x. Verify the version and try again.',
      );
    },
  );
});

describe('GetParameterHistory', () => {
  it('goes through the versions page by page', async () => {
    const { ssm } = await labelled();
    const first = await ssm('GetParameterHistory', { Name: '/x', MaxResults: 2 });
    expect(first).toMatchObject({ Parameters: [{ Value: 'one' }, { Value: 'two' }] });
    const { NextToken } = first;
    const rest = await ssm('GetParameterHistory', { Name: '/x', MaxResults: 2, NextToken });
    expect(rest).toMatchObject({ Parameters: [{ Value: 'three', Version: 3 }] });
    expect(rest).not.toHaveProperty('NextToken');
  });

  it('does not know a parameter that is not there', async () => {
    const { ssm } = ssmWorld();
    expect(await refusalText(ssm('GetParameterHistory', { Name: 'y' }))).toBe(
      'ParameterNotFound: Parameter y not found.',
    );
  });
});

describe('tags', () => {
  const resource = { ResourceType: 'Parameter', ResourceId: '/x' };
  const tag = (Key: string, Value = 'v') => ({ Key, Value });

  it('are given, changed and taken', async () => {
    const { put, ssm } = ssmWorld();
    await put('x', 'value', { Tags: [tag('a'), tag('b')] });
    await ssm('AddTagsToResource', { ...resource, Tags: [tag('b', 'w'), tag('c')] });
    await ssm('RemoveTagsFromResource', { ...resource, TagKeys: ['a', 'z'] });
    expect(await ssm('ListTagsForResource', resource)).toEqual({
      TagList: [tag('b', 'w'), tag('c')],
    });
  });

  it('stay over an update', async () => {
    const { put, update, ssm } = ssmWorld();
    await put('x', 'value', { Tags: [tag('a')] });
    await update('x', 'other');
    expect(await ssm('ListTagsForResource', resource)).toEqual({ TagList: [tag('a')] });
  });

  it('are fifty at most, and none of them AWS', async () => {
    const { put, ssm } = ssmWorld();
    await put('x');
    const Tags = Array.from({ length: 50 }, (_, n) => tag(`tag${n}`));
    await ssm('AddTagsToResource', { ...resource, Tags });
    const add = (...more: object[]) =>
      refusalText(ssm('AddTagsToResource', { ...resource, Tags: more }));
    expect(await add(tag('more'))).toMatch(/^TooManyTagsError/);
    expect(await add(tag('aws:x'))).toMatch(/^ValidationException/);
  });

  it.each(['AddTagsToResource', 'RemoveTagsFromResource', 'ListTagsForResource'])(
    '%s knows parameters that exist',
    async (operation) => {
      const { ssm } = ssmWorld();
      const more = { Tags: [tag('a')], TagKeys: ['a'] };
      const of = (ResourceType: string, ResourceId: string) => {
        const { Tags, TagKeys } = more;
        const input = { ResourceType, ResourceId };
        if (operation === 'AddTagsToResource') Object.assign(input, { Tags });
        if (operation === 'RemoveTagsFromResource') Object.assign(input, { TagKeys });
        return refusalText(ssm(operation, input));
      };
      expect(await of('Parameter', 'nothing')).toMatch(/^InvalidResourceId/);
      expect(await of('Parameter', 'a//b')).toMatch(/^InvalidResourceId/);
      expect(await of('Document', 'x')).toMatch(/^InvalidResourceType/);
    },
  );
});
