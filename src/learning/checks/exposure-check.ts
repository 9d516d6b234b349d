import { exposure, type Exposure, type Holder } from '../exposure';
import type { ExposedCheck, NotExposedCheck, SecretSearch } from '../scenario';
import type { Finding, Inspection } from './finding';

/** Whether a secret of this kind exists in the clear in one of the places. */
export function checkExposed({ exposed }: ExposedCheck, inspection: Inspection): Finding {
  const { secrets, holders } = lookFor(exposed, inspection);
  return { passed: holders.length > 0, actual: secrets.length === 0 ? unseen(exposed) : 'none' };
}

/**
 * Whether no secret of this kind is left in the places. There must have been one: a secret that
 * never existed has not been thrown away.
 */
export function checkNotExposed({ notExposed }: NotExposedCheck, inspection: Inspection): Finding {
  const { secrets, holders } = lookFor(notExposed, inspection);
  const actual = [...new Set(holders.map(nameOf))].join(', ');
  return {
    passed: secrets.length > 0 && holders.length === 0,
    actual: secrets.length === 0 ? unseen(notExposed) : actual,
  };
}

function unseen({ secret }: SecretSearch): string {
  return `none, since no ${secret} has been seen yet`;
}

function lookFor(search: SecretSearch, { engine, screen }: Inspection) {
  const secrets = exposure(engine, screen).filter(({ secret }) => isMeant(secret, search));
  const holders = secrets
    .flatMap((found) => found.holders)
    .filter(({ place }) => search.places === undefined || search.places.includes(place));
  return { secrets, holders };
}

function isMeant({ kind, name }: Exposure['secret'], search: SecretSearch): boolean {
  return kind === search.secret && (search.name === undefined || search.name === name);
}

function nameOf({ place, name, form }: Holder): string {
  const where = place === 'variable' ? `$${name}` : place === 'screen' ? 'the screen' : name;
  const how = { raw: '', base64: ' (in Base64)', hex: ' (in hexadecimal)' }[form];
  return where + how;
}
