import { describe, expect, it } from 'vitest';
import { refusal, refusalText, start } from '../world';
import { account, arnOf, ssmWorld } from './world';

const pathRules =
  'ValidationException: Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';
const prefixRule =
  'ValidationException: Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).';
const levels = (count: number) =>
  Array.from({ length: count }, (_, level) => `/l${level + 1}`).join('');

describe('PutParameter: validation', () => {
  const wrongNames: readonly (readonly [name: string, refused: string])[] = [
    ['ssm_test', prefixRule],
    ['SSM_TEST', prefixRule],
    ['aws_test', prefixRule],
    ['/ssm/x', pathRules],
    ['/SSM/PATH', pathRules],
    ['/a//b', pathRules],
    ['a b', pathRules],
    ['/a/ü', pathRules],
    [arnOf('/x'), 'ValidationException: Parameter name must be a fully qualified name.'],
    ['a/b', 'ValidationException: Parameter name must be a fully qualified name.'],
    ['/a/', 'ValidationException: Parameter name must not end with slash.'],
    ['/aws/x', 'AccessDeniedException: No access to reserved parameter name: /aws/x.'],
    ['/AWS_x', 'AccessDeniedException: No access to reserved parameter name: /AWS_x.'],
  ];
  it.each(wrongNames)('refuses the name %s', async (name, refused) => {
    expect(await refusalText(ssmWorld().put(name))).toBe(refused);
  });

  it('takes 15 levels and no more', async () => {
    const { put } = ssmWorld();
    await put(levels(15));
    expect((await refusal(put(levels(16)))).code).toBe('HierarchyLevelLimitExceededException');
  });

  it('takes names whose ARN has 1,011 characters and no longer ones', async () => {
    const { put } = ssmWorld();
    const longest = 'n'.repeat(1011 - arnOf('/').length);
    await put(longest);
    expect((await refusal(put(`${longest}n`))).code).toBe('AccessDeniedException');
  });

  it('removes spaces around a name', async () => {
    const { put, get } = ssmWorld();
    await put('  db  ', 'x');
    expect(await get(' db ')).toMatchObject({ Name: 'db', Value: 'x' });
  });

  const wrongValues: readonly (readonly [what: string, input: object, refused: string])[] = [
    [
      'no type',
      { Type: undefined },
      'ValidationException: A parameter type is required when you create a parameter.',
    ],
    [
      'an empty value',
      { Value: '' },
      "ValidationException: 1 validation error detected: Value at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'a reference to a parameter in its value',
      { Value: 'x {{ssm:other}}' },
      'ValidationException: Parameter value can\'t nest another parameter. Do not use "{{}}" in the value.',
    ],
    [
      'an unknown data type',
      { DataType: 'Text' },
      'ValidationException: The following data type is not supported: Text (Data type names are all lowercase.)',
    ],
    [
      'an image as a list',
      { DataType: 'aws:ec2:image', Type: 'StringList', Value: 'ami-12345678' },
      'ValidationException: The aws:ec2:image data type is not supported for the following input type: StringList',
    ],
    [
      'a value that does not match its pattern',
      { AllowedPattern: '\\d{1,4}', Value: '10,000' },
      'ParameterPatternMismatchException: Parameter value, cannot be validated against allowedPattern: \\d{1,4}',
    ],
    [
      'a pattern that is none',
      { AllowedPattern: '(' },
      "InvalidAllowedPatternException: The request doesn't meet the regular expression requirement.",
    ],
    [
      'a pattern that takes too long',
      { AllowedPattern: '(a+)+\\1b', Value: 'a'.repeat(3000) },
      "InvalidAllowedPatternException: The request doesn't meet the regular expression requirement.",
    ],
    [
      'a value that a backtracking matcher would try for ages',
      { AllowedPattern: '(a+)+', Value: `${'a'.repeat(3000)}!` },
      'ParameterPatternMismatchException: Parameter value, cannot be validated against allowedPattern: (a+)+',
    ],
    [
      'tags together with an update',
      { Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] },
      "ValidationException: Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    ],
  ];
  it.each(wrongValues)('refuses %s', async (_, input, refused) => {
    const { put } = ssmWorld();
    expect(await refusalText(put('x', 'value', input))).toBe(refused);
  });

  const values: readonly (readonly [dataType: string, good: string, bad: string])[] = [
    ['aws:region', 'eu-central-1', 'Europe'],
    ['aws:account:id', account, '12345'],
    ['boolean', 'true', 'yes'],
    ['integer', '-443', '4.4'],
    ['float', '1.5e3', 'one'],
    ['binary', 'AAEC', '%%%'],
    ['hostname', 'db.example.com', 'db_1.example.com'],
    ['email', 'ops@example.com', 'ops@'],
    ['ipv4-address', '10.0.255.1', '10.0.256.1'],
    ['ipv6-address', '2001:db8::1', '10.0.0.1'],
    ['url', 'https://example.com/a?b=c', 'example'],
    ['json', '{"a":[1,"// no comment"]}', '{"a":1} // comment'],
    ['jsonc', '{"a":1} // comment', '{"a":}'],
  ];
  it.each(values)('checks that a value is of the data type %s', async (DataType, good, bad) => {
    const { put } = ssmWorld();
    const Tier = 'Advanced';
    await put('good', good, { DataType, Tier });
    expect((await refusal(put('bad', bad, { DataType, Tier }))).code).toBe('ValidationException');
  });
});

describe('PutParameter: errors', () => {
  it('does not write over a parameter unless it is told to', async () => {
    const { put } = ssmWorld();
    await put('x');
    const again = refusalText(put('/x', 'other'));
    expect(await again).toBe(
      'ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  });

  it('does not change a type', async () => {
    const { put, update } = ssmWorld();
    await put('x');
    const changed = refusal(update('x', 'y', { Type: 'SecureString' }));
    expect((await changed).code).toBe('HierarchyTypeMismatchException');
  });

  it('does not drop the oldest of 100 versions where a label is on it', async () => {
    const { put, update, ssm } = ssmWorld();
    await put('/x');
    for (let n = 2; n <= 100; n += 1) await update('/x', `value ${n}`);
    await ssm('LabelParameterVersion', { Name: '/x', ParameterVersion: 1, Labels: ['live'] });
    expect(await refusalText(update('/x', 'one more'))).toBe(
      "ParameterMaxVersionLimitExceeded: You attempted to create a new version of /x by calling the PutParameter API with the overwrite flag. Version 1, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.",
    );
    await ssm('LabelParameterVersion', { Name: '/x', ParameterVersion: 2, Labels: ['live'] });
    expect(await update('/x', 'one more')).toMatchObject({ Version: 101 });
  });
});

describe('PutParameter: behaviour', () => {
  it('answers with version and tier', async () => {
    const { put, update } = ssmWorld();
    expect(await put('x')).toEqual({ Version: 1, Tier: 'Standard' });
    expect(await update('x', 'y')).toEqual({ Version: 2, Tier: 'Standard' });
    // An update of what does not exist creates it.
    expect(await update('y', 'z', { Type: 'String' })).toEqual({ Version: 1, Tier: 'Standard' });
  });

  it('keeps description and pattern over an update', async () => {
    const { put, update, describe: describeParameter } = ssmWorld();
    const kept = { Description: 'port', AllowedPattern: '\\d+' };
    await put('/port', '80', kept);
    await update('/port', '443');
    expect(await describeParameter('/port')).toMatchObject({ ...kept, Version: 2 });
    expect((await refusal(update('/port', 'https'))).code).toBe(
      'ParameterPatternMismatchException',
    );
  });

  it('keeps the last 100 versions', async () => {
    const { put, update, get } = ssmWorld();
    await put('x', '1');
    for (let n = 2; n <= 101; n += 1) await update('x', String(n));
    expect(await get('x')).toMatchObject({ Value: '101', Version: 101 });
    expect(await get('x:2')).toMatchObject({ Value: '2' });
    expect((await refusal(get('x:1'))).code).toBe('ParameterVersionNotFound');
  });

  it('answers before it has looked at an image, and writes none that cannot be one', async () => {
    const { put, get } = ssmWorld();
    const DataType = 'aws:ec2:image';
    expect(await put('bad', 'an image', { DataType })).toMatchObject({ Version: 1 });
    expect((await refusal(get('bad'))).code).toBe('ParameterNotFound');
    await put('good', 'ami-0123456789abcdef0', { DataType });
    expect(await get('good')).toMatchObject({ Value: 'ami-0123456789abcdef0' });
  });

  it('says who changed a parameter and when', async () => {
    const { put, describe: describeParameter } = ssmWorld();
    await put('x');
    expect(await describeParameter('x')).toMatchObject({
      ...{ ARN: arnOf('/x'), LastModifiedDate: new Date(start) },
      LastModifiedUser: `arn:aws:iam::${account}:user/admin`,
    });
  });
});
