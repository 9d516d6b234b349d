import { AwsError } from '../../errors';
import { validationError } from './errors';
import { limits } from './limits';
import type { StackCall } from './principal';
import type { Template } from './template/template';
import { isList, isMap, type Value, type Values } from './template/value';

// Source: AWS CloudFormation User Guide, "Get values stored in other services using dynamic
// references" (read 2026-04). Texts that no comment gives a source for are from memory.

/** `{{resolve:service:reference}}` */
const pattern = /\{\{resolve:([^:{}]+):([^{}]*)\}\}/g;

const parameterName = /^[a-zA-Z0-9_.\-/]+(?::\d+)?$/;

/**
 * The properties in which AWS CloudFormation takes `ssm-secure`, of the types of this model.
 * Source: the same guide, "Resources that support dynamic parameter patterns for secure strings".
 */
const secureProperties: Readonly<Record<string, readonly string[]>> = {
  'AWS::RDS::DBInstance': ['MasterUserPassword'],
};

/** Checks the dynamic references of a template. Throws ValidationError. */
export function checkDynamicReferences(template: Template): void {
  let count = 0;
  for (const { Type, Properties } of Object.values(template.Resources)) {
    for (const [path, text] of textsIn(Properties, '')) {
      for (const [, service = '', reference = ''] of text.matchAll(pattern)) {
        count += 1;
        checkReference(service, reference);
        const [top = ''] = path.slice(1).split('/');
        const allowed = secureProperties[Type] ?? [];
        // The text is from memory.
        if (service === 'ssm-secure' && !allowed.includes(top)) {
          throw validationError(
            `SSM Secure reference is not supported in: [${Type}/Properties${path}]`,
          );
        }
      }
    }
  }
  if (count > limits.dynamicReferences) {
    throw validationError(
      `Template contains ${count} dynamic references, more than the limit of ${limits.dynamicReferences}`,
    );
  }
}

function checkReference(service: string, reference: string): void {
  const wrong = () =>
    validationError(
      `Incorrect format is used in the following dynamic reference: [${service}:${reference}]`,
    );
  switch (service) {
    case 'ssm':
    case 'ssm-secure':
      if (!parameterName.test(reference)) throw wrong();
      return;
    case 'secretsmanager': {
      const { content, stage, version } = secretParts(reference);
      if (content !== 'SecretString' || (stage !== '' && version !== '')) throw wrong();
      return;
    }
    default:
      throw wrong();
  }
}

/** Every text of a value with its path: `/Environment/Variables/KEY`. */
function* textsIn(value: Value, path: string): Generator<readonly [path: string, text: string]> {
  if (typeof value === 'string') yield [path, value];
  else if (isList(value)) {
    for (const [i, item] of value.entries()) yield* textsIn(item, `${path}/${i}`);
  } else if (isMap(value)) {
    for (const [name, item] of Object.entries(value)) yield* textsIn(item, `${path}/${name}`);
  }
}

/** Puts in the values of dynamic references; nothing keeps them but the request that needs them. */
export async function resolveReferences(value: Values, call: StackCall): Promise<Values> {
  const known = new Map<string, string>();
  const resolve = async (service: string, reference: string) => {
    const key = `${service}:${reference}`;
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = await lookUp(service, reference, call)));
    return found;
  };
  return (await replaced(value, resolve)) as Values;
}

type Resolve = (service: string, reference: string) => Promise<string>;

async function replaced(value: Value, resolve: Resolve): Promise<Value> {
  if (typeof value === 'string') return replacedText(value, resolve);
  if (isList(value)) {
    const items: Value[] = [];
    for (const item of value) items.push(await replaced(item, resolve));
    return items;
  }
  if (!isMap(value)) return value;
  const entries: [string, Value][] = [];
  for (const [name, item] of Object.entries(value)) {
    entries.push([name, await replaced(item, resolve)]);
  }
  return Object.fromEntries(entries);
}

async function replacedText(text: string, resolve: Resolve): Promise<string> {
  let result = '';
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const [whole, service = '', reference = ''] = match;
    // References may have come in with a parameter or by Fn::Sub, past the check of the template.
    checkReference(service, reference);
    result += text.slice(at, match.index) + (await resolve(service, reference));
    at = match.index + whole.length;
  }
  return result + text.slice(at);
}

async function lookUp(service: string, reference: string, call: StackCall): Promise<string> {
  try {
    return await (service === 'secretsmanager'
      ? secretValue(reference, call)
      : parameterValue(service, reference, call));
  } catch (error) {
    throw error instanceof AwsError ? refusalOf(service, error) : error;
  }
}

/**
 * What was refused, as the stack's history says it: not the resource's own service refuses here.
 * The text is from memory.
 */
function refusalOf(service: string, error: AwsError): AwsError {
  const { code, message, requestId, statusCode } = error;
  if (requestId === undefined || code.startsWith('Throttl')) return error;
  const name = service === 'secretsmanager' ? 'AWSSecretsManager' : 'AWSSimpleSystemsManagement';
  return validationError(
    `${message} (Service: ${name}; Status Code: ${statusCode}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
  );
}

interface Parameters {
  readonly Parameters: readonly { readonly Type: string; readonly Value: string }[];
}

/** Needs ssm:GetParameters, and for a SecureString kms:Decrypt. */
async function parameterValue(
  service: string,
  reference: string,
  call: StackCall,
): Promise<string> {
  const WithDecryption = service === 'ssm-secure';
  const input = { Names: [reference], WithDecryption };
  const { Parameters: found } = await call<Parameters>('ssm', 'GetParameters', input);
  const [parameter] = found;
  if (parameter === undefined) {
    throw validationError(`Parameters: [${service}:${reference}] cannot be found.`);
  }
  const isSecure = parameter.Type === 'SecureString';
  if (isSecure !== WithDecryption) {
    throw validationError(
      isSecure
        ? `Non-secure ${service} prefix was used for secure parameter: [${reference}]`
        : `Secure ${service} prefix was used for non-secure parameter: [${reference}]`,
    );
  }
  return parameter.Value;
}

/** `id:SecretString:json-key:version-stage:version-id`; the id may be an ARN. */
function secretParts(reference: string) {
  const parts = reference.split(':');
  const size = reference.startsWith('arn:') ? 7 : 1;
  const id = parts.slice(0, size).join(':');
  const [content = 'SecretString', key = '', stage = '', version = ''] = parts.slice(size);
  return { id, content, key, stage, version };
}

/** Needs secretsmanager:GetSecretValue, and kms:Decrypt where the key is a customer's. */
async function secretValue(reference: string, call: StackCall): Promise<string> {
  const { id: SecretId, key, stage, version } = secretParts(reference);
  const { SecretString } = await call<{ readonly SecretString?: string }>(
    'secretsmanager',
    'GetSecretValue',
    {
      SecretId,
      ...(stage === '' ? {} : { VersionStage: stage }),
      ...(version === '' ? {} : { VersionId: version }),
    },
  );
  if (SecretString === undefined) throw validationError(`Secret ${SecretId} has no SecretString`);
  return key === '' ? SecretString : jsonMember(SecretString, key);
}

/** Texts: public bug reports; github.com/aws/aws-cdk, issue 2500, among them. */
function jsonMember(secret: string, key: string): string {
  let value: unknown;
  try {
    value = JSON.parse(secret);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new AwsError('ValidationError', 'Could not parse SecretString JSON');
  }
  const found =
    typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
  if (found === undefined) {
    throw validationError('Could not find a value associated with JSONKey in SecretString');
  }
  return typeof found === 'string' ? found : JSON.stringify(found);
}
