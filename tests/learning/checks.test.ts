import { describe, expect, it } from 'vitest';
import { adminCredentials } from '../../src/engine/world';
import { home, filesTable } from '../../src/engine/workstation';
import { openScenario, recheckTask } from '../../src/learning/runner';
import type { CheckReport } from '../../src/learning/scenario';
import { scenarioOf } from './worlds';

const region = 'us-east-1';

/** A world with one task, and what its only check says. */
async function open(check: string) {
  const scenario = scenarioOf({ check });
  const { engine, shell } = await openScenario(scenario, { now: Date.UTC(2026, 0, 5) });
  const credentials = adminCredentials(engine.tables);
  return {
    engine,
    shell,
    send: async (service: string, operation: string, input: object) => {
      const { output } = await engine.send({ service, operation, region, credentials, input });
      return output as Record<string, { KeyId: string; Arn: string }>;
    },
    report: async (screen = ''): Promise<CheckReport> =>
      (await recheckTask(scenario, scenario.tasks[0]!, engine, screen)).checks[0]!,
    write: (path: string, text: string) => {
      const content = new TextEncoder().encode(text);
      const row = { type: 'file' as const, mode: 0o644, mtime: 0, content };
      engine.write((tx) => tx.put(filesTable, `${home}/${path}`, row));
    },
  };
}

const newKey = async (send: Awaited<ReturnType<typeof open>>['send']) => {
  const { KeyMetadata } = await send('kms', 'CreateKey', {});
  return KeyMetadata!;
};

describe('a check of the audit trail', () => {
  it('counts the calls that succeeded, unless it names an error', async () => {
    const { send, report } = await open('trail: { eventName: DescribeKey }');
    await send('kms', 'DescribeKey', { KeyId: 'alias/none' }).catch(() => undefined);
    expect(await report()).toMatchObject({ passed: false, detail: 'Found: 0' });
    await send('kms', 'DescribeKey', { KeyId: (await newKey(send)).KeyId });
    expect(await report()).toEqual({ label: 'It is done', passed: true, detail: '' });
  });

  it.each(['NotFoundException', "'*'"])('finds a call that was refused with %s', async (code) => {
    const { send, report } = await open(`trail: { eventName: DescribeKey, errorCode: ${code} }`);
    await send('kms', 'DescribeKey', { KeyId: (await newKey(send)).KeyId });
    expect((await report()).passed).toBe(false);
    await send('kms', 'DescribeKey', { KeyId: 'alias/none' }).catch(() => undefined);
    expect((await report()).passed).toBe(true);
  });

  it('compares a part of the request parameters; null must be absent', async () => {
    const { send, report } = await open(
      'trail: { eventName: Encrypt, requestParameters: { encryptionContext: { a: b }, grantTokens: null } }',
    );
    const { KeyId } = await newKey(send);
    const Plaintext = new Uint8Array(9);
    await send('kms', 'Encrypt', { KeyId, Plaintext, EncryptionContext: { a: 'c' } });
    expect((await report()).passed).toBe(false);
    await send('kms', 'Encrypt', { KeyId, Plaintext, EncryptionContext: { a: 'b', d: 'e' } });
    expect((await report()).passed).toBe(true);
  });

  it('does not count what the setup did', async () => {
    const scenario = scenarioOf({
      check: 'trail: { eventName: CreateKey }',
      setup: ['aws kms create-key'],
    });
    const { engine } = await openScenario(scenario, { now: 0 });
    expect((await recheckTask(scenario, scenario.tasks[0]!, engine, '')).done).toBe(false);
  });

  it('may demand an order, and names the call that is missing', async () => {
    const { send, report } = await open(
      'trailInOrder: [{ eventName: DisableKey }, { eventName: EnableKey }]',
    );
    const { KeyId } = await newKey(send);
    await send('kms', 'EnableKey', { KeyId });
    expect((await report()).detail).toBe('Found: DisableKey');
    await send('kms', 'DisableKey', { KeyId });
    expect((await report()).detail).toBe('Found: EnableKey');
    await send('kms', 'DescribeKey', { KeyId });
    await send('kms', 'EnableKey', { KeyId });
    expect((await report()).passed).toBe(true);
  });
});

describe('a check of permissions', () => {
  it('asks the policies of the principal and the key', async () => {
    const { send, report } = await open(
      'can: { principal: auditor, action: kms:Decrypt, resource: alias/report }',
    );
    expect((await report()).detail).toBe('Found: there is no user auditor');
    await send('iam', 'CreateUser', { UserName: 'auditor' });
    expect((await report()).detail).toBe('Found: there is no alias/report');
    const { KeyId, Arn } = await newKey(send);
    await send('kms', 'CreateAlias', { AliasName: 'alias/report', TargetKeyId: KeyId });
    expect((await report()).detail).toContain(
      `arn:aws:iam::123456789012:user/auditor is not authorized to perform: kms:Decrypt on resource: ${Arn}`,
    );
    await send('iam', 'PutUserPolicy', {
      UserName: 'auditor',
      PolicyName: 'decrypt',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: Arn }],
      }),
    });
    expect((await report()).passed).toBe(true);
  });

  it('knows the condition keys of the request', async () => {
    const { send, report } = await open(
      "cannot: { action: kms:Decrypt, resource: alias/report, context: { 'kms:EncryptionContext:for': x } }",
    );
    const { KeyId } = await newKey(send);
    await send('kms', 'CreateAlias', { AliasName: 'alias/report', TargetKeyId: KeyId });
    expect((await report()).detail).toBe('Found: allowed');
    const root = { AWS: 'arn:aws:iam::123456789012:root' };
    const Condition = { StringEquals: { 'kms:EncryptionContext:for': 'x' } };
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' },
        { Effect: 'Deny', Principal: root, Action: 'kms:Decrypt', Resource: '*', Condition },
      ],
    });
    await send('kms', 'PutKeyPolicy', { KeyId, Policy });
    expect((await report()).passed).toBe(true);
  });

  it('is not satisfied by a key or principal that does not exist', async () => {
    const { report } = await open(
      'cannot: { principal: nobody, action: kms:Decrypt, resource: alias/report }',
    );
    expect((await report()).passed).toBe(false);
  });
});

describe('a check of a file', () => {
  it.each([
    ['{ bytes: 4 }', 'four', 'fours'],
    ['{ atLeastBytes: 3, atMostBytes: 4 }', 'four', 'fours'],
    ['{ sameAs: other }', 'same', 'different'],
    ['{ differsFrom: other }', 'different', 'same'],
  ])('that demands %s', async (is, right, wrong) => {
    const { write, report } = await open(`file: mine\n        is: ${is}`);
    write('other', 'same');
    expect((await report()).detail).toBe('Found: no file mine');
    write('mine', wrong);
    expect(await report()).toMatchObject({ passed: false });
    write('mine', right);
    expect(await report()).toMatchObject({ passed: true });
  });

  it('that must be gone', async () => {
    const { shell, report } = await open('file: report.csv\n        is: { exists: false }');
    expect((await report()).detail).toBe('Found: 1000 bytes');
    await shell.run('rm report.csv');
    expect((await report()).passed).toBe(true);
  });

  it('that must be what it was at the start', async () => {
    const { shell, report } = await open('file: copy\n        is: { sameAsGiven: report.csv }');
    await shell.run('mv report.csv copy');
    expect((await report()).passed).toBe(true);
    await shell.run('echo >> copy');
    expect((await report()).passed).toBe(false);
  });
});

describe('a check of the bill', () => {
  it('prices what is kept for a whole month, and each request so many times over', async () => {
    const { shell, report } = await open(
      'bill: { services: [kms], times: 100000 }\n        atMost: 1.5',
    );
    expect((await report()).passed).toBe(true);
    await shell.run('KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)');
    await shell.run('aws kms encrypt --key-id $KEY --plaintext fileb://report.csv');
    // $1 for the key; of 200,000 requests 20,000 are free, and 10,000 cost $0.03.
    expect((await report()).detail).toBe('Found: $1.54 a month');
    await shell.run('aws kms schedule-key-deletion --key-id $KEY');
    expect((await report()).detail).toBe('');
  });
});

describe('a check of exposure', () => {
  it('names the places where the secret is, and passes when there are none', async () => {
    const { shell, report } = await open('notExposed: { secret: plaintext, name: report.csv }');
    expect((await report()).detail).toBe('Found: report.csv');
    await shell.run('mv report.csv a; COPY=$(cat a); base64 a > b');
    expect((await report()).detail).toBe('Found: a, b (in Base64), $COPY');
    await shell.run('rm a b; unset COPY');
    expect((await report('paid,12\nopen,7\n'.repeat(9))).detail).toBe('Found: the screen');
    expect((await report()).passed).toBe(true);
  });

  it('is not satisfied by a secret that never existed', async () => {
    const { report } = await open('notExposed: { secret: data key }');
    expect((await report()).detail).toBe('Found: none, since no data key has been seen yet');
  });

  it('may demand that a secret can be found', async () => {
    const { shell, report } = await open('exposed: { secret: plaintext, places: [variable] }');
    expect((await report()).detail).toBe('Found: none');
    await shell.run('COPY=$(cat report.csv)');
    expect((await report()).passed).toBe(true);
  });
});

describe('a check that runs a line', () => {
  it.each([
    ['run: cat report.csv | wc -c\n        equals: "1000"', true, ''],
    ['run: cat report.csv | wc -c\n        equals: "999"', false, 'Found: 1000'],
    ['run: cat nothing', false, 'Found: cat: nothing: No such file or directory'],
    ['run: exit 3', false, 'Found: exit code 3'],
    ['run: exit 3\n        exitCode: 3', true, ''],
    [
      `run: 'echo ''{"a": [1, {"b": 2}]}'''\n        query: a[1]\n        equals: { b: 2 }`,
      true,
      '',
    ],
    [`run: 'echo ''{"a": []}'''\n        query: a`, false, 'Found: []'],
    [`run: 'echo ''{"a": [0]}'''\n        query: a`, true, ''],
    ['run: echo no json\n        query: a', false, 'Found: no json'],
    [`run: 'echo ''{"a": null}'''\n        query: sort_by(a, &b)`, false, 'Found: {"a": null}'],
  ])('%s', async (check, passed, detail) => {
    const { report } = await open(check);
    expect(await report()).toEqual({ label: 'It is done', passed, detail });
  });

  it('may demand the AWS error by which the line is refused', async () => {
    const { report } = await open(
      'run: aws kms describe-key --key-id alias/none\n        error: NotFoundException',
    );
    expect((await report()).passed).toBe(true);
  });

  it('reads error codes with a dot, as Amazon S3 passes on those of AWS KMS', async () => {
    const { shell, report } = await open(
      `run: aws s3api get-object --bucket sealed --key a out
        error: KMS.DisabledException`,
    );
    await shell.run('aws s3api create-bucket --bucket sealed');
    await shell.run('KEY_ID=$(aws kms create-key --query KeyMetadata.KeyId --output text)');
    await shell.run(
      'aws s3api put-object --bucket sealed --key a --server-side-encryption aws:kms --ssekms-key-id $KEY_ID',
    );
    await shell.run('aws kms disable-key --key-id $KEY_ID');
    expect(await report()).toMatchObject({ passed: true });
  });

  it('changes nothing, and sees nothing of the learner’s session', async () => {
    const { shell, engine, report } = await open(
      'run: cat report.csv | wc -c && rm report.csv\n        equals: "1000"',
    );
    await shell.run('cat() { echo forged; }; cd /tmp');
    expect((await report()).passed).toBe(true);
    expect(engine.tables.get(filesTable, `${home}/report.csv`)).toBeDefined();
    expect(shell.cwd).toBe('/tmp');
  });
});

describe('asking again', () => {
  it('runs a line again only when something has changed that it could see', async () => {
    const { shell, engine, report } = await open('run: openssl rand -hex 16\n        equals: x');
    const { detail } = await report();
    await shell.run('aws sts get-caller-identity; NAME=value');
    expect((await report()).detail).toBe(detail);
    await shell.run('touch file');
    const next = await report();
    expect(next.detail).not.toBe(detail);
    await engine.advanceTo(engine.now + 3_600_000);
    expect((await report()).detail).not.toBe(next.detail);
  });

  it('after an undo says what is true then', async () => {
    const { shell, engine, report } = await open('run: test -f done');
    engine.checkpoint('touch done');
    await shell.run('touch done');
    expect((await report()).passed).toBe(true);
    engine.undo();
    expect((await report()).passed).toBe(false);
  });
});
