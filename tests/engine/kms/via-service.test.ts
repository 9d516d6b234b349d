import { describe, expect, it } from 'vitest';
import { readModel } from '../../../src/engine/api/index';
import type { Context, Service } from '../../../src/engine/operation';
import { grantPropagation } from '../../../src/engine/services/kms/grant-facts';
import { refusalText, testWorld, utf8 } from '../world';

const account = '123456789012';
const principal = 'notebook.us-east-1.amazonaws.com';
const arnOf = (note: string) => `arn:aws:notebook:us-east-1:${account}:note/${note}`;

interface Request {
  readonly operation: string;
  readonly input: object;
  /** In the service's own name, for this note. */
  readonly note?: string;
}

// A service that encrypts with KMS, as those of AWS do: for its caller, or in its own name.
const notebook: Service = {
  name: 'notebook',
  title: 'Notebook',
  eventSource: 'notebook.amazonaws.com',
  model: readModel({
    service: 'notebook',
    metadata: {
      ...{ protocol: 'json', apiVersion: '2026-01-01', serviceId: 'Notebook' },
      endpointPrefix: 'notebook',
    },
    operations: { Forward: {}, Later: {} },
    shapes: {},
  }),
  operations: {
    Forward: {
      permissions: () => [],
      handle: ({ operation, input, note }: Request, ctx: Context) =>
        ctx.call(
          ...(['kms', operation, input] as const),
          note === undefined
            ? {}
            : { as: 'service', source: { arn: arnOf(note), account: ctx.caller.account } },
        ),
    },
    Later: {
      permissions: () => [],
      handle: (payload: Request, ctx: Context) =>
        ctx.setTimer({ id: 'later', at: ctx.now + 60_000, kind: 'later', payload }),
    },
  },
  timers: {
    async later({ operation, input, note = '' }: Request, ctx: Context) {
      const source = { arn: arnOf(note), account };
      await ctx.call('kms', operation, input, { as: 'service', source });
    },
  },
};

async function notebookWorld() {
  const world = testWorld(null, undefined, {}, [notebook]);
  const { createKey, send, user } = world;
  const key = await createKey();
  const writer = await user('writer');
  /** What the notebook asks of KMS when the writer (or another user) uses it. */
  const through = <Output = object>(operation: string, input: object, note?: string) =>
    send<Output>('notebook', 'Forward', { operation, input, note }, { credentials: writer });
  const policy = (...statements: readonly object[]) =>
    world.kms('PutKeyPolicy', {
      KeyId: key.KeyId,
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            ...{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` } },
            ...{ Action: 'kms:*', Resource: '*' },
          },
          ...statements,
        ],
      }),
    });
  return { ...world, key, writer, through, policy };
}

const writerArn = `arn:aws:iam::${account}:user/writer`;
const statement = (Action: string | readonly string[], Condition?: object) => ({
  ...{ Effect: 'Allow', Principal: { AWS: writerArn }, Action, Resource: '*' },
  ...(Condition === undefined ? {} : { Condition }),
});

describe('a service that calls AWS KMS for its caller', () => {
  it.each([
    [principal, true],
    ['notebook.eu-west-1.amazonaws.com', false],
    ['other.us-east-1.amazonaws.com', false],
  ])('is kms:ViaService: %s', async (via, allowed) => {
    const { kms, key, writer, through, policy } = await notebookWorld();
    await policy(statement('kms:Encrypt', { StringEquals: { 'kms:ViaService': via } }));
    const input = { KeyId: key.KeyId, Plaintext: utf8('x') };
    const attempt = through('Encrypt', input);
    if (allowed) await attempt;
    else expect(await refusalText(attempt)).toMatch(/^AccessDeniedException: User: .*user\/writer/);
    // Called directly there is no such key, so the statement does not apply.
    expect(await refusalText(kms('Encrypt', input, { credentials: writer }))).toMatch(
      /^AccessDeniedException/,
    );
  });

  // AWS KMS Developer Guide, "kms:GrantIsForAWSResource": the console's third statement.
  it('creates a grant for itself, uses it in its own name and retires it', async () => {
    const { kms, key, writer, through, policy, engine } = await notebookWorld();
    await policy(
      statement(['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], {
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
      }),
    );
    const { KeyId } = key;
    const grant = {
      ...{ KeyId, GranteePrincipal: principal, RetiringPrincipal: principal },
      Operations: ['Encrypt', 'Decrypt', 'RetireGrant'],
      Constraints: { EncryptionContextSubset: { 'aws:notebook:note': 'a' } },
    };
    expect(await refusalText(kms('CreateGrant', grant, { credentials: writer }))).toMatch(
      /^AccessDeniedException/,
    );
    const { GrantId, GrantToken } = await through<{ GrantId: string; GrantToken: string }>(
      'CreateGrant',
      grant,
    );
    expect(await through('ListGrants', { KeyId })).toMatchObject({
      Grants: [{ GrantId, GranteePrincipal: principal, RetiringPrincipal: principal }],
    });
    const EncryptionContext = { 'aws:notebook:note': 'a' };
    const encrypt = (more: object = {}) => {
      const input = { KeyId: key.Arn, Plaintext: utf8('x'), EncryptionContext, ...more };
      return through('Encrypt', input, 'a');
    };
    expect(await refusalText(encrypt())).toBe(
      `AccessDeniedException: User: notebook.amazonaws.com is not authorized to perform: kms:Encrypt on resource: ${key.Arn} because no resource-based policy allows the kms:Encrypt action`,
    );
    await encrypt({ GrantTokens: [GrantToken] });
    await engine.advanceTo(engine.now + grantPropagation);
    await encrypt();
    expect(await refusalText(encrypt({ EncryptionContext: {} }))).toMatch(/^AccessDenied/);
    await through('RetireGrant', { KeyId: key.Arn, GrantId }, 'a');
    expect(await kms('ListGrants', { KeyId })).toMatchObject({ Grants: [] });
  });

  it('may go on when its caller is gone: a timer acts in its name', async () => {
    const { kms, key, send, engine } = await notebookWorld();
    const { KeyId, Arn } = key;
    const EncryptionContext = { 'aws:notebook:note': 'a' };
    const plain = { KeyId, Plaintext: utf8('x'), EncryptionContext };
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', plain);
    await kms('CreateGrant', {
      ...{ KeyId, GranteeServicePrincipal: 'notebook.amazonaws.com', Operations: ['Decrypt'] },
      ...{ Constraints: { SourceArn: arnOf('a') }, RetiringPrincipal: writerArn },
    });
    const input = { CiphertextBlob, EncryptionContext };
    await send('notebook', 'Later', { operation: 'Decrypt', input, note: 'a' });
    const allowed: boolean[] = [];
    engine.observe(({ steps }) => {
      for (const step of steps) {
        if (step.kind === 'authorization' && step.evaluation.request.resource === Arn) {
          allowed.push(step.evaluation.allowed);
        }
      }
    });
    await engine.advanceTo(engine.now + 60_000);
    expect(allowed).toEqual([true]);
  });
});

describe('a grant to a service principal', () => {
  // AWS KMS API Reference, CreateGrant, GranteeServicePrincipal and Constraints.
  it('holds for its SourceArn alone', async () => {
    const { kms, key, through, engine } = await notebookWorld();
    const { KeyId, Arn } = key;
    const { GrantId } = await kms<{ GrantId: string }>('CreateGrant', {
      ...{ KeyId, GranteeServicePrincipal: 'notebook.amazonaws.com' },
      ...{ RetiringServicePrincipal: 'notebook.amazonaws.com', Operations: ['Encrypt'] },
      Constraints: { SourceArn: arnOf('a') },
    });
    await engine.advanceTo(engine.now + grantPropagation);
    const input = { KeyId: Arn, Plaintext: utf8('x') };
    await through('Encrypt', input, 'a');
    expect(await refusalText(through('Encrypt', input, 'b'))).toMatch(/^AccessDeniedException/);
    expect(
      await kms('ListGrants', { KeyId, GranteeServicePrincipal: 'notebook.amazonaws.com' }),
    ).toMatchObject({
      Grants: [
        {
          ...{ GrantId, GranteeServicePrincipal: 'notebook.amazonaws.com' },
          RetiringServicePrincipal: 'notebook.amazonaws.com',
        },
      ],
    });
    const retirable = { RetiringServicePrincipal: 'notebook.amazonaws.com' };
    expect(await through('ListRetirableGrants', retirable, 'a')).toMatchObject({
      Grants: [{ GrantId }],
    });
    await through('RetireGrant', { KeyId: Arn, GrantId }, 'a');
    expect(await kms('ListGrants', { KeyId })).toMatchObject({ Grants: [] });
  });
});
