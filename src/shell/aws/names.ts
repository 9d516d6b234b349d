// botocore keeps a few names that its rules would split badly. Source: botocore's `_xform_cache`,
// the entries whose services have an API model here; there are none so far beyond the rules.
const pluralAcronym = /[A-Z]{2,}s$/;
const known = new Map<string, string>();

/**
 * The AWS CLI's name of an operation or member: `GenerateDataKeyPair` becomes
 * `generate-data-key-pair`, `AWSAccountId` `aws-account-id`, `KeyARNs` `key-arns`.
 */
export function commandLineName(name: string): string {
  let words = known.get(name);
  if (words === undefined) {
    words = split(name);
    known.set(name, words);
  }
  return words;
}

function split(name: string): string {
  let rest = name;
  const acronym = pluralAcronym.exec(name)?.[0];
  if (acronym !== undefined) {
    rest = `${name.slice(0, -acronym.length)}-${acronym.toLowerCase()}`;
  }
  return rest
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}
