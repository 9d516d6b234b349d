import type { SecretKind } from '../../engine/trace';
import { recognise } from '../bytes/recognise';

/** In which form something can lie at a place: a secret in the clear, key material, or ciphertext. */
export type Form = SecretKind | 'key material' | 'ciphertext';

/** Members of messages by their path, and what stands in them. */
type Members = Readonly<Record<string, Form>>;

const secretValue: Members = { SecretString: 'plaintext', SecretBinary: 'plaintext' };
const parameter: Members = { 'Parameter.Value': 'plaintext', 'Parameters.Value': 'plaintext' };
const credentials: Members = { 'Credentials.SecretAccessKey': 'credentials' };

/** What requests carry, by `service:operation`. */
const requests: Readonly<Record<string, Members>> = {
  'kms:Encrypt': { Plaintext: 'plaintext' },
  'kms:Decrypt': { CiphertextBlob: 'ciphertext' },
  'kms:ReEncrypt': { CiphertextBlob: 'ciphertext' },
  'secretsmanager:CreateSecret': secretValue,
  'secretsmanager:PutSecretValue': secretValue,
  'secretsmanager:UpdateSecret': secretValue,
  'ssm:PutParameter': { Value: 'plaintext' },
  'logs:PutLogEvents': { 'logEvents.message': 'plaintext' },
  'lambda:CreateFunction': { 'Environment.Variables': 'plaintext' },
  'lambda:UpdateFunctionConfiguration': { 'Environment.Variables': 'plaintext' },
  'rds:CreateDBInstance': { MasterUserPassword: 'credentials' },
  's3:PutObject': { Body: 'plaintext', SSECustomerKey: 'data key' },
  's3:UploadPart': { Body: 'plaintext', SSECustomerKey: 'data key' },
  's3:GetObject': { SSECustomerKey: 'data key' },
};

const blob: Members = { CiphertextBlob: 'ciphertext' };

/** What answers carry, by `service:operation`. */
const answers: Readonly<Record<string, Members>> = {
  'kms:Encrypt': blob,
  'kms:ReEncrypt': blob,
  'kms:Decrypt': { Plaintext: 'plaintext' },
  'kms:GenerateDataKey': { Plaintext: 'data key', ...blob },
  'kms:GenerateDataKeyWithoutPlaintext': blob,
  'kms:GenerateDataKeyPair': {
    ...{ PrivateKeyPlaintext: 'private key', PrivateKeyCiphertextBlob: 'ciphertext' },
  },
  'kms:DeriveSharedSecret': { SharedSecret: 'shared secret' },
  'secretsmanager:GetSecretValue': secretValue,
  'secretsmanager:BatchGetSecretValue': {
    ...{ 'SecretValues.SecretString': 'plaintext', 'SecretValues.SecretBinary': 'plaintext' },
  },
  'ssm:GetParameter': parameter,
  'ssm:GetParameters': parameter,
  'ssm:GetParametersByPath': parameter,
  'ssm:GetParameterHistory': parameter,
  'logs:GetLogEvents': { 'events.message': 'plaintext' },
  'logs:FilterLogEvents': { 'events.message': 'plaintext' },
  's3:GetObject': { Body: 'plaintext' },
  'iam:CreateAccessKey': { 'AccessKey.SecretAccessKey': 'credentials' },
  'sts:AssumeRole': credentials,
  'sts:GetSessionToken': credentials,
  'sts:GetFederationToken': credentials,
};

/** What stands in a request. */
export function carriedBy(service: string, operation: string, input: unknown): Form[] {
  return formsIn(requests[`${service}:${operation}`], input, service, input);
}

/** What stands in the answer to a request. */
export function answeredBy(
  service: string,
  operation: string,
  input: unknown,
  output: unknown,
): Form[] {
  // The data key of a service's own use comes back to it as the plaintext of a ciphertext.
  return formsIn(answers[`${service}:${operation}`], output, service, input);
}

function formsIn(members: Members = {}, message: unknown, service: string, input: unknown): Form[] {
  const forms = new Set<Form>();
  for (const [path, form] of Object.entries(members)) {
    for (const value of valuesAt(message, path.split('.'))) {
      forms.add(service === 's3' && form === 'plaintext' ? formOfBody(value, message) : form);
      if (service === 'ssm' && isStillEncrypted(message, input)) {
        forms.delete('plaintext');
        forms.add('ciphertext');
      }
    }
  }
  return [...forms];
}

function* valuesAt(value: unknown, path: readonly string[]): Generator {
  if (Array.isArray(value)) {
    for (const item of value) yield* valuesAt(item, path);
    return;
  }
  const [name, ...rest] = path;
  if (name === undefined) {
    if (value !== undefined && value !== null && value !== '') yield value;
  } else if (typeof value === 'object' && value !== null) {
    yield* valuesAt((value as Record<string, unknown>)[name], rest);
  }
}

/** Secure strings come out as ciphertext unless they are asked for decrypted. */
function isStillEncrypted(message: unknown, input: unknown): boolean {
  const { Parameter, Parameters = [] } = message as {
    readonly Parameter?: { readonly Type?: string };
    readonly Parameters?: readonly { readonly Type?: string }[];
  };
  const { WithDecryption } = input as { readonly WithDecryption?: boolean };
  const read = Parameter === undefined ? Parameters : [Parameter];
  return (
    WithDecryption !== true && read.length > 0 && read.every((one) => one.Type === 'SecureString')
  );
}

/** Longer bodies are known only by what the client wrote beside them. */
const recognised = 1 << 20;

const clientMarks = ['x-amz-iv', 'x-amz-key-v2', 'x-amz-c', 'x-amz-3'];

/** An object's bytes are ciphertext where the client encrypted them before it sent them. */
function formOfBody(body: unknown, message: unknown): Form {
  const { Metadata = {} } = message as { readonly Metadata?: Readonly<Record<string, string>> };
  if (clientMarks.some((name) => Object.hasOwn(Metadata, name))) return 'ciphertext';
  if (!(body instanceof Uint8Array) || body.length > recognised) return 'plaintext';
  const { format } = recognise(body);
  return /ciphertext|encryption sdk|salted/i.test(format) ? 'ciphertext' : 'plaintext';
}
