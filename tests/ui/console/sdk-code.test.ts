import { describe, expect, it } from 'vitest';
import { Kept } from '../../../src/shell/aws/command-line';
import { sdkCode, sdkScript } from '../../../src/ui/console/code/sdk-code';

const alias = { AliasName: "alias/it's", TargetKeyId: new Kept('KEY_ID') };
const requests = [
  {
    ...{ service: 'kms', operation: 'CreateKey', input: { MultiRegion: true } },
    keeps: { variable: 'KEY_ID', path: ['KeyMetadata', 'KeyId'] },
  },
  { service: 'kms', operation: 'CreateAlias', input: alias },
];

describe('the code that sends what a form sends', () => {
  it('is that of the AWS SDK for JavaScript', () => {
    expect(sdkScript(requests, 'javascript')).toBe(`\
import { KMSClient, CreateKeyCommand, CreateAliasCommand } from '@aws-sdk/client-kms';

const client = new KMSClient({});
const answer1 = await client.send(
  new CreateKeyCommand({
    MultiRegion: true,
  }),
);
const keyId = answer1.KeyMetadata.KeyId;
const answer2 = await client.send(
  new CreateAliasCommand({
    AliasName: 'alias/it\\'s',
    TargetKeyId: keyId,
  }),
);`);
  });

  it('is that of boto3', () => {
    expect(sdkScript(requests, 'python')).toBe(`\
import boto3

client = boto3.client('kms')
answer_1 = client.create_key(
    MultiRegion=True,
)
key_id = answer_1['KeyMetadata']['KeyId']
answer_2 = client.create_alias(
    AliasName='alias/it\\'s',
    TargetKeyId=key_id,
)`);
  });

  it('writes bytes, dates and nested values as each language does', () => {
    const input = {
      Blob: new Uint8Array([1, 2]),
      When: new Date(0),
      List: [{ 'a b': 1 }],
      Absent: undefined,
    };
    const javascript = sdkCode('ssm', 'PutParameter', input, 'javascript');
    expect(javascript).toContain("Blob: Buffer.from('AQI=', 'base64')");
    expect(javascript).toContain("When: new Date('1970-01-01T00:00:00.000Z')");
    expect(javascript).toContain("'a b': 1");
    expect(javascript).not.toContain('Absent');
    const python = sdkCode('ssm', 'PutParameter', input, 'python');
    expect(python).toContain("Blob=base64.b64decode('AQI=')");
    expect(python).toMatch(/^import base64\nfrom datetime import datetime\nimport boto3\n/);
  });
});
