import { encodeBase64 } from '../../../engine/base64';
import { Kept } from '../../../shell/aws/command-line';
import { commandLineName } from '../../../shell/aws/names';
import type { PlannedRequest } from '../requests';

/** The languages in which the SDK's code is shown. */
export type SdkLanguage = 'javascript' | 'python';

/** How the AWS SDKs call a service: package and client of JavaScript v3, client of boto3. */
interface SdkNames {
  readonly package: string;
  readonly client: string;
  readonly boto3: string;
}

const names: Readonly<Record<string, SdkNames>> = {
  kms: { package: 'kms', client: 'KMSClient', boto3: 'kms' },
  s3: { package: 's3', client: 'S3Client', boto3: 's3' },
  ssm: { package: 'ssm', client: 'SSMClient', boto3: 'ssm' },
  secretsmanager: {
    package: 'secrets-manager',
    client: 'SecretsManagerClient',
    boto3: 'secretsmanager',
  },
  logs: { package: 'cloudwatch-logs', client: 'CloudWatchLogsClient', boto3: 'logs' },
  iam: { package: 'iam', client: 'IAMClient', boto3: 'iam' },
  ec2: { package: 'ec2', client: 'EC2Client', boto3: 'ec2' },
  rds: { package: 'rds', client: 'RDSClient', boto3: 'rds' },
  lambda: { package: 'lambda', client: 'LambdaClient', boto3: 'lambda' },
  cloudtrail: { package: 'cloudtrail', client: 'CloudTrailClient', boto3: 'cloudtrail' },
  'service-quotas': {
    package: 'service-quotas',
    client: 'ServiceQuotasClient',
    boto3: 'service-quotas',
  },
};

/** Code for the AWS SDK that sends one request: SDK for JavaScript v3, or boto3. */
export function sdkCode(
  service: string,
  operation: string,
  input: PlannedRequest['input'],
  language: SdkLanguage,
): string {
  return sdkScript([{ service, operation, input }], language);
}

/** Code for the AWS SDK that sends these requests, one after the other. */
export function sdkScript(requests: readonly PlannedRequest[], language: SdkLanguage): string {
  return language === 'javascript' ? javascript(requests) : python(requests);
}

function javascript(requests: readonly PlannedRequest[]): string {
  const services = [...new Set(requests.map(({ service }) => service))];
  const optionsOf = (service: string) => {
    const region = regionOf(requests, service);
    return region === undefined ? '{}' : `{ region: ${string(region)} }`;
  };
  const variable = (service: string) => (services.length === 1 ? 'client' : camel(service));
  const imports = services.map((service) => {
    const commands = requests.filter((request) => request.service === service);
    const used = [...new Set(commands.map(({ operation }) => `${operation}Command`))];
    const { client = '', package: name = '' } = names[service] ?? {};
    return `import { ${[client, ...used].join(', ')} } from '@aws-sdk/client-${name}';`;
  });
  const clients = services.map(
    (service) =>
      `const ${variable(service)} = new ${names[service]?.client}(${optionsOf(service)});`,
  );
  const calls = requests.map(({ service, operation, input, keeps }, index) => {
    const answer = requests.length === 1 ? 'answer' : `answer${index + 1}`;
    const call = `const ${answer} = await ${variable(service)}.send(\n  new ${operation}Command(${literal(input, javascriptWords, '  ')}),\n);`;
    if (keeps === undefined) return call;
    return `${call}\nconst ${camel(keeps.variable)} = ${answer}.${keeps.path.join('.')};`;
  });
  return [...imports, '', ...clients, ...calls].join('\n');
}

function python(requests: readonly PlannedRequest[]): string {
  const services = [...new Set(requests.map(({ service }) => service))];
  const whereOf = (service: string) => {
    const region = regionOf(requests, service);
    return region === undefined ? '' : `, region_name=${string(region)}`;
  };
  const variable = (service: string) =>
    services.length === 1 ? 'client' : `${service.replaceAll('-', '_')}_client`;
  const clients = services.map(
    (service) =>
      `${variable(service)} = boto3.client('${names[service]?.boto3}'${whereOf(service)})`,
  );
  const calls = requests.map(({ service, operation, input, keeps }, index) => {
    const answer = requests.length === 1 ? 'answer' : `answer_${index + 1}`;
    const members = Object.entries(input).filter(([, value]) => value !== undefined);
    const given = members.map(
      ([name, value]) => `    ${name}=${literal(value, pythonWords, '    ')},\n`,
    );
    const list = given.length === 0 ? '' : `\n${given.join('')}`;
    const method = commandLineName(operation).replaceAll('-', '_');
    const call = `${answer} = ${variable(service)}.${method}(${list})`;
    if (keeps === undefined) return call;
    const path = keeps.path.map((name) => `['${name}']`).join('');
    return `${call}\n${keeps.variable.toLowerCase()} = ${answer}${path}`;
  });
  const body = [...clients, ...calls].join('\n');
  const modules = [
    ...(body.includes('base64.b64decode(') ? ['import base64'] : []),
    ...(body.includes('datetime.fromisoformat(') ? ['from datetime import datetime'] : []),
    'import boto3',
  ];
  return [...modules, '', body].join('\n');
}

/** The Region of a service's client, where that is not the configured one. */
function regionOf(requests: readonly PlannedRequest[], service: string): string | undefined {
  return requests.find((request) => request.service === service)?.region;
}

/** How a language writes what JSON does not have the same way. */
interface Words {
  readonly key: (name: string) => string;
  readonly yes: string;
  readonly no: string;
  readonly bytes: (base64: string) => string;
  readonly date: (iso: string) => string;
  readonly variable: (name: string) => string;
}

const javascriptWords: Words = {
  key: (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : string(name)),
  ...{ yes: 'true', no: 'false' },
  bytes: (base64) => `Buffer.from(${string(base64)}, 'base64')`,
  date: (iso) => `new Date(${string(iso)})`,
  variable: camel,
};

const pythonWords: Words = {
  key: string,
  ...{ yes: 'True', no: 'False' },
  bytes: (base64) => `base64.b64decode(${string(base64)})`,
  date: (iso) => `datetime.fromisoformat(${string(iso)})`,
  variable: (name) => name.toLowerCase(),
};

function literal(value: unknown, words: Words, indent: string): string {
  if (value instanceof Kept) return words.variable(value.variable);
  if (value instanceof Uint8Array) return words.bytes(encodeBase64(value));
  if (value instanceof Date) return words.date(value.toISOString());
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string') return string(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const items = isList
    ? value.map((item) => literal(item, words, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([name, item]) => `${words.key(name)}: ${literal(item, words, inner)}`);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return `${open}${close}`;
  return `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}${close}`;
}

// JSON's escapes mean the same in both languages; only the quotes differ.
function string(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

function camel(name: string): string {
  return name.toLowerCase().replace(/[_-](\w)/g, (_, letter: string) => letter.toUpperCase());
}
