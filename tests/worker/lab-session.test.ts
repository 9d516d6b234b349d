import { describe, expect, it } from 'vitest';
import type { FunctionRuntime } from '../../src/engine/functions';
import { LabSession } from '../../src/worker/lab-session';
import type { LabEvent, OpenRequest } from '../../src/worker/port';
import { WorldMirror } from '../../src/worker/world-mirror';
import { changesTo, tablesOf } from '../../src/ui/lab/save-points/compare';
import { scenarioOf } from '../learning/worlds';

const start = Date.UTC(2026, 0, 5);
const sandbox: OpenRequest = { saved: null, scenario: null, now: start };

/** A session with a world open in it, what it told, and a real clock that the test moves. */
async function open(request: OpenRequest = sandbox) {
  const events: LabEvent[] = [];
  const clock = { ms: 0 };
  const session = new LabSession(
    (event) => events.push(event),
    () => clock.ms,
  );
  const { cwd, world } = await session.open(request);
  const mirror = new WorldMirror();
  mirror.replace(world ?? request.saved!);
  const printed = () =>
    events.flatMap((event) => (event.type === 'output' ? [event.text] : [])).join('');
  const follow = () => {
    for (const event of events) if (event.type === 'happened') mirror.apply(event.changes);
    return mirror.save();
  };
  return { session, events, clock, cwd, printed, follow };
}

describe('a world that is open', () => {
  it('runs lines, tells what they print as they print it, and where the shell stands', async () => {
    const { session, cwd, printed } = await open();
    expect(cwd).toBe('~');
    const result = await session.run('mkdir -p a/b && cd a/b && echo here');
    expect(result).toMatchObject({ stdout: 'here\n', exitCode: 0, cwd: '~/a/b', complete: true });
    expect(printed()).toBe('here\n');
  });

  it('says whom the aws command would be, as environment and profiles have it', async () => {
    const { session } = await open();
    const admin = 'arn:aws:iam::123456789012:user/admin';
    expect(session.identity()).toEqual({
      ...{ profile: 'default', region: 'us-east-1', arn: admin, profiles: ['default'] },
    });
    const trust = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: admin }, Action: 'sts:AssumeRole' }],
    });
    await session.run(
      `aws iam create-role --role-name reader --assume-role-policy-document '${trust}' > role`,
    );
    await session.run(
      'aws configure set role_arn arn:aws:iam::123456789012:role/reader --profile r',
    );
    await session.run('aws configure set source_profile default --profile r; AWS_REGION=eu-west-1');
    expect(session.identity().region).toBe('us-east-1');
    await session.run('export AWS_PROFILE=r AWS_REGION');
    expect(session.identity()).toMatchObject({
      ...{ profile: 'r', region: 'eu-west-1', arn: 'arn:aws:iam::123456789012:role/reader' },
    });
    await session.run('export AWS_ACCESS_KEY_ID=AKIANOBODY');
    expect(session.identity()).toMatchObject({ profile: undefined, arn: undefined });
    await session.run('unset AWS_ACCESS_KEY_ID; export AWS_PROFILE=nobody');
    expect(session.identity().arn).toBe(undefined);
  });

  it('finds out on forks what lines would do, and leaves the world alone', async () => {
    const { session, follow } = await open();
    await session.run(
      'aws kms create-alias --alias-name alias/a --target-key-id $(aws kms create-key --query KeyMetadata.KeyId --output text)',
    );
    await session.run(
      'aws ssm put-parameter --name p --type SecureString --key-id alias/a --value v',
    );
    const read = 'aws ssm get-parameter --name p --with-decryption --query Parameter.Value';
    const disable =
      'aws kms disable-key --key-id $(aws kms describe-key --key-id alias/a --query KeyMetadata.KeyId --output text)';
    const before = follow();
    const [, alone, together] = await session.probe([disable, read, `${disable}; ${read}`]);
    expect(alone).toEqual({ exitCode: 0, text: '"v"' });
    expect(together!.exitCode).toBe(254);
    expect(together!.text).toContain('is disabled');
    expect(follow()).toEqual(before);
  });

  it('stops the clock where it is when Ctrl-C comes on its way', async () => {
    const { session, follow } = await open();
    const rotating = 'aws kms enable-key-rotation --rotation-period-in-days 90 --key-id';
    await session.run(
      `for i in 1 2 3; do ${rotating} $(aws kms create-key --query KeyMetadata.KeyId --output text); done`,
    );
    const century = 100 * 365.25 * 24 * 3600 * 1000;
    const moving = session.advance(century);
    setTimeout(() => session.cancel(), 0);
    await moving;
    const { stdout } = await session.run('date +%s');
    const stopped = Number(stdout) * 1000;
    expect(stopped).toBeGreaterThan(start);
    expect(stopped).toBeLessThan(start + century / 2);
    // It goes on from there, and what the page has is the same world.
    await session.advance(90 * 24 * 3600 * 1000);
    expect((await open({ saved: follow(), scenario: null, now: 0 })).cwd).toBe('~');
  });

  it("shows on the running line how far a function's runtime has loaded, and takes that away", async () => {
    const events: LabEvent[] = [];
    const functions: FunctionRuntime = {
      invoke() {
        session.loading(1_500_000, 13_000_000, false);
        session.loading(1_500_000, 13_000_000, false);
        session.loading(13_000_000, 13_000_000, true);
        const result = { type: 'returned', payload: '1' } as const;
        return Promise.resolve({ result, logs: [], duration: 1, maxMemoryUsed: 1 });
      },
    };
    const session: LabSession = new LabSession(
      (event) => events.push(event),
      () => 0,
      functions,
    );
    await session.open(sandbox);
    session.loading(1, 2, false);
    const trust = `'{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"lambda.amazonaws.com"}}}'`;
    await session.run(
      `ROLE=$(aws iam create-role --role-name r --assume-role-policy-document ${trust} --query Role.Arn --output text); ` +
        'echo x > index.mjs; zip -q f.zip index.mjs; aws lambda create-function --function-name f ' +
        '--runtime nodejs22.x --handler index.handler --role $ROLE --zip-file fileb://f.zip > made',
    );
    events.length = 0;
    await session.run('aws lambda invoke --function-name f out --query StatusCode');
    const printed = events.filter((event) => event.type === 'output').map(({ text }) => text);
    const shown = "Loading the function's runtime: 1.5 of 13.0 MB";
    expect(printed).toEqual([`${shown}\r`, `${' '.repeat(shown.length + 1)}\r`, '200\n']);
  });

  it('sends a request of a console as `aws` would, and undoes it as one command', async () => {
    const { session, events, follow } = await open();
    const before = follow().rows.length;
    const request = { service: 'kms', operation: 'CreateKey', input: { Description: 'reports' } };
    const answer = await session.request(request);
    const shown = { KeyMetadata: { Description: 'reports', AWSAccountId: '123456789012' } };
    expect(answer).toMatchObject({ output: shown });
    const steps = events.flatMap((event) => (event.type === 'happened' ? event.steps : []));
    expect(steps.map(({ kind }) => kind)).toContain('authorization');
    expect(follow().rows.length).toBeGreaterThan(before);
    expect(session.undo()).toBe('aws kms create-key --description reports');
    expect((await session.run('aws kms list-keys --query "length(Keys)"')).stdout).toBe('0\n');
  });

  it("sends a console's requests as the shell's own identity and in its Region", async () => {
    const { session } = await open();
    await session.run(
      'aws iam create-user --user-name eve > made; aws iam create-access-key --user-name eve ' +
        "--query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text > keys; " +
        'read AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY < keys; ' +
        'export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_REGION=eu-west-1',
    );
    expect(session.identity()).toMatchObject({
      ...{ region: 'eu-west-1', arn: 'arn:aws:iam::123456789012:user/eve', profile: undefined },
    });
    const answer = await session.request({ service: 'kms', operation: 'CreateKey', input: {} });
    expect(answer).toMatchObject({ error: { code: 'AccessDeniedException', statusCode: 400 } });
    const { error } = answer as { readonly error: { readonly message: string } };
    expect(error.message).toContain('user/eve is not authorized to perform: kms:CreateKey');
    // What never reaches AWS has no status.
    await session.run('unset AWS_ACCESS_KEY_ID; rm ~/.aws/credentials');
    expect(await session.request({ service: 'kms', operation: 'ListKeys', input: {} })).toEqual({
      error: { code: 'NoCredentials', message: expect.stringMatching(/^Unable to locate/) },
    });
  });

  it('runs nothing of a line that is only a beginning', async () => {
    const { session, events } = await open();
    expect(await session.run('echo "')).toMatchObject({ complete: false, exitCode: 0 });
    expect(events).toEqual([]);
  });

  it('is followed change by change: what the page keeps opens as the same world', async () => {
    const { session, follow } = await open();
    await session.run('echo kept > file; X=5; aws kms create-key > key.json');
    session.undo();
    session.redo();
    const saved = follow();
    const again = await open({ saved, scenario: null, now: 0 });
    // Nothing is sent back that the page has already.
    const untold = new LabSession(
      () => undefined,
      () => 0,
    );
    expect((await untold.open({ saved, scenario: null, now: 0 })).world).toBeNull();
    expect(again.follow()).toEqual(saved);
    expect(await again.session.run('cat file; echo $X; grep -c KeyId key.json')).toMatchObject({
      stdout: 'kept\n5\n1\n',
    });
  });

  it('becomes another world in one step, which is undone as one', async () => {
    const world = await open();
    await world.session.run(
      'echo mine > file; aws ssm put-parameter --name p --value v --type String',
    );
    const before = world.follow();
    const fork = await open({ saved: before, scenario: null, now: 0 });
    await fork.session.run('mkdir there; cd there; echo theirs > ../file; X=5');
    await fork.session.run('aws ssm delete-parameter --name p; aws kms create-key');
    await fork.session.advance(7 * 24 * 3_600_000);
    // Nothing of it shows: no record, no event, no cost.
    expect(world.follow()).toEqual(before);

    const changes = changesTo(tablesOf(before), tablesOf(fork.follow()));
    expect(await world.session.adopt('take over', changes)).toEqual({ cwd: '~/there' });
    expect(tablesOf(world.follow())).toEqual(tablesOf(fork.follow()));
    expect(world.session.cost()).toBe(fork.session.cost());
    expect((await world.session.run('cat ../file; echo $X; date -u +%F')).stdout).toBe(
      'theirs\n5\n2026-01-12\n',
    );
    expect(world.session.undo()).toBe('take over');
    expect(tablesOf(world.follow())).toEqual(tablesOf(before));
    expect(world.session.redo()).toBe('take over');
    expect(tablesOf(world.follow())).toEqual(tablesOf(fork.follow()));
  });

  it('lets the world’s time follow real time, and moves it on when asked', async () => {
    const { session, clock } = await open();
    clock.ms += 90_000;
    expect((await session.run('date -u +%FT%TZ')).stdout).toBe('2026-01-05T00:01:30Z\n');
    await session.advance(24 * 3_600_000);
    expect((await session.run('date -u +%F')).stdout).toBe('2026-01-06\n');
    expect(session.undo()).toBe('advance the clock');
  });

  it('catches up with real time without a command: what is due happens, and nothing is undone', async () => {
    const { session, clock, follow } = await open();
    const made = await session.run('aws kms create-key --query KeyMetadata.KeyId --output text');
    const days = '--pending-window-in-days 7';
    await session.run(`aws kms schedule-key-deletion ${days} --key-id ${made.stdout}`);
    clock.ms += 8 * 24 * 3_600_000;
    await session.catchUp();
    const keys = follow().rows.filter(([table]) => table === 'kms.keys');
    expect(JSON.stringify(keys)).not.toContain(made.stdout.trim());
    expect(session.undo()).toContain('schedule-key-deletion');
  });

  it('asks, and goes on with the answer or with the end of the input', async () => {
    const { session, events } = await open();
    const questions = () => events.flatMap((event) => (event.type === 'asked' ? [event] : []));
    const asked = async (count: number) => {
      while (questions().length < count) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    const running = session.run('aws configure --profile other');
    await asked(1);
    session.answer('AKIAEXAMPLE');
    await asked(2);
    session.answer(undefined);
    await running;
    expect(questions()[0]!.prompt).toMatch(/^AWS Access Key ID/);
    expect((await session.run('echo next')).stdout).toBe('next\n');
  });

  it('stops a line that never ends, and keeps the session', async () => {
    const { session } = await open();
    await session.run('X=5');
    const running = session.run('while true; do :; done');
    setTimeout(() => session.cancel(), 20);
    expect((await running).exitCode).toBe(130);
    expect((await session.run('echo $X')).stdout).toBe('5\n');
  });
});

describe('the checks of a scenario', () => {
  const scenario = scenarioOf({ check: 'run: aws kms describe-key --key-id alias/a' });

  it('look at one task, on a fork', async () => {
    const { session, follow } = await open({ saved: null, scenario, now: start });
    const [task] = scenario.tasks;
    const before = follow();
    expect(await session.check(task!.id, '')).toMatchObject({ task: task!.id, done: false });
    expect(follow()).toEqual(before);
    await session.run(
      'aws kms create-alias --alias-name alias/a --target-key-id $(aws kms create-key --query KeyMetadata.KeyId --output text)',
    );
    expect((await session.check(task!.id, '')).done).toBe(true);
    await expect(session.check('nothing', '')).rejects.toThrow('there is no task nothing');
  });

  it('make way for a command, and are asked anew afterwards', async () => {
    const busy = scenarioOf({ check: 'run: while true; do :; done' });
    const { session } = await open({ saved: null, scenario: busy, now: start });
    const checking = session.check(busy.tasks[0]!.id, '');
    setTimeout(() => session.stopChecking(), 20);
    await expect(checking).rejects.toThrow();
    expect((await session.run('echo free')).stdout).toBe('free\n');
  });
});

describe('a request for a world that is not there', () => {
  it('is refused', async () => {
    const session = new LabSession(
      () => undefined,
      () => 0,
    );
    await expect(session.run('ls')).rejects.toThrow('no world is open');
    const { session: other } = await open();
    await expect(other.open({ ...sandbox, saved: { format: 99, rows: [] } })).rejects.toThrow(
      'newer version',
    );
    expect((await other.run('echo still here')).stdout).toBe('still here\n');
  });
});
