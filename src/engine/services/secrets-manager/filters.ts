import type { Filter } from '@aws-sdk/client-secrets-manager';
import { listing as errors } from './errors';
import { isReplica } from './lookup';
import type { SecretRecord } from './state';

/** Whether a secret passes. */
export type SecretFilter = (secret: SecretRecord) => boolean;

/** Whether one of a secret's texts is what a value asks for. */
type Match = (text: string, wanted: string) => boolean;

const beginsWith: Match = (text, wanted) => text.startsWith(wanted);
const beginsWithAnyCase: Match = (text, wanted) =>
  text.toLowerCase().startsWith(wanted.toLowerCase());

/**
 * The words of a text: letters and digits, parted by everything else and where a capital begins
 * another word. Source: Secrets Manager User Guide, "Find secrets", and what moto's authors verified
 * against AWS: `COMPANYthings` is `COMPAN` and `Ythings`.
 */
function words(text: string): string[] {
  const found = text.match(/[A-Z]+(?![a-z\d])|[A-Z]?[a-z\d]+/g) ?? [];
  return found.map((word) => word.toLowerCase());
}

/** Each word of what is asked for begins one of the text's words; what has no words matches nothing. */
const hasWords: Match = (text, wanted) => {
  const there = words(text);
  const asked = words(wanted);
  return asked.length > 0 && asked.every((word) => there.some((each) => each.startsWith(word)));
};

type Texts = (secret: SecretRecord) => readonly string[];

const nameOf: Texts = ({ Name }) => [Name];
const descriptionOf: Texts = ({ Description }) => (Description === undefined ? [] : [Description]);
const tagKeysOf: Texts = ({ tags = {} }) => Object.keys(tags);
const tagValuesOf: Texts = ({ tags = {} }) => Object.values(tags);
const all: readonly Texts[] = [nameOf, descriptionOf, tagKeysOf, tagValuesOf];

/** What each key looks at, and how. Source: Secrets Manager API Reference, Filter; User Guide, same. */
const lookingAt: Readonly<Record<NonNullable<Filter['Key']>, readonly [Texts, Match]>> = {
  name: [nameOf, beginsWith],
  description: [descriptionOf, hasWords],
  'tag-key': [tagKeysOf, beginsWith],
  'tag-value': [tagValuesOf, beginsWith],
  'primary-region': [(secret) => [replicaHome(secret)], beginsWith],
  'owning-service': [
    ({ OwningService }) => (OwningService ? [OwningService] : []),
    beginsWithAnyCase,
  ],
  all: [(secret) => all.flatMap((of) => of(secret)), hasWords],
};

const replicaHome = (secret: SecretRecord) =>
  isReplica(secret) || secret.replicas !== undefined ? (secret.PrimaryRegion ?? '') : '';

/**
 * What filters ask for: a secret passes all of them, by any of a filter's values; one that begins
 * with `!` asks that nothing matches it. Throws InvalidParameterException.
 */
export function readFilters(filters: readonly Filter[] = []): readonly SecretFilter[] {
  return filters.map(({ Key, Values = [] }) => {
    if (Key === undefined) throw errors.filterKey();
    if (Values.length === 0) throw errors.filterValues(Key);
    const [texts, match] = lookingAt[Key];
    const matches = (secret: SecretRecord, wanted: string) =>
      texts(secret).some((text) => match(text, wanted));
    return (secret) =>
      Values.some((value) =>
        value.startsWith('!') ? !matches(secret, value.slice(1)) : matches(secret, value),
      );
  });
}
