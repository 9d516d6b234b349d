import type { Random } from '../../random';
import { invalidIdentifier, invalidPassword, invalidValue, required } from './errors';

const pattern = /^[a-z](?:-?[a-z0-9])*$/;

/**
 * An identifier as RDS stores it: in lower case. Throws InvalidParameterValue. Source: RDS API
 * Reference, CreateDBInstance: at most 63 characters; a snapshot's may have 255.
 */
export function identifier(
  value: string | undefined,
  parameter: 'DBInstanceIdentifier' | 'DBSnapshotIdentifier',
): string {
  if (value === undefined || value === '') throw required(parameter);
  const lower = value.toLowerCase();
  const longest = parameter === 'DBInstanceIdentifier' ? 63 : 255;
  if (parameter === 'DBSnapshotIdentifier' && !/^[a-z]/.test(lower)) {
    throw invalidValue(`Invalid snapshot identifier:  ${value}`);
  }
  if (!pattern.test(lower) || lower.length > longest) throw invalidIdentifier(parameter);
  return lower;
}

/** Throws InvalidParameterValue for what RDS does not take as the master user's password. */
export function checkPassword(password: string): void {
  if (password.length < 8) throw invalidPassword.tooShort();
  if (!/^[\x21-\x7e]+$/.test(password) || /[/@"]/.test(password))
    throw invalidPassword.characters();
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new DbiResourceId: `db-` and 26 letters and digits. */
export function newResourceId(random: Random): string {
  return `db-${Array.from(random.bytes(26), (byte) => base32[byte & 31]).join('')}`;
}

/** The part of an endpoint's address that an account has in a Region. */
export function newAddressPart(random: Random): string {
  return Array.from(random.bytes(12), (byte) => base32[byte & 31]!.toLowerCase()).join('');
}
