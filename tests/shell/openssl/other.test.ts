import { describe, expect, it } from 'vitest';
import { labShell } from '../lab-shell';

// Digests and HMACs (key "key") of "hello world\n" by OpenSSL 3.0.19.
const sha256 = 'a948904f2f0f479b8f8197694b30184b0d2ed1c1cd2a1ec0fb85d299a192a447';

describe('openssl dgst', () => {
  it.each([
    ['dgst -sha256 pt', `SHA2-256(pt)= ${sha256}\n`],
    ['dgst pt', `SHA2-256(pt)= ${sha256}\n`],
    ['sha256 < pt', `SHA2-256(stdin)= ${sha256}\n`],
    ['dgst -sha256 -r pt', `${sha256} *pt\n`],
    ['dgst -sha1 -c pt', 'SHA1(pt)= 22:59:63:63:b3:de:40:b0:6f:98:1f:b8:5d:82:31:2e:8c:0e:d5:11\n'],
    ['dgst -sha1 -hmac key pt', 'HMAC-SHA1(pt)= 2f61b6167f11de7fbc5ac3a0411d050d5e50abac\n'],
    [
      'dgst -sha256 -hmac key pt',
      'HMAC-SHA2-256(pt)= 135549132e44d11b200c7347c47b76c2b598b7e9d70dbbb7b49ae7419b35db06\n',
    ],
    [
      "dgst -sha256 -hmac '' pt",
      'HMAC-SHA2-256(pt)= d4452dbfe1fe25bf6c2fa79172dae3d7e2950de69f76e6c23188c49bfba4372f\n',
    ],
    ['dgst -sha256 -binary pt | xxd -p -c 0', `${sha256}\n`],
    ['dgst -sha256 -out d pt; cat d', `SHA2-256(pt)= ${sha256}\n`],
  ])('%s', async (args, stdout) => {
    const { run } = await labShell();
    expect(await run(`printf 'hello world\\n' > pt; openssl ${args}`)).toMatchObject({
      stdout,
      exitCode: 0,
    });
  });

  it('goes on after a missing file, and fails in the end', async () => {
    const { run } = await labShell();
    expect(await run("printf 'hello world\\n' > pt; openssl dgst nope pt")).toMatchObject({
      ...{
        stdout: `SHA2-256(pt)= ${sha256}\n`,
        stderr: 'nope: No such file or directory\n',
        exitCode: 1,
      },
    });
    expect((await run('openssl dgst -md9 pt')).stderr).toBe(
      'dgst: Unknown option or message digest: md9\ndgst: Use -help for summary.\n',
    );
  });
});

describe('openssl base64', () => {
  it('breaks lines after 64 characters unless -A says not to', async () => {
    const { out } = await labShell();
    expect(await out('head -c 50 /dev/zero | openssl base64')).toBe(`${'A'.repeat(64)}\nAAA=\n`);
    expect(await out('head -c 50 /dev/zero | openssl base64 -A')).toBe(`${'A'.repeat(64)}AAA=`);
    expect(
      await out(
        'head -c 5000 /dev/urandom > r; openssl base64 -in r | openssl base64 -d | cmp - r && echo same',
      ),
    ).toBe('same\n');
    expect(await out('echo aGk= | openssl enc -base64 -d')).toBe('hi');
  });
});

describe('openssl rand', () => {
  it('gives as many bytes as asked, different each time', async () => {
    const { out } = await labShell();
    expect(await out('openssl rand -hex 16')).toMatch(/^[0-9a-f]{32}\n$/);
    expect(await out('openssl rand -base64 60')).toMatch(
      /^[A-Za-z0-9+/]{64}\n[A-Za-z0-9+/]{16}\n$/,
    );
    expect(
      await out('openssl rand -out k 32; wc -c < k; openssl rand 32 | cmp -s - k || echo differs'),
    ).toMatch(/^\s*32\ndiffers\n$/);
  });

  it.each([
    ['abc', 'rand: Can\'t parse "abc" as a number\nrand: Use -help for summary.\n'],
    ['', 'rand: Use -help for summary.\n'],
  ])('refuses "%s"', async (args, stderr) => {
    const { run } = await labShell();
    expect(await run(`openssl rand ${args}`)).toMatchObject({ stdout: '', stderr, exitCode: 1 });
  });
});

describe('openssl with RSA', () => {
  const oaep = '-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256';

  it('makes keys, wraps and unwraps, signs and verifies', async () => {
    const { out, run } = await labShell();
    await out(
      'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out k.pem; openssl pkey -in k.pem -pubout -out p.pem',
    );
    expect(await out('head -1 k.pem; head -1 p.pem')).toBe(
      '-----BEGIN PRIVATE KEY-----\n-----BEGIN PUBLIC KEY-----\n',
    );
    await out(`openssl rsa -in k.pem -pubout -outform DER -out p.der; openssl rand -out secret 32`);
    const wrap = `openssl pkeyutl -encrypt -pubin -inkey p.der -keyform DER -in secret ${oaep}`;
    expect(await out(`${wrap} -out wrapped; wc -c < wrapped`)).toMatch(/^\s*256\n$/);
    expect(
      await out(
        `openssl pkeyutl -decrypt -inkey k.pem -in wrapped ${oaep} | cmp - secret && echo same`,
      ),
    ).toBe('same\n');
    expect(
      await out(
        'openssl dgst -sha256 -sign k.pem -out sig secret; openssl dgst -sha256 -verify p.pem -signature sig secret',
      ),
    ).toBe('Verified OK\n');
    expect(await run('openssl dgst -sha256 -verify p.pem -signature sig k.pem')).toMatchObject({
      ...{ stderr: 'Verification failure\n', exitCode: 1 },
    });
    expect(
      (
        await run(
          `openssl pkeyutl -decrypt -inkey k.pem -in wrapped -pkeyopt rsa_padding_mode:oaep`,
        )
      ).stderr,
    ).toMatch(/^Public Key operation error\nerror:02000079:.*oaep decoding error\n$/);
    expect(
      (await run(`openssl pkeyutl -encrypt -pubin -inkey p.pem -in k.pem ${oaep}`)).stderr,
    ).toMatch(/^Public Key operation error\nerror:0200006E:.*data too large for key size\n$/);
  });

  it.each([
    [
      'pkeyutl -encrypt -in f',
      'pkeyutl: no private key given (-inkey parameter).\npkeyutl: Use -help for summary.\n',
    ],
    [
      `pkeyutl -decrypt -inkey nope -in f ${oaep}`,
      'Could not open file or uri for loading private key from nope\n',
    ],
    ['genpkey -algorithm FOO', 'Error initializing FOO context\n'],
  ])('refuses %s', async (args, stderr) => {
    const { run } = await labShell();
    expect(await run(`touch f; openssl ${args}`)).toMatchObject({
      stdout: '',
      stderr,
      exitCode: 1,
    });
  });
});
