import { algorithmSuites } from '../../../engine/encryption-sdk/index';

/** An option as argparse knows it. */
export interface Option {
  readonly names: readonly string[];
  readonly takes: 'nothing' | 'one' | 'some' | 'at most one';
  /** May be given several times. */
  readonly repeats?: true;
  readonly isInteger?: true;
  readonly choices?: readonly string[];
  /** What a value that is none of the choices is called, where that is not plain. */
  readonly valueType?: string;
  /** Of its group one option must be given, and no two. */
  readonly group?: 'action' | 'metadata';
  readonly required?: true;
}

/** Names of algorithm suites as the AWS Encryption SDK for Python has them. */
export const algorithms: ReadonlyMap<string, number> = new Map(
  algorithmSuites
    .map(({ id, name }): [string, number] => [pythonName(name), id])
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);

/** The name that the SDK for Python gives an algorithm suite. */
export function pythonName(name: string): string {
  return name.replace(/^ALG_/, '').replace(/_NO_KDF$/, '');
}

const flag = (...names: string[]): Option => ({ names, takes: 'nothing' });
const one = (...names: string[]): Option => ({ names, takes: 'one' });
const integer = (name: string): Option => ({ ...one(name), isInteger: true });

/** In the order in which the tool declares them. Source: aws-encryption-sdk-cli 4.3.0. */
export const options: readonly Option[] = [
  flag('-h', '--help'),
  { ...flag('--version'), group: 'action' },
  { ...flag('-e', '--encrypt'), group: 'action' },
  { ...flag('-d', '--decrypt'), group: 'action' },
  { ...flag('--decrypt-unsigned'), group: 'action' },
  { ...flag('-S', '--suppress-metadata'), group: 'metadata' },
  { ...one('--metadata-output'), group: 'metadata' },
  flag('--overwrite-metadata'),
  { names: ['-w', '--wrapping-keys'], takes: 'some', repeats: true, required: true },
  { ...one('--commitment-policy'), repeats: true, valueType: 'CommitmentPolicyArgs',
    choices: ['forbid-encrypt-allow-decrypt', 'require-encrypt-allow-decrypt', 'require-encrypt-require-decrypt'] },
  { names: ['--caching'], takes: 'some' },
  flag('-b', '--buffer'),
  { ...one('-i', '--input'), required: true },
  { ...one('-o', '--output'), required: true },
  flag('--encode'),
  flag('--decode'),
  { names: ['-c', '--encryption-context'], takes: 'some' },
  { names: ['--required-encryption-context-keys'], takes: 'some' },
  { ...one('--algorithm'), choices: [...algorithms.keys()] },
  integer('--frame-length'),
  integer('--max-length'),
  integer('--max-encrypted-data-keys'),
  { names: ['--suffix'], takes: 'at most one' },
  flag('--interactive'),
  flag('--no-overwrite'),
  flag('-r', '-R', '--recursive'),
  flag('-v'),
  flag('-q', '--quiet'),
]; // prettier-ignore
