import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CryptoStep } from '../../../src/engine/trace';
import { filesTable, secretsTable } from '../../../src/engine/workstation';
import { labShell } from '../lab-shell';

const K = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const iv = '101112131415161718191a1b1c1d1e1f';
const warning =
  '*** WARNING : deprecated key derivation used.\nUsing -iter or -pbkdf2 would be better.\n';

async function withPlaintext() {
  const lab = await labShell();
  await lab.out("printf 'hello world\\n' > pt");
  return lab;
}

// All ciphertexts were made by OpenSSL 3.0.19 from the same input.
describe('openssl enc with a key', () => {
  it.each([
    ['aes-128-cbc', K.slice(0, 32), 'OX1A77YYEXrHinikgmHncA=='],
    ['aes-192-cbc', K.slice(0, 48), 'ok65l91wNYQcvbPCbXxj0g=='],
    ['aes-256-cbc', K, 'TlW8cU1d1q81GiwRgo30kQ=='],
    ['aes256', K, 'TlW8cU1d1q81GiwRgo30kQ=='],
    ['aes-128-ctr', K.slice(0, 32), 'b5uDGI71dAHiYoob'],
    ['aes-256-ctr', K, 'gaaD5t0UJImCGPjc'],
  ])('%s', async (cipher, key, expected) => {
    const { out } = await withPlaintext();
    const command = `openssl enc -${cipher} -K ${key} -iv ${iv}`;
    expect(await out(`${command} -in pt -a -A`)).toBe(expected);
    expect(await out(`${command} -in pt -out ct; ${command} -d -in ct`)).toBe('hello world\n');
  });

  it('-nopad works on whole blocks, both ways', async () => {
    const { out, run } = await withPlaintext();
    const command = `openssl enc -aes-256-cbc -K ${K} -iv ${iv} -nopad`;
    expect(await out(`head -c 16 /dev/zero | ${command} -a`)).toBe('6cPvirI0U+bwdJzWNueojg==\n');
    expect(await out(`head -c 48 /dev/zero | ${command} | ${command} -d | xxd -p -c 0`)).toBe(
      `${'00'.repeat(48)}\n`,
    );
    const { stderr, exitCode } = await run(`${command} -in pt`);
    expect(stderr).toMatch(/^bad encrypt\nerror:1C80006B:.*wrong final block length\n$/);
    expect(exitCode).toBe(1);
  });

  it('pads short keys with zeros and says so, as OpenSSL does', async () => {
    const { run } = await withPlaintext();
    const { stderr, exitCode } = await run('openssl enc -aes-256-cbc -K 00 -iv 00 -in pt -out ct');
    expect(stderr).toBe('hex string is too short, padding with zero bytes to length\n'.repeat(2));
    expect(exitCode).toBe(0);
  });
});

describe('openssl enc with a passphrase', () => {
  it.each([
    ['-pbkdf2', 'U2FsdGVkX18BAgMEBQYHCA7i7N6FCdmBGyQVv11f/pI='],
    ['-pbkdf2 -iter 1000', 'U2FsdGVkX18BAgMEBQYHCCJ7FeDPPGILnSFkAwI+O4M='],
    ['-pbkdf2 -md sha512', 'U2FsdGVkX18BAgMEBQYHCLH66ODSUnbSdYfHDPgqrYU='],
    ['-iter 5 -md sha384', 'U2FsdGVkX18BAgMEBQYHCIsK0hBXuFgyKMhoemP3YtI='],
    ['-md sha1', 'U2FsdGVkX18BAgMEBQYHCGdkO+Ay9PnvQJfsaTjs4SM='],
    ['', 'U2FsdGVkX18BAgMEBQYHCCDKtk+IZYeiYxhcz1I7P/4='],
  ])('reads what OpenSSL wrote with "%s"', async (options, ciphertext) => {
    const { run } = await labShell();
    expect(
      await run(`echo ${ciphertext} | openssl enc -d -aes-256-cbc -a -k pw ${options}`),
    ).toMatchObject({
      ...{
        stdout: 'hello world\n',
        stderr: /iter|pbkdf2/.test(options) ? '' : warning,
        exitCode: 0,
      },
    });
    // With -S OpenSSL 3 writes no header.
    const body = await run(
      `printf 'hello world\\n' | openssl enc -aes-256-cbc -k pw -S 0102030405060708 ${options} -a -A`,
    );
    expect(atob(body.stdout)).toBe(atob(ciphertext).slice(16));
  });

  it('prints salt, key and IV with -P', async () => {
    const { out } = await labShell();
    expect(await out('openssl enc -aes-128-ctr -pbkdf2 -k pw -S 0102030405060708 -P')).toBe(
      'salt=0102030405060708\nkey=3CC1630F55CFE9601C8AD21103484C77\niv =C450475E4D314519C410862959A0AB21\n',
    );
  });

  it('takes the passphrase from pass:, env:, file: and stdin', async () => {
    const { out } = await withPlaintext();
    await out(
      'export PW=pw; echo pw > pw.txt; openssl enc -aes-256-cbc -pbkdf2 -pass pass:pw -in pt -out ct',
    );
    for (const source of ['pass:pw', 'env:PW', 'file:pw.txt']) {
      expect(await out(`openssl enc -d -aes-256-cbc -pbkdf2 -pass ${source} -in ct`)).toBe(
        'hello world\n',
      );
    }
    expect(await out('echo pw | openssl enc -d -aes-256-cbc -pbkdf2 -pass stdin -in ct')).toBe(
      'hello world\n',
    );
  });

  it('asks for one where none is given, twice to encrypt', async () => {
    const { shell } = await withPlaintext();
    const asked: string[] = [];
    const run = (line: string, ...answers: readonly string[]) => {
      const left = [...answers];
      return shell.run(line, {
        ask: async (prompt) => {
          asked.push(prompt);
          return Promise.resolve(left.shift());
        },
      });
    };
    const command = 'openssl enc -aes-256-cbc -pbkdf2';
    expect((await run(`${command} -in pt -out ct`, 'pw', 'pw')).exitCode).toBe(0);
    expect((await run(`${command} -d -in ct`, 'pw')).stdout).toBe('hello world\n');
    expect(asked).toEqual([
      'enter AES-256-CBC encryption password:',
      'Verifying - enter AES-256-CBC encryption password:',
      'enter AES-256-CBC decryption password:',
    ]);
    expect(await run(`${command} -in pt`, 'one', 'other')).toMatchObject({
      ...{ stderr: 'Verify failure\nbad password read\n', exitCode: 1 },
    });
    expect((await run(`${command} -in pt`)).stderr).toBe('bad password read\n');
  });

  it('salts anew each time, and brings everything back', async () => {
    const { engine, run } = await labShell();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), async (content) => {
        const row = { type: 'file', mode: 0o644, mtime: 0, content } as const;
        engine.write((tx) => tx.put(filesTable, '/home/learner/in', row));
        const command = 'openssl enc -aes-256-cbc -pbkdf2 -iter 1 -k pw';
        await run(`${command} -in in > a; ${command} -in in > b; ${command} -d < a > out`);
        const [a, b, back] = ['a', 'b', 'out'].map(
          (name) => engine.tables.get(filesTable, `/home/learner/${name}`)?.content,
        );
        expect(back).toEqual(content);
        expect(a).not.toEqual(b);
      }),
      { numRuns: 20 },
    );
  });
});

// Texts of OpenSSL 3.0.19, without the thread's number and the lines of its source.
describe('openssl enc refuses', () => {
  const help = 'enc: Use -help for summary.\n';
  it.each([
    ['enc -aes-256-gcm -in pt -K 00 -iv 00', `enc: AEAD ciphers not supported\n${help}`],
    ['enc -foo -in pt', `enc: Unknown cipher: foo\n${help}`],
    [
      'enc -aes-256-cbc -k pw -in nope',
      `Can't open "nope" for reading, No such file or directory\n`,
    ],
    [
      'enc -aes-256-cbc -pbkdf2 -k pw -in pt -out no/ct',
      `Can't open "no/ct" for writing, No such file or directory\n`,
    ],
    ['enc -d -aes-256-cbc -k pw -in pt', 'bad magic number\n'],
    ['enc -d -aes-256-cbc -k pw -in empty', 'error reading input file\n'],
    [
      'enc -d -aes-256-cbc -pbkdf2 -k wrong -in ct',
      'bad decrypt\nerror:1C800064:Provider routines:ossl_cipher_unpadblock:bad decrypt\n',
    ],
    [`enc -aes-256-cbc -K ${K} -in pt`, 'iv undefined\n'],
    [
      `enc -aes-256-cbc -K ${'zz'.repeat(32)} -iv ${iv} -in pt`,
      'non-hex digit\ninvalid hex key value\n',
    ],
    [
      'enc -aes-256-cbc -pass foo:bar -in pt',
      'Invalid password argument, starting with "foo:"\nError getting password\n',
    ],
    [
      'enc -aes-256-cbc -pass env:NOPE -in pt',
      'No environment variable NOPE\nError getting password\n',
    ],
    ['enc -aes-256-cbc -in', `enc: Option -in needs a value\n${help}`],
    [
      'enc -aes-256-cbc -iter 0 -k a -in pt',
      `enc: Non-positive number "0" for option -iter\n${help}`,
    ],
    ['enc -aes-256-cbc -md foo -k a -in pt', `enc: Unknown option or message digest: foo\n${help}`],
    ['frob', `Invalid command 'frob'; type "help" for a list.\n`],
  ])('%s', async (args, stderr) => {
    const { run } = await withPlaintext();
    await run(
      'touch empty; openssl enc -aes-256-cbc -pbkdf2 -k pw -S 0102030405060708 -in pt > body',
    );
    await run('echo U2FsdGVkX18BAgMEBQYHCA7i7N6FCdmBGyQVv11f/pI= | base64 -d > ct');
    expect(await run(`openssl ${args}`)).toMatchObject({ stdout: '', stderr, exitCode: 1 });
  });
});

describe('the trace of a local encryption', () => {
  it('says what happened where, and remembers the plaintext', async () => {
    const { engine, out } = await withPlaintext();
    const steps: CryptoStep[] = [];
    engine.observe((happening) => {
      for (const step of happening.steps) if (step.kind === 'crypto') steps.push(step);
    });
    await out(`openssl enc -aes-256-cbc -K ${K} -iv ${iv} -in pt -out ct`);
    expect(steps).toMatchObject([
      {
        ...{
          actor: { type: 'client', name: 'Workstation' },
          action: 'encrypt',
          algorithm: 'AES-256-CBC',
        },
        ...{
          detail: 'pt \u2192 ct',
          bytesIn: 12,
          bytesOut: 16,
          exposes: ['plaintext', 'data key'],
        },
      },
    ]);
    expect(engine.tables.range(secretsTable).map(([, secret]) => secret)).toEqual([
      { kind: 'plaintext', name: 'pt', bytes: new TextEncoder().encode('hello world\n') },
    ]);
  });

  it('does not remember more than 1 MiB', async () => {
    const { engine, out } = await labShell();
    await out(
      `head -c 1048577 /dev/zero > big; openssl enc -aes-256-cbc -K ${K} -iv ${iv} -in big -out ct`,
    );
    expect(engine.tables.size(secretsTable)).toBe(0);
  });
});
