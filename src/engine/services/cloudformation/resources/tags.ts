import { asText, isMap } from '../template/value';
import type { Work } from './handler';
import { maps } from './read-properties';

/**
 * Types of which AWS tags the resources with the stack they belong to; it "varies by resource type"
 * (CloudFormation Template Reference, "CloudFormation resource tagging"). Of AWS::SSM::Parameter its
 * own page says so; of AWS::Logs::LogGroup issue 1255 of the CloudFormation coverage roadmap, since
 * January 2023; of AWS::RDS::DBInstance issue 1160. No page was found that says so of the others,
 * and of AWS::SecretsManager::Secret no published answer either: they are from memory. AWS::KMS::Key,
 * AWS::KMS::ReplicaKey and AWS::IAM::Role do not get these tags (issues 2341, 1528 and 1159, open in
 * November 2026), only those that the stack was given.
 */
const systemTagged: ReadonlySet<string> = new Set([
  ...['AWS::EC2::Volume', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'AWS::RDS::DBInstance'],
  ...['AWS::S3::Bucket', 'AWS::SecretsManager::Secret', 'AWS::SSM::Parameter'],
]);

/** Whether resources of this type get the tags of AWS's own. */
export function isSystemTagged(type: string): boolean {
  return systemTagged.has(type);
}

/** The tags by which AWS says whose a resource is. */
export function systemTagsFor(
  { StackId, StackName }: Pick<Work, 'StackId' | 'StackName'>,
  logicalId: string,
) {
  return {
    'aws:cloudformation:stack-name': StackName,
    'aws:cloudformation:stack-id': StackId,
    'aws:cloudformation:logical-id': logicalId,
  };
}

/** A resource's tags with those of its stack under them. */
export function tagsOf({ properties, stackTags }: Pick<Work, 'properties' | 'stackTags'>) {
  const own = isMap(properties['Tags'])
    ? Object.entries(properties['Tags']).map(([key, value]) => [key, asText(value) ?? ''])
    : (maps(properties, 'Tags') ?? []).map((tag) => [
        asText(tag['Key']) ?? '',
        asText(tag['Value']) ?? '',
      ]);
  return { ...stackTags, ...(Object.fromEntries(own) as Record<string, string>) };
}

/** The same as a list of `Key` and `Value`. */
export function tagList(work: Pick<Work, 'properties' | 'stackTags'>) {
  return Object.entries(tagsOf(work)).map(([Key, Value]) => ({ Key, Value }));
}

/** How the tags of a resource change: what is set, and the keys that are taken away. */
export function tagChanges(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
) {
  const set = Object.entries(after).filter(([key, value]) => before[key] !== value);
  return {
    set: Object.fromEntries(set) as Record<string, string>,
    removed: Object.keys(before).filter((key) => !Object.hasOwn(after, key)),
  };
}
