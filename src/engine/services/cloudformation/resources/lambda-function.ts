import { zipSync } from 'fflate';
import { formatArn } from '../../../arn';
import { asText, type Values } from '../template/value';
import { PropertyError, type ResourceHandler, type Work } from './handler';
import { given, map, number, only, text, texts } from './read-properties';
import { tagChanges, tagsOf } from './tags';

const configuring = [
  ...['Description', 'Environment', 'EphemeralStorage', 'Handler', 'KmsKeyArn', 'MemorySize'],
  ...['Role', 'Runtime', 'Timeout'],
];

/** Source: AWS CloudFormation Template Reference, AWS::Lambda::Function. */
export const lambdaFunction: ResourceHandler = {
  type: 'AWS::Lambda::Function',
  properties: [...configuring, 'Architectures', 'Code', 'FunctionName', 'Tags'],
  required: ['Code', 'Role'],
  replacedBy: ['FunctionName'],
  attributes: ['Arn'],
  async create(work) {
    const { properties, account, region } = work;
    const FunctionName = text(properties, 'FunctionName') ?? work.newName();
    const Tags = tagsOf(work);
    await work.call('lambda', 'CreateFunction', {
      ...{ FunctionName, Code: code(work), ...configuration(properties) },
      ...given('Architectures', texts(properties, 'Architectures')),
      ...(Object.keys(Tags).length === 0 ? {} : { Tags }),
    });
    const Arn = formatArn('lambda', region, account, `function:${FunctionName}`);
    return { PhysicalResourceId: FunctionName, attributes: { Arn } };
  },
  async update(work, before) {
    const { call, properties, written } = work;
    const FunctionName = before.PhysicalResourceId;
    const differs = (name: string) =>
      JSON.stringify(written[name]) !== JSON.stringify(before.properties[name]);
    if (differs('Code') || differs('Architectures')) {
      await call('lambda', 'UpdateFunctionCode', {
        ...{ FunctionName, ...code(work) },
        ...given('Architectures', texts(properties, 'Architectures')),
      });
    }
    if (configuring.some(differs)) {
      const input = { FunctionName, ...configuration(properties) };
      await call('lambda', 'UpdateFunctionConfiguration', input);
    }
    const { stackTags } = work;
    const { set, removed } = tagChanges(tagsOf({ ...before, stackTags }), tagsOf(work));
    const Resource = String(before.attributes['Arn']);
    if (Object.keys(set).length > 0) await call('lambda', 'TagResource', { Resource, Tags: set });
    if (removed.length > 0) {
      await call('lambda', 'UntagResource', { Resource, TagKeys: removed });
    }
    return before;
  },
  async delete({ call }, { PhysicalResourceId: FunctionName }) {
    await call('lambda', 'DeleteFunction', { FunctionName });
  },
  async ready({ call }, made) {
    const { State } = await call<{ readonly State?: string }>(
      'lambda',
      'GetFunctionConfiguration',
      { FunctionName: made.PhysicalResourceId },
    );
    return State === undefined || State === 'Active' ? made : undefined;
  },
};

function configuration(properties: Values) {
  return {
    ...given('Description', text(properties, 'Description')),
    ...given('Environment', environment(properties)),
    ...given('EphemeralStorage', storage(properties)),
    ...given('Handler', text(properties, 'Handler')),
    ...given('KMSKeyArn', text(properties, 'KmsKeyArn')),
    ...given('MemorySize', number(properties, 'MemorySize')),
    ...given('Role', text(properties, 'Role')),
    ...given('Runtime', text(properties, 'Runtime')),
    ...given('Timeout', number(properties, 'Timeout')),
  };
}

function environment(properties: Values) {
  const given = map(properties, 'Environment');
  if (given === undefined) return undefined;
  only(given, 'Environment', ['Variables']);
  const variables = Object.entries(map(given, 'Variables') ?? {});
  return { Variables: Object.fromEntries(variables.map(([name, of]) => [name, asText(of) ?? ''])) };
}

function storage(properties: Values) {
  const given = map(properties, 'EphemeralStorage');
  return given === undefined ? undefined : { Size: number(given, 'Size') };
}

/**
 * The deployment package: an object of Amazon S3, or a file that stands in the template. Source: the
 * same reference, Code: "CloudFormation places it in a file named index and zips it".
 */
function code({ properties, now }: Work) {
  const from = map(properties, 'Code') ?? {};
  only(from, 'Code', ['S3Bucket', 'S3Key', 'S3ObjectVersion', 'ZipFile']);
  const source = text(from, 'ZipFile');
  if (source === undefined) {
    return {
      ...given('S3Bucket', text(from, 'S3Bucket')),
      ...given('S3Key', text(from, 'S3Key')),
      ...given('S3ObjectVersion', text(from, 'S3ObjectVersion')),
    };
  }
  const runtime = text(properties, 'Runtime') ?? '';
  const suffix = runtime.startsWith('nodejs') ? 'js' : runtime.startsWith('python') ? 'py' : '';
  // From memory; the rule is the reference's: "only for Node.js and Python".
  if (suffix === '') {
    throw new PropertyError(`ZipFile can only be used when Runtime is set to nodejs or python.`);
  }
  const files = { [`index.${suffix}`]: new TextEncoder().encode(source) };
  return { ZipFile: zipSync(files, { mtime: new Date(now) }) };
}
