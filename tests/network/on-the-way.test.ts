import { describe, expect, test } from 'vitest';
import { Engine } from '../../src/engine/engine';
import type { Step } from '../../src/engine/trace';
import { createWorld } from '../../src/engine/world';
import { Shell } from '../../src/shell/shell';
import { captures } from '../../src/network/path/captures';
import { validity } from '../../src/network/path/authorities';
import { seenHello } from '../../src/network/path/describe';

const day = 24 * 60 * 60 * 1000;
const kmsHost = 'kms.us-east-1.amazonaws.com';
const secret = 'the vault opens with 7719';

/** A workstation with a shell in a new world. */
async function workstation() {
  const now = Date.UTC(2026, 10, 23, 12);
  const engine = new Engine(createWorld({ now, seed: 7, requestQuotas: 'lifted' }));
  const shell = await Shell.open(engine);
  const steps: Step[] = [];
  engine.observe((happening) => steps.push(...happening.steps));
  const run = async (...lines: readonly string[]) => {
    let result = { stdout: '', stderr: '', exitCode: 0 };
    for (const line of lines) result = await shell.run(line);
    return result;
  };
  await run(
    'KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)',
    `printf '${secret}' > note`,
  );
  const encrypt = (options = '') =>
    run(`aws kms encrypt --key-id "$KEY" --plaintext fileb://note --query KeyId ${options}`);
  const wireSteps = () => steps.flatMap((step) => (step.kind === 'wire' ? [step] : []));
  const recorded = () => captures(engine).map(([, record]) => record);
  return { engine, run, encrypt, wireSteps, recorded };
}

const textOf = (packets: readonly { bytes: Uint8Array }[]) =>
  packets.map(({ bytes }) => new TextDecoder('latin1').decode(bytes)).join('');
const base64Secret = btoa(secret);

describe('without anybody on the way', () => {
  test('no connection is computed, recorded or traced', async () => {
    const { encrypt, wireSteps, recorded, engine } = await workstation();
    expect((await encrypt()).exitCode).toBe(0);
    expect([wireSteps(), recorded()]).toEqual([[], []]);
    expect(engine.tables.size({ name: 'network.authorities' })).toBe(0);
  });

  test('a bundle that does not have AWS’s root is found out all the same', async () => {
    const { encrypt, run } = await workstation();
    await run('wire ca > other.pem');
    const { stderr, exitCode } = await encrypt('--ca-bundle other.pem');
    expect(stderr).toBe(
      `\naws: [ERROR]: SSL validation failed for https://${kmsHost}/ [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1000)\n`,
    );
    expect(exitCode).toBe(255);
  });
});

describe('an eavesdropper', () => {
  test('reads a request and its answer where they go by HTTP', async () => {
    const { run, recorded, wireSteps } = await workstation();
    await run('wire tap');
    const { exitCode } = await run(
      'aws ec2 create-volume --availability-zone us-east-1a --size 7 --endpoint-url http://ec2.us-east-1.amazonaws.com',
    );
    expect(exitCode).toBe(0);
    const [connection] = recorded();
    expect(connection).toMatchObject({ protocol: 'HTTP', port: 80 });
    const [request = '', answer = ''] = connection!.packets.map((packet) => textOf([packet]));
    expect(request).toMatch(/^POST \/ HTTP\/1\.1\r\nHost: ec2\.us-east-1\.amazonaws\.com\r\n/);
    expect(request).toMatch(/\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIA/);
    expect(request).toContain('Action=CreateVolume');
    expect(request).toContain('Size=7');
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toContain('<size>7</size>');
    expect(
      wireSteps().map(({ watcher, what, readable }) => [watcher, what, readable === '']),
    ).toEqual([
      ['Eavesdropper', 'POST / HTTP/1.1', false],
      ['Eavesdropper', 'HTTP/1.1 200 OK', false],
    ]);
  });

  test('reads a file on its way to Amazon S3 and back by HTTP, and not by HTTPS', async () => {
    const { run, recorded } = await workstation();
    await run('aws s3api create-bucket --bucket reports', 'wire tap');
    const http = '--endpoint-url http://s3.us-east-1.amazonaws.com';
    await run(`aws s3 cp note s3://reports/a.txt ${http}`);
    expect((await run(`aws s3 cp s3://reports/a.txt - ${http}`)).stdout).toBe(secret);
    const texts = recorded().map(({ packets }) => textOf(packets));
    expect(texts[0]).toMatch(/^PUT \/a\.txt HTTP\/1\.1\r\nHost: reports\.s3\.us-east-1\./);
    // Before it downloads, `aws s3 cp` asks how large the object is: that has no body.
    expect(texts.map((text) => text.includes(secret))).toEqual([true, false, true]);
    await run('aws s3 cp note s3://reports/b.txt');
    expect((await run('aws s3 cp s3://reports/b.txt -')).stdout).toBe(secret);
    const later = recorded().slice(texts.length);
    expect(later.map(({ host, port }) => `${host}:${port}`)).toEqual(
      later.map(() => 'reports.s3.us-east-1.amazonaws.com:443'),
    );
    expect(later.some(({ packets }) => textOf(packets).includes(secret))).toBe(false);
  });

  test('keeps the beginning of what is long, and its length', async () => {
    const { run, recorded } = await workstation();
    await run(
      'aws s3api create-bucket --bucket reports',
      'head -c 300000 /dev/zero > zeros',
      'wire tap',
    );
    expect((await run('aws s3 cp zeros s3://reports/zeros')).exitCode).toBe(0);
    const [sent] = recorded()[0]!.packets.filter(({ length }) => length > 300_000);
    expect(sent?.bytes).toHaveLength(65_536);
    const { stdout } = await run('wire show 1');
    expect(stdout).toContain('encrypted');
    expect((await run('aws s3 cp s3://reports/zeros - | cmp - zeros')).exitCode).toBe(0);
  });

  test('sees records of TLS only: the host’s name, lengths, and no certificate', async () => {
    const { run, encrypt, recorded, wireSteps, engine } = await workstation();
    await run('wire tap');
    expect((await encrypt()).exitCode).toBe(0);
    const connection = recorded()[0]!;
    const all = textOf(connection.packets);
    for (const hidden of [secret, base64Secret, 'TrentService', 'AWS4-HMAC', 'Amazon ECDSA']) {
      expect(all).not.toContain(hidden);
    }
    expect(connection.decrypted).toEqual([]);
    expect(seenHello(connection)).toMatchObject({ serverName: kmsHost });
    expect(wireSteps().map(({ what, from }) => [from.name, what])).toEqual([
      ['Workstation', 'ClientHello'],
      ['AWS KMS', 'ServerHello'],
      ['AWS KMS', 'Change Cipher Spec'],
      ['AWS KMS', 'Application Data'],
      ['Workstation', 'Change Cipher Spec'],
      ['Workstation', 'Application Data'],
      ['Workstation', 'Application Data'],
      ['AWS KMS', 'Application Data'],
      ['Workstation', 'Application Data'],
    ]);
    const encrypted = wireSteps().filter(({ what }) => what === 'Application Data');
    expect(encrypted.every(({ readable }) => readable === '')).toBe(true);
    // The same request over the same wire has other keys, and so other bytes.
    await encrypt();
    expect(textOf(recorded()[1]!.packets)).not.toBe(all);
    expect(engine.tables.size({ name: 'network.authorities' })).toBe(2);
  });
});

describe('a man in the middle', () => {
  const refusal = (reason: string) =>
    `\naws: [ERROR]: SSL validation failed for https://${kmsHost}/ ${reason}\n`;
  const verifyFailed = (reason: string) =>
    refusal(`[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${reason} (_ssl.c:1000)`);

  test('whose certificate nobody trusts gets no request', async () => {
    const { run, encrypt, recorded, wireSteps } = await workstation();
    await run('wire intercept');
    const { stderr, exitCode } = await encrypt();
    expect(stderr).toBe(verifyFailed('unable to get local issuer certificate'));
    expect(exitCode).toBe(255);
    expect(recorded()[0]).toMatchObject({ decrypted: [] });
    expect(wireSteps().at(-1)).toMatchObject({ watcher: 'Man in the middle', what: 'gives up' });
  });

  test('reads everything where his CA is in the bundle that the client trusts', async () => {
    const { run, encrypt, recorded } = await workstation();
    await run('wire intercept', 'wire ca > proxy.pem');
    for (const how of [
      ['--ca-bundle proxy.pem', []],
      ['', ['export AWS_CA_BUNDLE=proxy.pem']],
    ] as const) {
      await run(...how[1]);
      expect(await encrypt(how[0])).toMatchObject({ exitCode: 0, stderr: '' });
      const read = textOf(recorded().at(-1)!.decrypted);
      expect(read).toContain('X-Amz-Target: TrentService.Encrypt');
      expect(read).toContain(`"Plaintext":"${base64Secret}"`);
      expect(read).toContain('"CiphertextBlob":');
      expect(textOf(recorded().at(-1)!.packets)).not.toContain(base64Secret);
    }
    // That bundle is instead of the CLI's own, so without him nothing is trusted any more.
    await run('wire off');
    expect((await encrypt()).stderr).toBe(verifyFailed('unable to get local issuer certificate'));
  });

  test('reads everything where nobody looks at certificates', async () => {
    const { run, encrypt, recorded } = await workstation();
    await run('wire intercept');
    const { stderr, exitCode } = await encrypt('--no-verify-ssl');
    expect(exitCode).toBe(0);
    expect(stderr).toContain(
      `InsecureRequestWarning: Unverified HTTPS request is being made to host '${kmsHost}'.`,
    );
    expect(textOf(recorded()[0]!.decrypted)).toContain(base64Secret);
  });

  test('with a genuine certificate for another host is found out by its name', async () => {
    const { run, encrypt, recorded } = await workstation();
    await run('wire intercept --certificate other-host');
    expect((await encrypt()).stderr).toBe(
      refusal(`hostname '${kmsHost}' doesn't match 'shop.example.com'`),
    );
    expect(recorded()[0]!.decrypted).toEqual([]);
  });

  test('with a stolen certificate and its key reads everything until it has expired', async () => {
    const { engine, run, encrypt, recorded } = await workstation();
    await run(`wire intercept --certificate stolen --host ${kmsHost}`);
    expect((await encrypt()).exitCode).toBe(0);
    expect(textOf(recorded()[0]!.decrypted)).toContain(base64Secret);
    await engine.advanceTo(engine.now + validity - 2 * day);
    expect((await encrypt()).exitCode).toBe(0);
    await engine.advanceTo(engine.now + 2 * day);
    expect((await encrypt()).stderr).toBe(verifyFailed('certificate has expired'));
    // AWS itself has another certificate by then.
    await run('wire tap');
    expect((await encrypt()).exitCode).toBe(0);
  });

  test('is of no use any more when his own CA’s certificate has expired', async () => {
    const { engine, run, encrypt } = await workstation();
    await run('wire intercept', 'wire ca > proxy.pem');
    await engine.advanceTo(engine.now + 3650 * day);
    expect((await encrypt('--ca-bundle proxy.pem')).stderr).toBe(
      verifyFailed('certificate has expired'),
    );
  });

  test('hears the truth from AWS: refusals, signatures and the trail are as without him', async () => {
    const { run } = await workstation();
    await run('wire intercept');
    const { stderr } = await run(
      'AWS_SECRET_ACCESS_KEY=wrong AWS_ACCESS_KEY_ID=$(aws configure get aws_access_key_id) aws kms list-keys --no-verify-ssl',
    );
    expect(stderr).toContain('An error occurred (InvalidSignatureException)');
    const { stdout } = await run(
      "aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateKey --query 'Events[0].EventName' --no-verify-ssl 2> warnings",
    );
    expect(stdout).toBe('"CreateKey"\n');
  });
});

test('a bundle that is missing, or holds no certificate', async () => {
  const { run, encrypt } = await workstation();
  const failed = `\naws: [ERROR]: SSL validation failed for https://${kmsHost}/ `;
  expect((await encrypt('--ca-bundle nowhere.pem')).stderr).toBe(
    `${failed}[Errno 2] No such file or directory\n`,
  );
  await run('echo hello > empty.pem');
  expect((await encrypt('--ca-bundle empty.pem')).stderr).toBe(
    `${failed}[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found (_ssl.c:4154)\n`,
  );
});
