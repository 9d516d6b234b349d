import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadModel, type ApiOperation, type Shape } from '../../../src/engine/api/index';
import { operationOptions } from '../../../src/shell/aws/arguments/operation-options';
import { parseArguments } from '../../../src/shell/aws/arguments/parse-arguments';
import { cliLine, Kept, quoted } from '../../../src/shell/aws/command-line';
import { commandLineName } from '../../../src/shell/aws/names';
import { decodeBlobs } from '../../../src/shell/aws/parameters/binary';
import { engineInput } from '../../../src/shell/aws/parameters/engine-input';
import { wholeInput } from '../../../src/shell/aws/parameters/whole-input';
import { memberValues } from '../../../src/shell/aws/run-operation';
import { labShell } from '../lab-shell';

const services = ['kms', 'iam', 'ssm', 'secretsmanager', 'logs', 'ec2', 'rds'] as const;

const nasty = fc.constantFrom(
  '-x',
  "it's",
  '$HOME `id` "a"',
  'file://none',
  '[1',
  '{',
  'a,b=c',
  '~',
  'ü\n',
);
const text = fc.oneof(fc.string({ maxLength: 8 }), nasty);

function valueOf(shape: Shape, depth: number): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case 'string':
      return shape.enum === undefined ? text : fc.constantFrom(...shape.enum);
    case 'integer':
    case 'long':
      return fc.integer({ min: -1000, max: 1000 });
    case 'float':
    case 'double':
      return fc.integer({ min: 0, max: 99 });
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true });
    case 'blob':
      return fc.uint8Array({ maxLength: 8 });
    case 'list':
      return fc.array(valueOf(shape.member.shape, depth - 1), { maxLength: depth < 0 ? 0 : 3 });
    case 'map':
      return fc.dictionary(
        fc.string({ minLength: 1, maxLength: 5 }),
        valueOf(shape.value.shape, depth - 1),
        { maxKeys: depth < 0 ? 0 : 2 },
      );
    case 'structure':
      return depth < 0 ? fc.constant({}) : inputOf(shape, depth, []);
  }
}

function inputOf(shape: Shape & { type: 'structure' }, depth: number, required: readonly string[]) {
  const members = Object.entries(shape.members).map(
    ([name, member]) => [name, valueOf(member.shape, depth - 1)] as const,
  );
  return fc.record(Object.fromEntries(members), { requiredKeys: [...required] });
}

/** What our own `aws` understands of a line that the shell has taken apart. */
async function understood(line: string, operation: ApiOperation): Promise<object> {
  let input: object = {};
  const { run } = await labShell([
    {
      name: 'aws',
      run(args, ctx) {
        const options = operationOptions(operation);
        const syntax = [...options.syntax].map(
          ([name, option]) => [name, { ...option, required: false }] as const,
        );
        const { values, remaining } = parseArguments(args.slice(2), {
          options: new Map(syntax),
          positionals: [],
        });
        expect(remaining).toEqual([]);
        const given = memberValues(options, values, false, ctx);
        const parameters = { ...wholeInput(values, ctx), ...given };
        input = engineInput(decodeBlobs(parameters, operation.input!), operation.input);
        return Promise.resolve(0);
      },
    },
  ]);
  expect(await run(line)).toMatchObject({ stderr: '', exitCode: 0 });
  return input;
}

describe('the line of the AWS CLI for a request', () => {
  it('says what the request says, whatever is in it, through the shell and our own parser', async () => {
    const all = (await Promise.all(services.map(loadModel))).flatMap((model) =>
      Object.values(model.operations).flatMap((operation) =>
        operation.input === undefined ? [] : [{ model, operation, shape: operation.input }],
      ),
    );
    const requests = fc
      .constantFrom(...all)
      .chain(({ model, operation, shape }) =>
        fc.tuple(fc.constant({ model, operation }), inputOf(shape, 3, shape.required)),
      );
    await fc.assert(
      fc.asyncProperty(requests, async ([{ model, operation }, input]) => {
        const line = cliLine(model, operation.name, input);
        expect(line.startsWith(`aws ${model.service} ${commandLineName(operation.name)}`)).toBe(
          true,
        );
        expect(await understood(line, operation)).toEqual(input);
      }),
      { numRuns: 200 },
    );
  });

  it('is what one would type where that is possible', async () => {
    const kms = await loadModel('kms');
    const tags = [{ TagKey: 'team', TagValue: 'a' }];
    expect(cliLine(kms, 'CreateKey', { MultiRegion: true, Tags: tags, Description: "it's" })).toBe(
      `aws kms create-key --description 'it'\\''s' --tags TagKey=team,TagValue=a --multi-region`,
    );
    expect(
      cliLine(kms, 'CreateAlias', { AliasName: 'alias/a', TargetKeyId: new Kept('KEY_ID') }),
    ).toBe('aws kms create-alias --alias-name alias/a --target-key-id "$KEY_ID"');
    const s3 = await loadModel('s3');
    expect(cliLine(s3, 'PutObject', { Bucket: 'b', Key: 'a/n.txt', Body: 'hi' })).toBe(
      'printf %s hi > n.txt && aws s3api put-object --body n.txt --bucket b --key a/n.txt',
    );
    expect(cliLine(s3, 'GetObject', { Bucket: 'b', Key: 'a/n.txt' })).toBe(
      'aws s3api get-object --bucket b --key a/n.txt n.txt',
    );
    expect(quoted('')).toBe("''");
  });
});
