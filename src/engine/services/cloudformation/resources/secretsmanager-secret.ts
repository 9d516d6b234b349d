import { isMap, type Values } from '../template/value';
import { PropertyError, type ResourceHandler, type Work } from './handler';
import { flag, given, map, maps, number, only, text } from './read-properties';
import { tagChanges, tagList, tagsOf } from './tags';

const generating = [
  ...['ExcludeCharacters', 'ExcludeLowercase', 'ExcludeNumbers', 'ExcludePunctuation'],
  ...['ExcludeUppercase', 'GenerateStringKey', 'IncludeSpace', 'PasswordLength'],
  ...['RequireEachIncludedType', 'SecretStringTemplate'],
];

/** Source: AWS CloudFormation Template Reference, AWS::SecretsManager::Secret. */
export const secretsManagerSecret: ResourceHandler = {
  type: 'AWS::SecretsManager::Secret',
  properties: [
    ...['Description', 'GenerateSecretString', 'KmsKeyId', 'Name', 'ReplicaRegions'],
    ...['SecretString', 'Tags'],
  ],
  replacedBy: ['Name'],
  attributes: ['Id'],
  async create(work) {
    const { properties } = work;
    const Tags = tagList(work);
    const SecretString = await contents(work);
    const { ARN } = await work.call<{ readonly ARN: string }>('secretsmanager', 'CreateSecret', {
      Name: text(properties, 'Name') ?? `${work.logicalId}-${work.newName().slice(-12)}`,
      ...given('Description', text(properties, 'Description')),
      ...given('KmsKeyId', text(properties, 'KmsKeyId')),
      // "If you omit both GenerateSecretString and SecretString, you create an empty secret."
      ...given('SecretString', SecretString),
      ...(Tags.length === 0 ? {} : { Tags }),
      ...given('AddReplicaRegions', replicas(properties)),
      ClientRequestToken: work.token(),
    });
    return { PhysicalResourceId: ARN, attributes: { Id: ARN } };
  },
  async update(work, before) {
    const { call, properties, written } = work;
    const SecretId = before.PhysicalResourceId;
    const isNewValue = ['GenerateSecretString', 'SecretString'].some(
      (name) => JSON.stringify(written[name]) !== JSON.stringify(before.properties[name]),
    );
    await call('secretsmanager', 'UpdateSecret', {
      SecretId,
      ...given('Description', text(properties, 'Description')),
      ...given('KmsKeyId', text(properties, 'KmsKeyId')),
      ...given('SecretString', isNewValue ? await contents(work) : undefined),
      ClientRequestToken: work.token(),
    });
    await replicate(work, SecretId, before.properties);
    const { stackTags } = work;
    const { set, removed } = tagChanges(tagsOf({ ...before, stackTags }), tagsOf(work));
    const Tags = Object.entries(set).map(([Key, Value]) => ({ Key, Value }));
    if (Tags.length > 0) await call('secretsmanager', 'TagResource', { SecretId, Tags });
    if (removed.length > 0) {
      await call('secretsmanager', 'UntagResource', { SecretId, TagKeys: removed });
    }
    return before;
  },
  async delete({ call }, { PhysicalResourceId: SecretId, properties }) {
    const RemoveReplicaRegions = regionsOf(properties);
    if (RemoveReplicaRegions.length > 0) {
      const input = { SecretId, RemoveReplicaRegions };
      await call('secretsmanager', 'RemoveRegionsFromReplication', input);
    }
    // Without a recovery window, so that a stack of the same name can be made at once. Source:
    // LocalStack's and moto's models of it, which agree.
    await call('secretsmanager', 'DeleteSecret', { SecretId, ForceDeleteWithoutRecovery: true });
  },
};

function replicas(properties: Values) {
  return maps(properties, 'ReplicaRegions')?.map((replica) => {
    only(replica, 'ReplicaRegions', ['KmsKeyId', 'Region']);
    return {
      Region: text(replica, 'Region'),
      ...given('KmsKeyId', text(replica, 'KmsKeyId')),
    };
  });
}

const regionsOf = (properties: Values) =>
  (replicas(properties) ?? []).flatMap(({ Region }) => (Region === undefined ? [] : [Region]));

async function replicate({ call, properties }: Work, SecretId: string, before: Values) {
  const had = regionsOf(before);
  const has = replicas(properties) ?? [];
  const gone = had.filter((region) => !has.some(({ Region }) => Region === region));
  const added = has.filter(({ Region = '' }) => !had.includes(Region));
  if (gone.length > 0) {
    const input = { SecretId, RemoveReplicaRegions: gone };
    await call('secretsmanager', 'RemoveRegionsFromReplication', input);
  }
  if (added.length > 0) {
    const input = { SecretId, AddReplicaRegions: added };
    await call('secretsmanager', 'ReplicateSecretToRegions', input);
  }
}

/** The secret's value: given, or a password that AWS Secrets Manager generates. */
async function contents({ call, properties }: Work): Promise<string | undefined> {
  const SecretString = text(properties, 'SecretString');
  const generate = map(properties, 'GenerateSecretString');
  if (generate === undefined) return SecretString;
  // From memory; the rule is the Template Reference's.
  if (SecretString !== undefined) {
    throw new PropertyError('You cannot specify both GenerateSecretString and SecretString.');
  }
  only(generate, 'GenerateSecretString', generating);
  const { RandomPassword } = await call<{ readonly RandomPassword: string }>(
    'secretsmanager',
    'GetRandomPassword',
    {
      ...given('PasswordLength', number(generate, 'PasswordLength')),
      ...given('ExcludeCharacters', text(generate, 'ExcludeCharacters')),
      ...flags(generate),
    },
  );
  return templated(generate, RandomPassword);
}

function flags(generate: Values) {
  const names = generating.filter((name) => /^(Exclude[LNPU]|Include|Require)/.test(name));
  return Object.assign({}, ...names.map((name) => given(name, flag(generate, name)))) as object;
}

/** The password alone, or under its key in a JSON template. The texts are from memory. */
function templated(generate: Values, password: string): string {
  const template = text(generate, 'SecretStringTemplate');
  const key = text(generate, 'GenerateStringKey');
  if (template === undefined && key === undefined) return password;
  if (template === undefined || key === undefined) {
    throw new PropertyError(
      'You must specify both SecretStringTemplate and GenerateStringKey, or neither of them.',
    );
  }
  let value: Values | undefined;
  try {
    const read = JSON.parse(template) as Values;
    value = isMap(read) ? read : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (value === undefined) throw new PropertyError('SecretStringTemplate is not a JSON object.');
  return JSON.stringify({ ...value, [key]: password });
}
