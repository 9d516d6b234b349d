import { describe, expect, it } from 'vitest';
import { readModel } from '../../../src/engine/api/index';
import { Engine } from '../../../src/engine/engine';
import type { Context, Service } from '../../../src/engine/operation';
import { services } from '../../../src/engine/services/index';
import { adminCredentials } from '../../../src/engine/world';
import { credentialsOf, refusalText, start, type TemporaryCredentials } from '../world';
import { accessRole, allow, document, management, member, trust, twoAccounts } from './accounts';

interface Issued {
  readonly Credentials: TemporaryCredentials;
}

describe('temporary credentials', () => {
  // AWS STS API Reference, Credentials; texts as the CLI prints them in public issue reports.
  it.each([
    ['no session token', { sessionToken: undefined }, 'InvalidClientTokenId'],
    ['another session token', { sessionToken: 'AQoEXAMPLE' }, 'InvalidClientTokenId'],
    ['another secret', { secretAccessKey: 'another' }, 'SignatureDoesNotMatch'],
  ])('open nothing with %s', async (_, change, code) => {
    const { assume, identity } = twoAccounts();
    const credentials = { ...(await assume(accessRole)), ...change };
    const { sessionToken, ...key } = credentials;
    const sent = sessionToken === undefined ? key : { ...key, sessionToken };
    expect(await refusalText(identity(sent))).toMatch(new RegExp(`^${code}: `));
  });

  it('may be proved by a signature', async () => {
    const { assume, send } = twoAccounts();
    const { secretAccessKey, ...shown } = await assume(accessRole);
    const credentials = { ...shown, isSignedWith: (secret: string) => secret === secretAccessKey };
    expect(await send('sts', 'GetCallerIdentity', {}, { credentials })).toMatchObject({
      Account: member,
    });
  });

  it('a session token spoils long-term credentials', async () => {
    const { admin, identity } = twoAccounts();
    expect(await refusalText(identity({ ...admin, sessionToken: 'AQoEXAMPLE' }))).toBe(
      'InvalidClientTokenId: The security token included in the request is invalid.',
    );
  });

  it('end with their role, even when another takes its name', async () => {
    const { role, assume, identity } = twoAccounts();
    const arn = role('reader', [trust(management)]);
    const credentials = await assume(arn);
    role('reader', [trust(management)], [], { RoleId: 'AROANEWNEWNEWNEWNEWNE' });
    expect(await refusalText(identity(credentials))).toMatch(/^InvalidClientTokenId: /);
  });

  it('expire in a fork of the world alone, when only its clock moves', async () => {
    const { engine, assume } = twoAccounts();
    const credentials = await assume(accessRole);
    const fork = engine.fork();
    const sent = { service: 'sts', operation: 'GetCallerIdentity', region: 'us-east-1', input: {} };
    await fork.advanceTo(start + 3600 * 1000);
    await expect(fork.send({ ...sent, credentials })).rejects.toThrow('is expired');
    await engine.send({ ...sent, credentials });
  });
});

describe('GetSessionToken', () => {
  it('makes temporary credentials of the user, for 12 hours', async () => {
    const { admin, send, identity } = twoAccounts();
    const { Credentials } = await send<Issued>('sts', 'GetSessionToken');
    expect(Credentials.Expiration).toEqual(new Date(start + 12 * 3600 * 1000));
    expect(await identity(credentialsOf(Credentials))).toEqual(await identity(admin));
  });

  // AWS STS API Reference, GetSessionToken; the first text is quoted in public issue reports.
  it('gives credentials that IAM does not take, and that beget none but roles', async () => {
    const { assume, send } = twoAccounts();
    const { Credentials } = await send<Issued>('sts', 'GetSessionToken');
    const credentials = credentialsOf(Credentials);
    const options = { credentials };
    for (const operation of ['GetSessionToken', 'GetFederationToken']) {
      expect(await refusalText(send('sts', operation, { Name: 'bob' }, options))).toBe(
        `AccessDenied: Cannot call ${operation} with session credentials`,
      );
    }
    expect(await refusalText(send('iam', 'ListUsers', {}, options))).toMatch(
      /^InvalidClientTokenId: /,
    );
    await assume(accessRole, {}, options);
  });

  it('knows that no MFA device was used', async () => {
    const { send, user } = twoAccounts();
    const withoutMfa = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } };
    const ana = await user('ana', allow('kms:ListKeys', { Condition: withoutMfa }));
    // The key is absent with long-term credentials. IAM User Guide, aws:MultiFactorAuthPresent.
    await send('kms', 'ListKeys', {}, { credentials: ana });
    const { Credentials } = await send<Issued>('sts', 'GetSessionToken', {}, { credentials: ana });
    const credentials = credentialsOf(Credentials);
    expect(await refusalText(send('kms', 'ListKeys', {}, { credentials }))).toMatch(
      /^AccessDeniedException/,
    );
    const input = { SerialNumber: `arn:aws:iam::${management}:mfa/ana`, TokenCode: '123456' };
    expect(await refusalText(send('sts', 'GetSessionToken', input))).toMatch(
      /^AccessDenied: MultiFactorAuthentication failed/,
    );
  });

  it('of the root user lasts an hour at most', async () => {
    const { root, send, identity } = twoAccounts();
    const credentials = root();
    const { Credentials } = await send<Issued>('sts', 'GetSessionToken', {}, { credentials });
    expect(Credentials.Expiration).toEqual(new Date(start + 3600 * 1000));
    expect(await identity(credentialsOf(Credentials))).toEqual({
      ...{ UserId: management, Account: management, Arn: `arn:aws:iam::${management}:root` },
    });
  });
});

describe('GetFederationToken', () => {
  const federate = async (
    { send }: ReturnType<typeof twoAccounts>,
    input: object,
    options?: { credentials: ReturnType<typeof credentialsOf> },
  ) => send<Issued & { FederatedUser: object }>('sts', 'GetFederationToken', input, options);

  // The shape is recorded in LocalStack's test_sts.snapshot.json.
  it('names the federated user', async () => {
    const world = twoAccounts();
    const { Credentials, ...answer } = await federate(world, { Name: 'bob' });
    const Arn = `arn:aws:sts::${management}:federated-user/bob`;
    const FederatedUserId = `${management}:bob`;
    expect(answer).toEqual({ FederatedUser: { Arn, FederatedUserId }, PackedPolicySize: 0 });
    expect(await world.identity(credentialsOf(Credentials))).toEqual({
      ...{ UserId: FederatedUserId, Account: management, Arn },
    });
  });

  // AWS STS API Reference, GetFederationToken.
  it('may do what session policy and user both allow, and nothing without a session policy', async () => {
    const world = twoAccounts();
    const { send, user } = world;
    const ana = await user('ana', allow(['kms:List*', 'sts:GetFederationToken']));
    const by = { credentials: ana };
    const list = async (input: object, operation: string) => {
      const { Credentials } = await federate(world, { Name: 'bob', ...input }, by);
      return send('kms', operation, {}, { credentials: credentialsOf(Credentials) });
    };
    const Policy = document(allow(['kms:ListKeys', 'kms:CreateKey']));
    await list({ Policy }, 'ListKeys');
    expect(await refusalText(list({ Policy }, 'ListAliases'))).toMatch(/no session policy allows/);
    expect(await refusalText(list({ Policy }, 'CreateKey'))).toMatch(/no identity-based policy/);
    expect(await refusalText(list({}, 'ListKeys'))).toMatch(/no session policy allows/);
  });

  it('of the root user may do what the session policy allows', async () => {
    const world = twoAccounts();
    const Policy = document(allow('kms:ListKeys'));
    const by = { credentials: world.root() };
    const { Credentials } = await federate(world, { Name: 'bob', Policy }, by);
    const credentials = credentialsOf(Credentials);
    await world.send('kms', 'ListKeys', {}, { credentials });
    expect(await refusalText(world.send('kms', 'CreateKey', {}, { credentials }))).toMatch(
      /no session policy allows/,
    );
    expect(await refusalText(world.assume(accessRole, {}, { credentials }))).toMatch(
      /federated-user\/bob is not authorized to perform: sts:AssumeRole/,
    );
  });
});

describe('GetAccessKeyInfo', () => {
  it('reads the account from the key id', async () => {
    const { send, assume, engine } = twoAccounts();
    const { accessKeyId: AccessKeyId } = await assume(accessRole);
    await engine.advanceTo(start + 3600 * 1000);
    expect(await send('sts', 'GetAccessKeyInfo', { AccessKeyId })).toEqual({ Account: member });
    const none = { AccessKeyId: 'NOACCESSKEYATALL' };
    expect(await refusalText(send('sts', 'GetAccessKeyInfo', none))).toMatch(/^ValidationError: /);
  });
});

// A service in EC2's protocol, whose refusals carry an encoded message, and which uses roles.
const machines: Service = {
  name: 'machines',
  title: 'Machines',
  eventSource: 'machines.amazonaws.com',
  model: readModel({
    service: 'machines',
    metadata: {
      ...{ protocol: 'ec2', apiVersion: '2026-01-01', serviceId: 'Machines' },
      endpointPrefix: 'machines',
    },
    operations: { StopMachine: {}, RunAsRole: {} },
    shapes: {},
  }),
  operations: {
    StopMachine: {
      permissions: () => [{ action: 'machines:StopMachine', resource: 'arn:aws:machines:::m-1' }],
      handle: () => ({}),
    },
    RunAsRole: {
      async handle({ RoleArn }: { RoleArn: string }, ctx: Context) {
        const session = { RoleArn, RoleSessionName: 'run' };
        const { Credentials } = (await ctx.call('sts', 'AssumeRole', session, {
          as: 'service',
        })) as Issued;
        const as = credentialsOf(Credentials);
        const caller = await ctx.call('sts', 'GetCallerIdentity', {}, { as });
        return { caller, keys: await ctx.call('kms', 'ListKeys', {}, { as }) };
      },
    },
  },
};

function machineWorld() {
  const { engine, role } = twoAccounts();
  const all = new Engine(engine.tables, [...services, machines]);
  const send = async (service: string, operation: string, input: object, as = admin()) => {
    const request = { service, operation, input, region: 'us-east-1', credentials: as };
    return (await all.send(request)).output as Record<string, unknown>;
  };
  const admin = () => adminCredentials(engine.tables);
  return { engine: all, role, send };
}

describe('a service', () => {
  it('assumes a role that trusts it, and acts as the role', async () => {
    const { role, send } = machineWorld();
    const trusting = { ...trust(''), Principal: { Service: machines.eventSource } };
    const notVia = { Bool: { 'aws:ViaAWSService': 'false' } };
    const RoleArn = role('runner', [trusting], [allow('kms:ListKeys', { Condition: notVia })]);
    const { caller } = await send('machines', 'RunAsRole', { RoleArn });
    expect(caller).toMatchObject({
      Arn: `arn:aws:sts::${management}:assumed-role/runner/run`,
    });
  });

  it('is refused by a role that trusts the account only', async () => {
    const { role, send } = machineWorld();
    const RoleArn = role('runner', [trust(management)]);
    expect(await refusalText(send('machines', 'RunAsRole', { RoleArn }))).toMatch(
      /User: machines\.amazonaws\.com is not authorized to perform: sts:AssumeRole/,
    );
  });
});

describe('DecodeAuthorizationMessage', () => {
  const denied = async (role: string | undefined, statements: readonly object[]) => {
    const { send, role: put } = machineWorld();
    const RoleArn = put(role ?? 'reader', [trust(management)], statements);
    const answer = await send('sts', 'AssumeRole', { RoleArn, RoleSessionName: 'test' });
    const credentials = credentialsOf((answer as unknown as Issued).Credentials);
    const text = await refusalText(send('machines', 'StopMachine', {}, credentials));
    return { send, text, encoded: text.split('failure message: ')[1] ?? '' };
  };

  // The form of the decoded message: public issue reports; STS API Reference has its members.
  it('tells what EC2 keeps from the caller', async () => {
    const { send, text, encoded } = await denied(undefined, [
      { Sid: 'NoStop', Effect: 'Deny', Action: 'machines:*', Resource: '*' },
    ]);
    expect(text).toMatch(
      /^UnauthorizedOperation: You are not authorized to perform this operation\. User: .* Encoded authorization failure message: [\w-]+$/,
    );
    const { DecodedMessage } = await send('sts', 'DecodeAuthorizationMessage', {
      EncodedMessage: encoded,
    });
    expect(JSON.parse(DecodedMessage as string)).toMatchObject({
      ...{ allowed: false, explicitDeny: true, failures: { items: [] } },
      matchedStatements: {
        items: [
          {
            ...{ statementId: 'NoStop', effect: 'DENY' },
            actions: { items: [{ value: 'machines:*' }] },
          },
        ],
      },
      context: {
        principal: { arn: `arn:aws:sts::${management}:assumed-role/reader/test` },
        ...{ action: 'machines:StopMachine', resource: 'arn:aws:machines:::m-1' },
      },
    });
  });

  it('refuses a message with a single bit changed, and any other text', async () => {
    const { send, encoded } = await denied(undefined, []);
    const flipped = (encoded.startsWith('A') ? 'B' : 'A') + encoded.slice(1);
    for (const EncodedMessage of [flipped, 'hello', '!', encoded.slice(0, 20)]) {
      expect(await refusalText(send('sts', 'DecodeAuthorizationMessage', { EncodedMessage }))).toBe(
        'InvalidAuthorizationMessageException: Message is not valid',
      );
    }
  });
});
