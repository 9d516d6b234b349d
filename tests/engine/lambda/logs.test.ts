import { describe, expect, it } from 'vitest';
import { refusal } from '../world';
import { lambdaWorld } from './world';

const mayLog = {
  Effect: 'Allow',
  Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: '*',
};

describe("a function's log", () => {
  it('is in CloudWatch Logs, one stream an execution environment', async () => {
    const { create, invoke, send, allow } = await lambdaWorld();
    await allow(mayLog);
    await create('greet');
    await invoke('greet');
    await invoke('greet');
    const logGroupName = '/aws/lambda/greet';
    const { logStreams } = await send<{ logStreams: { logStreamName: string }[] }>(
      ...(['logs', 'DescribeLogStreams', { logGroupName }] as const),
    );
    expect(logStreams).toHaveLength(1);
    const { logStreamName = '' } = logStreams[0] ?? {};
    expect(logStreamName).toMatch(/^2026\/11\/23\/\[\$LATEST\][0-9a-f]{32}$/);
    const { events } = await send<{ events: { message: string }[] }>('logs', 'GetLogEvents', {
      ...{ logGroupName, logStreamName, startFromHead: true },
    });
    expect(events.map(({ message }) => message.split(' ')[0]?.trim())).toEqual([
      ...['START', 'a', 'END', 'REPORT', 'START', 'a', 'END', 'REPORT'],
    ]);
  });

  it('is nowhere where the role may not write it, and nobody is told', async () => {
    const { create, invoke, send } = await lambdaWorld();
    await create('greet');
    await expect(invoke('greet')).resolves.toMatchObject({ StatusCode: 200 });
    await expect(
      refusal(
        send('logs', 'GetLogEvents', { logGroupName: '/aws/lambda/greet', logStreamName: 'x' }),
      ),
    ).resolves.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});
