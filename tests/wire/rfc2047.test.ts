import { describe, expect, test } from 'vitest';
import { decodeWord, encodeWord } from '../../src/wire/rfc2047';

// Recorded against AWS (LocalStack's snapshots of its S3 tests, 2026-02).
describe('an encoded word', () => {
  test.each([
    ['ÄMÄZÕÑ S3', '=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?='],
    ['test_—_file%_é_2?.pdf', '=?UTF-8?Q?test=5F=E2=80=94=5Ffile%=5F=C3=A9=5F2=3F.pdf?='],
    ['\0\u0001\u0002\u0003', '=?UTF-8?B?AAECAw==?='],
    ['\ufffd\ufffd', '=?UTF-8?B?77+977+9?='],
  ])('of %j is %s', (text, word) => {
    expect(encodeWord(text)).toBe(word);
    expect(decodeWord(word)).toBe(text);
  });

  test.each([
    ['=?UTF-8?Q?actually-ascii?=', 'actually-ascii'],
    ['=?UTF-8?B?YWJj?=', 'abc'],
    ['=?UTF-8?B?=GGG?=', '\ufffda\ufffd'],
    ['=?UTF-8?B??=', ''],
    ['plain', 'plain'],
    ['=?ISO-8859-1?Q?a?=', '=?ISO-8859-1?Q?a?='],
  ])('%s says %j', (word, text) => {
    expect(decodeWord(word)).toBe(text);
  });
});
