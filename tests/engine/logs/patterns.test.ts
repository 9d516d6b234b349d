import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AwsError } from '../../../src/engine/errors';
import { compilePattern } from '../../../src/engine/services/logs/patterns/index';

// The examples are those of the CloudWatch Logs User Guide, "Filter pattern syntax".

const errors = [
  '[ERROR 400] BAD REQUEST',
  '[ERROR 401] UNAUTHORIZED REQUEST',
  '[ERROR 419] MISSING ARGUMENTS',
  '[ERROR 420] INVALID ARGUMENTS',
];

/** Which of the messages a pattern matches, by their numbers. */
const matching = (pattern: string, messages: readonly string[] = errors) => {
  const { matches } = compilePattern(pattern);
  return messages.flatMap((message, i) => (matches(message) ? [i] : []));
};

const refused = (pattern: string) => {
  try {
    compilePattern(pattern);
  } catch (error) {
    return `${(error as AwsError).code}: ${(error as AwsError).message}`;
  }
  return undefined;
};

describe('terms', () => {
  it.each([
    ['ERROR', [0, 1, 2, 3]],
    ['error', []],
    ['ERROR ARGUMENTS', [2, 3]],
    ['?MISSING ?INVALID', [2, 3]],
    ['?MISSING ?INVALID REQUEST', [0, 1]],
    ['ERROR -ARGUMENTS', [0, 1]],
    ['"BAD REQUEST"', [0]],
    ['- "BAD REQUEST"', [1, 2, 3]],
    ['" "', [0, 1, 2, 3]],
    ['', [0, 1, 2, 3]],
  ])('%s', (pattern, numbers) => expect(matching(pattern)).toEqual(numbers));

  it('take quotation marks within a phrase', () => {
    expect(matching('"say \\"hi\\""', ['say "hi"', 'say hi'])).toEqual([0]);
  });

  it('need quotation marks for what is no letter or digit', () => {
    for (const pattern of ['a.b', 'foo-bar', '"open', 'a & b']) {
      expect(refused(pattern)).toBe('InvalidParameterException: Invalid filter pattern');
    }
  });

  it('match a message that is itself the phrase', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (message) => {
        const phrase = message.replace(/["\\]/g, '\\$&');
        expect(compilePattern(`"${phrase}"`).matches(`before ${message} after`)).toBe(true);
      }),
    );
  });
});

describe('regular expressions', () => {
  it.each([
    ['%AUTHORIZED%', [1]],
    ['%4[01][01]%', [0, 1]],
    ['%^.ERROR 4(%', undefined],
    ['%\\[ERROR 4\\d{2}\\] (?:BAD)%', undefined],
    ['%INVALID|MISSING%', [2, 3]],
    ['%ARGUMENTS$%', [2, 3]],
    ['%E{1,1}R{,2}OR%', [0, 1, 2, 3]],
    ['%wow!%', undefined],
    ['%[a-%', undefined],
  ])('%s', (pattern, numbers) => {
    if (numbers === undefined) expect(refused(pattern)).toMatch(/Invalid filter pattern/);
    else expect(matching(pattern)).toEqual(numbers);
  });
});

const trail = JSON.stringify({
  eventType: 'UpdateTrail',
  sourceIPAddress: '111.111.111.111',
  arrayKey: ['value', 'another value'],
  objectList: [
    { name: 'a', id: 1 },
    { name: 'b', id: 2 },
  ],
  SomeObject: null,
  isDone: true,
  'cluster.name': 'c',
  latency: 50,
});

const people = JSON.stringify({
  user: { id: 1, email: 'John.Stiles@example.com' },
  users: [
    { id: 2, email: 'John.Doe@example.com' },
    { id: 3, email: 'Jane.Doe@example.com' },
  ],
  actions: ['GET', 'PUT', 'DELETE'],
  coordinates: [
    [0, 1, 2],
    [4, 5, 6],
  ],
});

describe('patterns for JSON', () => {
  it.each([
    '{ $.eventType = "UpdateTrail" }',
    '{ $.eventType = UpdateTrail }',
    '{ $.sourceIPAddress != 123.123.* }',
    '{ $.arrayKey[0] = "value" }',
    '{ $.eventType = %Trail% }',
    '{ $.arrayKey[*] = %val.{2}% }',
    '{ $.* = %111\\.111\\.111\\.1[0-9]{1,2}% }',
    '{ $.[\'cluster.name\'] = "c" }',
    '{ $.SomeObject IS NULL }',
    '{ $.isDone IS TRUE }',
    '{ $.SomeOtherObject NOT EXISTS }',
    '{ $.latency = * }',
    '{ $.latency = 5e+1 }',
    '{ $.latency > 49 && $.latency <= 50.0 }',
    '{$.objectList[1].id=2}',
  ])('%s matches', (pattern) => expect(matching(pattern, [trail])).toEqual([0]));

  it.each([
    '{ $.eventType = "Update" }',
    '{ $.latency < 50 }',
    '{ $.nothing != "x" }',
    '{ $.arrayKey = "value" }',
    '{ $.SomeObject NOT EXISTS }',
    '{ $.isDone IS FALSE }',
  ])('%s does not', (pattern) => expect(matching(pattern, [trail, 'no JSON', '{'])).toEqual([]));

  it.each([
    ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', true],
    [
      '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch" && $.actions[2] = "nonmatch" }',
      true,
    ],
    [
      '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch") && $.actions[2] = "nonmatch" }',
      false,
    ],
    ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', false],
  ])('%s: %s', (pattern, matches) => {
    expect(compilePattern(pattern).matches(people)).toBe(matches);
  });

  it('show what their selectors point to', () => {
    expect(compilePattern('{ $.user.id = * && $.users[*].email = * }').extract(people)).toEqual({
      ...{ '$.user.id': '1', '$.users[*].email': 'John.Doe@example.com' },
    });
  });

  it('refuse what is none', () => {
    expect(refused('{ $.a = 1')).toBe(
      "InvalidParameterException: If a filter pattern starts with '{' it must end with '}'",
    );
    for (const pattern of [
      ...['{}', '{ a = 1 }', '{ $.a }', '{ $.a = }', '{ $.a > x }', "{ $.a = 'Root' }"],
      ...['{ $.a = 1 & $.b = 2 }', '{ ($.a = 1 }', '{ $.a EXISTS }', '{ $.a IS NOT NULL }'],
      ...['{ $.*.* = 1 }', '{ $.a = %x% && $.b = %y% && $.c = %z% }', '{ $.a = 1 } }'],
      '{ $.*.a = 1 && $.*.b = 1 && $.*.c = 1 && $.*.d = 1 }',
    ]) {
      expect(refused(pattern)).toBe('InvalidParameterException: Invalid filter pattern');
    }
  });
});

const access =
  '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

const requests = [
  'INFO 09/25/2014 12:00:00 GET /service/resource/67 1200',
  'INFO 09/25/2014 12:00:01 POST /service/resource/67/part/111 1310',
  'WARNING 09/25/2014 12:00:02 Invalid user request',
  'ERROR 09/25/2014 12:00:02 Failed to process request',
];

describe('patterns for columns', () => {
  it.each([
    '[ip=%127\\.0\\.0\\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]',
    '[..., request =*.html*, status_code = 4*, bytes]',
    '[ip, ..., bytes > 1000]',
    '[ip, user, username, timestamp, request =*.html*, status_code = 404 || status_code = 410, bytes]',
  ])('%s matches', (pattern) => expect(matching(pattern, [access])).toEqual([0]));

  it.each([
    ['[w1=ERROR, w2]', [3]],
    ['[w1=ERROR || w1=WARNING, w2]', [2, 3]],
    ['[w1=ERROR || w1=%WARN%, w2]', [2, 3]],
    ['[w1!=ERROR && w1!=WARNING, w2]', [0, 1]],
    ['[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]', [0]],
    [
      '[logLevel, date, time, method, url=%/service/resource/[0-9]+/part/[0-9]+$%, response_time]',
      [1],
    ],
  ])('%s', (pattern, numbers) => expect(matching(pattern, requests)).toEqual(numbers));

  it('show the fields by their names', () => {
    const pattern = '[ip, server, username, timestamp, request, status_code, bytes > 1000]';
    expect(compilePattern(pattern).extract(access)).toEqual({
      ...{ $bytes: '1534', $status_code: '404', $request: 'GET /index.html HTTP/1.0' },
      ...{ $timestamp: '10/Oct/2000:13:25:15 -0700', $username: 'frank' },
      ...{ $server: 'Prod', $ip: '127.0.0.1' },
    });
  });

  it('refuse what is none', () => {
    expect(refused('[a, b')).toBe(
      "InvalidParameterException: If a filter pattern starts with '[' it must end with ']'",
    );
    for (const pattern of [
      ...['[]', '[a,]', '[..., a, ...]', '[a=1 && b=2]', '[1]', '[a = 4* && b > 1000]'],
    ]) {
      expect(refused(pattern)).toBe('InvalidParameterException: Invalid filter pattern');
    }
  });
});

describe('any text', () => {
  it('is a pattern, or refused as an invalid one', () => {
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        '$.a',
        '=',
        '"',
        '%',
        'x',
        '*',
        '&&',
        '||',
        '(',
        ')',
        ',',
        '...',
        ' ',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = refused(pieces.join(''));
        expect(text ?? 'InvalidParameterException').toMatch(/^InvalidParameterException/);
      }),
    );
  });
});
