import { describe, expect, test } from 'vitest';
import { readModel } from '../../src/engine/api/index';
import model from '../../src/engine/api/models/ec2.gen.json';
import { AwsError } from '../../src/engine/errors';
import { createDoor } from '../../src/wire/door';
import { writeError, writeOutput } from '../../src/wire/ec2';
import { readForm, readQueryInput } from '../../src/wire/query-reader';
import { testWorld } from '../engine/world';

const ec2 = readModel(model);
const read = (operation: string, form: string) =>
  readQueryInput(readForm(form), ec2.operations[operation]!.input!, true);

describe('a request in EC2’s Query protocol', () => {
  test.each([
    [
      'DescribeSnapshots',
      'Filter.1.Name=tag%3Aa&Filter.1.Value.1=x&Filter.1.Value.2=y&Filter.2.Name=status&SnapshotId.1=s&Owner.1=self&MaxResults=5&DryRun=true',
      {
        Filters: [{ Name: 'tag:a', Values: ['x', 'y'] }, { Name: 'status' }],
        ...{ SnapshotIds: ['s'], OwnerIds: ['self'], MaxResults: 5, DryRun: true },
      },
    ],
    [
      'CreateVolume',
      'Encrypted=true&KmsKeyId=k&TagSpecification.1.ResourceType=volume&TagSpecification.1.Tag.1.Key=a&TagSpecification.1.Tag.1.Value=b',
      {
        ...{ Encrypted: true, KmsKeyId: 'k' },
        TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'a', Value: 'b' }] }],
      },
    ],
    [
      'ModifySnapshotAttribute',
      'SnapshotId=s&CreateVolumePermission.Add.1.UserId=1&CreateVolumePermission.Add.2.Group=all&UserId.1=2',
      {
        ...{ SnapshotId: 's', UserIds: ['2'] },
        CreateVolumePermission: { Add: [{ UserId: '1' }, { Group: 'all' }] },
      },
    ],
    ['CreateVolume', 'encrypted=true&Size=much', { Size: 'much' }],
  ])('to %s is read', (operation, form, input) => {
    expect(read(operation, form)).toEqual(input);
  });
});

const start =
  '<?xml version="1.0" encoding="UTF-8"?>\n<{}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>id</requestId>';

describe('an answer in EC2’s form', () => {
  test.each([
    ['DeleteVolume', undefined, '<return>true</return>'],
    [
      'CreateSnapshot',
      { SnapshotId: 's', StartTime: new Date(0), Tags: [{ Key: 'a', Value: '<b>' }] },
      '<tagSet><item><key>a</key><value>&lt;b&gt;</value></item></tagSet><snapshotId>s</snapshotId><startTime>1970-01-01T00:00:00.000Z</startTime>',
    ],
    ['DescribeSnapshots', { Snapshots: [] }, '<snapshotSet/>'],
  ])('of %s', (name, output, content) => {
    const { status, body } = writeOutput(ec2, ec2.operations[name]!, 'id', output);
    expect(status).toBe(200);
    expect(body).toBe(`${start.replace('{}', name)}${content}</${name}Response>`);
  });

  test('that is an error', () => {
    const { status, body } = writeError(ec2, new AwsError('A.B', '<c>', 403), 'id');
    expect(status).toBe(403);
    expect(body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>A.B</Code><Message>&lt;c&gt;</Message></Error></Errors><RequestID>id</RequestID></Response>',
    );
  });
});

test.each([
  ['Action=DescribeNothing&Version=2016-11-15', 'InvalidAction', 'The action DescribeNothing is'],
  ['Action=DescribeVolumes', 'MissingParameter', 'The request must contain the parameter Version'],
])('%s signed for EC2 is refused in EC2’s words', async (body, code, message) => {
  const { engine, admin } = testWorld();
  const door = createDoor(engine, { trust: () => admin });
  const authorization =
    'AWS4-HMAC-SHA256 Credential=AKID/20261126/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=x';
  const response = await door.fetch(
    new Request('http://localhost/', {
      ...{ method: 'POST', body },
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    }),
  );
  expect(response.status).toBe(400);
  const text = await response.text();
  expect(text).toContain(`<Response><Errors><Error><Code>${code}</Code><Message>${message}`);
});
