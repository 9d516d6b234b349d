import { describe, expect, it } from 'vitest';
import { Shell } from '../../../src/shell/shell';
import { lambdaWorld, type Code } from '../../engine/lambda/world';

/** A terminal in a world whose functions are `code`, with a package of one file. */
async function terminal(code?: Code) {
  const world = await lambdaWorld(code);
  const shell = await Shell.open(world.engine);
  const run = (line: string) => shell.run(line);
  await run(
    "echo 'export const handler = async () => null;' > index.mjs; zip -q function.zip index.mjs",
  );
  const create = (options: string) =>
    run(
      'aws lambda create-function --function-name greet --runtime nodejs22.x ' +
        `--handler index.handler --role ${world.role} ${options}`,
    );
  return { ...world, run, create };
}

const problem = (text: string) => ({
  exitCode: 252,
  stderr: `\naws: [ERROR]: An error occurred (ParamValidation): ${text}\n`,
});

describe('aws lambda', () => {
  it('creates a function from an archive and invokes it', async () => {
    const { run, create, invocations } = await terminal(async ({ event }) =>
      Promise.resolve(`hello ${(JSON.parse(event) as { name?: string }).name}`),
    );
    const query = '--query "[FunctionName,Handler,CodeSize>\\`100\\`]" --output text';
    expect(await create(`--zip-file fileb://function.zip ${query}`)).toMatchObject({
      stdout: 'greet\tindex.handler\tTrue\n',
    });
    const invoke = 'aws lambda invoke --function-name greet';
    const raw = '--cli-binary-format raw-in-base64-out';
    expect(await run(`${invoke} --payload '{"name":"Ada"}' ${raw} out.json; cat out.json`)).toEqual(
      expect.objectContaining({
        stdout: '{\n    "StatusCode": 200,\n    "ExecutedVersion": "$LATEST"\n}\n"hello Ada"',
      }),
    );
    expect(Object.keys(invocations[0]?.files ?? {})).toEqual(['index.mjs']);
    // The CLI's own default for binary input is base64.
    const base64 = '$(printf \'{"name":"Bob"}\' | base64)';
    expect(
      await run(`${invoke} --payload "${base64}" out.json > answer; cat out.json`),
    ).toMatchObject({ stdout: '"hello Bob"' });
    expect(await run(`${invoke} --payload '{"name":1}' out.json`)).toMatchObject({
      exitCode: 255,
      stderr: expect.stringContaining('Invalid base64: "{"name":1}"') as string,
    });
    expect(await run(`${invoke} --payload fileb://index.mjs out.json`)).toMatchObject({
      exitCode: 254,
      stderr: expect.stringContaining('InvalidRequestContentException') as string,
    });
    const tail = `${invoke} --log-type Tail --query LogResult --output text out.json | base64 -d`;
    expect(await run(tail)).toMatchObject({
      stdout: expect.stringMatching(/^START RequestId: [^]*a line\nEND [^]*REPORT /) as string,
    });
    expect(await run(invoke)).toMatchObject({
      exitCode: 252,
      stderr: expect.stringContaining('the following arguments are required: outfile') as string,
    });
  });

  it('tells an error of the function beside status 200', async () => {
    const { run, create } = await terminal(() => Promise.reject(new TypeError('no')));
    await create('--zip-file fileb://function.zip');
    expect(
      await run('aws lambda invoke --function-name greet out.json; cat out.json'),
    ).toMatchObject({
      stdout:
        '{\n    "StatusCode": 200,\n    "FunctionError": "Unhandled",\n    "ExecutedVersion": "$LATEST"\n}\n' +
        '{"errorType":"TypeError","errorMessage":"no","trace":[]}',
    });
  });

  it('takes a package by --zip-file alone, and nothing but a package', async () => {
    const { run, create } = await terminal();
    const hint =
      '--zip-file must be a zip file with the fileb:// prefix.\nExample usage:  --zip-file fileb://path/to/file.zip';
    expect(await create('--zip-file function.zip')).toMatchObject(problem(hint));
    expect(await create('--zip-file fileb://index.mjs')).toMatchObject(problem(hint));
    expect(await create('--code ZipFile=x')).toMatchObject(
      problem(
        "ZipFile cannot be provided as part of the --code argument. Please use the '--zip-file' option instead to specify a zip file.",
      ),
    );
    expect(await create('')).toMatchObject({
      exitCode: 252,
      stderr: expect.stringContaining('Missing required parameter in input: "Code"') as string,
    });
    await create('--zip-file fileb://function.zip');
    const update = 'aws lambda update-function-code --function-name greet --query FunctionName';
    expect(await run(`${update} --zip-file fileb://function.zip`)).toMatchObject({
      stdout: '"greet"\n',
    });
    expect(await run(`${update} --zip-file function.zip`)).toMatchObject(problem(hint));
  });
});
