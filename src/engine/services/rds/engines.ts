import { invalidValue } from './errors';
import type { EngineName } from './state';

/** What a database engine has where a request does not say otherwise. */
interface EngineFacts {
  readonly name: EngineName;
  readonly version: string;
  readonly port: number;
}

/** Source: RDS User Guide, "Available engine versions" and CreateDBInstance, Port (read 2026-11). */
const engines: readonly EngineFacts[] = [
  { name: 'mariadb', version: '11.8.3', port: 3306 },
  { name: 'mysql', version: '8.4.7', port: 3306 },
  { name: 'postgres', version: '17.6', port: 5432 },
];

/** Throws InvalidParameterValue for an engine that RDS, or this model, does not have. */
export function engineFacts(name: string): EngineFacts {
  const found = engines.find((engine) => engine.name === name);
  if (found === undefined) throw invalidValue(`Invalid DB engine: ${name}`);
  return found;
}
