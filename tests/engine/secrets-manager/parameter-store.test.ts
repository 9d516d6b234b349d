import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../world';
import { secretsWorld } from './world';

describe('a secret as a parameter of Parameter Store', () => {
  const Name = '/aws/reference/secretsmanager/app/db';
  const open = { Name, WithDecryption: true };

  it('is read with its version and labels', async () => {
    const { create, put, send } = secretsWorld();
    const first = await create('app/db', 'one');
    const second = await put('app/db', 'two');
    const { Parameter } = await send<{ Parameter: { SourceResult: string } }>(
      ...(['ssm', 'GetParameter', open] as const),
    );
    expect(Parameter).toMatchObject({ Name, Type: 'SecureString', Value: 'two', ARN: first.ARN });
    expect(JSON.parse(Parameter.SourceResult)).toMatchObject({
      ...{ ARN: first.ARN, name: 'app/db', versionId: second.VersionId, secretString: 'two' },
      versionStages: ['AWSCURRENT'],
    });
    for (const selector of ['AWSPREVIOUS', first.VersionId]) {
      const input = { ...open, Name: `${Name}:${selector}` };
      expect(await send('ssm', 'GetParameter', input)).toMatchObject({
        Parameter: { Value: 'one', Selector: `:${selector}` },
      });
    }
  });

  it('needs the permissions of both services, and of the key', async () => {
    const { create, send, user } = secretsWorld();
    await create('app/db', 'one');
    const parameter = { Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' };
    const secret = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' };
    const half = await user('half', parameter);
    const denied = send('ssm', 'GetParameter', open, { credentials: half });
    expect((await refusal(denied)).message).toContain('secretsmanager:GetSecretValue');
    const credentials = await user('app', parameter, secret);
    expect(await send('ssm', 'GetParameter', open, { credentials })).toMatchObject({
      Parameter: { Value: 'one' },
    });
    expect(await refusalText(send('ssm', 'GetParameter', { ...open, Name: `${Name}x` }))).toBe(
      `ParameterNotFound: An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret ${Name}x not found.`,
    );
  });
});
