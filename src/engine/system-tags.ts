type Tags = Readonly<Record<string, string>>;

// Tags that AWS sets itself: those of the stack that a resource belongs to. Source: CloudFormation
// Template Reference, "CloudFormation resource tagging": the prefix aws: is reserved, in any case of
// its letters; nobody else sets, changes or deletes such a tag, and it does not count toward the
// number of tags per resource.

/** Whether this is the key of a tag that only AWS sets. */
export function isSystemTag(key: string): boolean {
  return /^aws:/i.test(key);
}

/** The tags of a resource that only AWS changes. */
export function systemTagsOf(tags: Tags): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => isSystemTag(key)));
}

/** How many tags count toward a resource's limit. */
export function countTags(tags: Tags): number {
  return Object.keys(tags).filter((key) => !isSystemTag(key)).length;
}
