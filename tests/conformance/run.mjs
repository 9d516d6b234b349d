// `npm run conformance`: clients and suites that others wrote, against `npm run serve`.
// What it needs beyond Node (Python, boto3, checkouts of public suites) is optional: a part that
// cannot run says so.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../src/server/install.mjs';
import { judge, readResults } from './results.mjs';

const usage = `npm run conformance -- [options]
  --moto DIR          a checkout of getmoto/moto: runs its tests of KMS, IAM, STS, S3, Parameter Store,
                      Secrets Manager, CloudWatch Logs and EBS in server mode
  --moto-tests FILE   JSON whose "tests" lists the tests to run of the services that it names
  --localstack DIR    a checkout of localstack/localstack: runs its tests of the same services but EBS
                      that were validated against AWS
  --recorded FILE     JSON list of errors recorded from AWS: {service, operation, code, message}
  --only SUITE        boto3, cli, recorded, moto, moto-kms, localstack, localstack-iam, ...
  -k EXPRESSION       handed to pytest`;

const options = readOptions();
const here = join(root, 'tests', 'conformance');
const python = join(here, 'python');
/** @type {Record<string, import('./results.mjs').Miss[]>} */
const misses = JSON.parse(readFileSync(join(here, 'misses.json'), 'utf8'));
/** The services whose tests moto and LocalStack have. */
const services = ['kms', 'iam', 'sts', 'ssm', 'secretsmanager', 'logs'];
const accounts = ['123456789012', '210987654321'];

/** Suites that bring credentials of their own: whoever they are, they are the administrator. */
const open = ['--open'];
/** Suites that speak HTTP to a service that refuses some of what comes without TLS. */
const asByTls = [...open, '--assume-tls'];
/** Suites that hold signatures to it, too. */
const bySignature = ['--assume-tls', '--access-key', 'test', '--secret-key', 'test'];

/**
 * Tests of moto's that pass by chance: they expect buckets in another order than that of their names,
 * and the ID of a version to begin with anything but a capital.
 */
const byChance = [
  'test_s3.py::test_list_buckets',
  'test_s3.py::test_list_buckets_with_max_buckets',
  'test_s3_multipart.py::test_multipart_version',
].map((name) => `tests/test_s3/${name}`);

/** LocalStack's tests of what is modelled of the API of AWS Lambda. */
const lambdaTests = [
  ...['PartialARNMatching', 'LambdaFunction', 'LambdaVersions', 'LambdaAlias', 'LambdaRevisions'],
  ...['LambdaPermissions', 'LambdaTag', 'LambdaTags'],
].map((name) => `Test${name}`);

/** @type {{ name: string, missing: string | false, cwd: string, args: string[], env?: Record<string, string>, serve?: string[] }[]} */
const suites = [
  {
    name: 'boto3',
    serve: asByTls,
    missing: needsPython('boto3'),
    cwd: python,
    args: ['test_boto3.py'],
  },
  {
    name: 'cli',
    serve: asByTls,
    missing: needsPython('awscli') && needsCommand('aws'),
    cwd: python,
    args: ['test_aws_cli.py'],
  },
  {
    name: 'recorded',
    serve: bySignature,
    missing: needsPython('boto3') || needsFile('--recorded', options.recorded),
    cwd: python,
    args: ['test_recorded_errors.py'],
    env: { LAB_RECORDED: options.recorded ? resolve(options.recorded) : '' },
  },
  ...[...services, 'ec2'].map((service) => ({
    name: `moto-${service}`,
    missing: needsPython('moto') || needsFile('--moto', options.moto),
    cwd: resolve(options.moto ?? '.'),
    args: ['-p', 'moto_plugin', ...motoTests(service)],
    env: { TEST_SERVER_MODE: 'true' },
  })),
  {
    name: 'moto-s3',
    missing: needsPython('moto') || needsFile('--moto', options.moto),
    cwd: resolve(options.moto ?? '.'),
    args: ['-p', 'moto_plugin', ...motoTests('s3').filter((test) => !byChance.includes(test))],
    env: { TEST_SERVER_MODE: 'true' },
    serve: asByTls,
  },
  {
    name: 'localstack-s3',
    serve: bySignature,
    missing: needsPython('jsonpath_ng') || needsFile('--localstack', options.localstack),
    cwd: resolve(options.localstack ?? '.'),
    args: [
      ...['-p', 'localstack_plugin', '-p', 'localstack_s3', '--noconftest'],
      ...['list_operations', 'api', 'preconditions'].map(
        (name) => `tests/aws/services/s3/test_s3_${name}.py`,
      ),
      'tests/aws/services/s3/test_s3.py',
    ],
  },
  {
    name: 'localstack-lambda',
    missing: needsPython('jsonpath_ng') || needsFile('--localstack', options.localstack),
    cwd: resolve(options.localstack ?? '.'),
    args: [
      ...['-p', 'localstack_plugin', '-p', 'localstack_lambda', '--noconftest'],
      ...lambdaTests.map((name) => `tests/aws/services/lambda_/test_lambda_api.py::${name}`),
    ],
  },
  ...services.map((service) => ({
    name: `localstack-${service}`,
    missing: needsPython('jsonpath_ng') || needsFile('--localstack', options.localstack),
    cwd: resolve(options.localstack ?? '.'),
    args: [
      ...['-p', 'localstack_plugin', '--noconftest'],
      ...(service === 'logs' ? ['-p', 'localstack_logs'] : []),
      `tests/aws/services/${service}${service === 'logs' ? '' : `/test_${service}.py`}`,
    ],
  })),
];

const { only } = options;
const chosen = suites.filter(
  ({ name }) => only === undefined || name === only || name.startsWith(`${only}-`),
);
if (chosen.length === 0) {
  console.error(`There is no suite ${only}.\n${usage}`);
  process.exit(2);
}
let unexpected = 0;
for (const suite of chosen) {
  if (suite.missing) {
    console.log(`--- ${suite.name}: not run, ${suite.missing}`);
    continue;
  }
  unexpected += await run(suite);
}
process.exitCode = unexpected > 0 ? 1 : 0;

/**
 * Runs one suite against a server of its own; returns how many results are not as listed.
 * @param {typeof suites[number]} suite
 */
async function run({ name, cwd, args, env, serve = open }) {
  const server = await startServer(serve);
  const folder = mkdtempSync(join(tmpdir(), 'envelope-lab-'));
  const report = join(folder, 'report');
  const pytest = [
    '-m',
    'pytest',
    '-q',
    '-W',
    'ignore',
    '--tb=short',
    '-p',
    'no:cacheprovider',
    '-p',
    'report',
  ];
  pytest.push('--import-mode=importlib', '--no-header', '-o', 'addopts=', ...args);
  if (options.k !== undefined) pytest.push('-k', options.k);
  const child = spawn('python3', pytest, {
    cwd,
    stdio: ['ignore', options.verbose ? 'inherit' : 'ignore', 'inherit'],
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      LAB_ENDPOINT: server.url,
      LAB_REPORT: report,
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONPATH: [python, process.env.PYTHONPATH].filter(Boolean).join(':'),
      TEST_SERVER_MODE_ENDPOINT: server.url,
      ...env,
    },
  });
  await once(child, 'close');
  server.stop();
  const results = existsSync(report) ? readResults(readFileSync(report, 'utf8')) : [];
  rmSync(folder, { recursive: true });
  const { lines, unexpected } = judge(name, results, misses[name] ?? [], options.k === undefined);
  console.log(lines.join('\n'));
  return unexpected;
}

/**
 * Starts `npm run serve` on a free port and waits until it listens.
 * @param {readonly string[]} more
 */
async function startServer(more) {
  const port = await freePort();
  const command = ['run', '--silent', 'serve', '--', '--port', String(port)];
  command.push('--accounts', accounts.join(','), '--no-quotas', ...more);
  const child = spawn('npm', command, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const url = `http://127.0.0.1:${port}`;
  const listening = new Promise((done, fail) => {
    child.stdout.on('data', (data) => String(data).includes('listening on') && done(undefined));
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}`)));
  });
  await listening;
  return { url, stop: () => child.pid && process.kill(-child.pid) };
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return address !== null && typeof address === 'object' ? address.port : 4566;
}

/** @param {string} service */
function motoTests(service) {
  const folder = `tests/test_${service}`;
  const file = options['moto-tests'];
  // Of EC2 only volumes and snapshots are modelled.
  const all = service === 'ec2' ? `${folder}/test_elastic_block_store.py` : folder;
  if (file === undefined) return [all];
  /** @type {{ tests: string[] }} */
  const { tests } = JSON.parse(readFileSync(file, 'utf8'));
  const listed = tests.filter((test) => test.startsWith(`${folder}/`));
  return listed.length > 0 ? listed : [all];
}

/**
 * @param {string} module
 * @returns {string | false}
 */
function needsPython(module) {
  const { status } = spawnSync('python3', ['-c', `import pytest, ${module}`], { stdio: 'ignore' });
  return status === 0 ? false : `Python with pytest and ${module} is not installed`;
}

/**
 * @param {string} command
 * @returns {string | false}
 */
function needsCommand(command) {
  const { status } = spawnSync(command, ['--version'], { stdio: 'ignore' });
  return status === 0 ? false : `${command} is not installed`;
}

/**
 * @param {string} option
 * @param {string | undefined} path
 * @returns {string | false}
 */
function needsFile(option, path) {
  if (path === undefined) return `${option} is not given`;
  return existsSync(path) ? false : `there is no ${path}`;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        moto: { type: 'string' },
        'moto-tests': { type: 'string' },
        localstack: { type: 'string' },
        recorded: { type: 'string' },
        only: { type: 'string' },
        k: { type: 'string', short: 'k' },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (!values.help) return values;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  console.error(usage);
  return process.exit(2);
}
