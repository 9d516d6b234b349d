import type { ParameterType } from '@aws-sdk/client-ssm';
import { decodeBase64 } from '../../base64';
import { putting as errors } from './errors';

type Check = (value: string) => boolean;

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);
const label = '[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?';
const hostname = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`, 'i');

const anything: Check = () => true;

function isIpv6(value: string): boolean {
  try {
    return /^[\da-f:.]+$/i.test(value) && new URL(`http://[${value}]/`).hostname !== '';
  } catch {
    return false;
  }
}

function isUrl(value: string): boolean {
  try {
    return new URL(value).href !== '';
  } catch {
    return false;
  }
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

// Strings first, so that what looks like a comment inside one stays.
const stringOrComment = /("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/**
 * What a value must look like. Source of the names: Systems Manager API Reference, PutParameter (as
 * of 2026-11). Which spellings AWS takes of the newer ones is not published in full: these are what
 * the names say.
 */
const checks: Readonly<Record<string, Check>> = {
  text: anything,
  // Checked afterwards, see `isImageId`.
  'aws:ec2:image': anything,
  'aws:ssm:integration': anything,
  'aws:region': (value) => /^[a-z]{2,}(?:-[a-z]+)+-\d$/.test(value),
  'aws:account:id': (value) => /^\d{12}$/.test(value),
  boolean: (value) => /^(?:true|false)$/i.test(value),
  integer: (value) => /^[+-]?\d+$/.test(value),
  float: (value) => /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value),
  binary: (value) => decodeBase64(value) !== undefined,
  hostname: (value) => hostname.test(value),
  email: (value) => /^[^\s@]+@[^\s@]+$/.test(value) && hostname.test(value.split('@')[1]!),
  'ipv4-address': (value) => ipv4.test(value),
  'ipv6-address': isIpv6,
  url: isUrl,
  json: isJson,
  jsonc: (value) => isJson(value.replace(stringOrComment, '$1')),
};

/** Data types that only advanced parameters have. Source: same, `Tier`. */
export const advancedDataTypes: ReadonlySet<string> = new Set(['url', 'json', 'jsonc']);

/** Throws ValidationException where a value is not of its data type, or there is no such type. */
export function checkDataType(dataType: string, type: ParameterType, value: string): void {
  const check = Object.hasOwn(checks, dataType) ? checks[dataType] : undefined;
  if (check === undefined) throw errors.unknownDataType(dataType);
  if (dataType === 'aws:ec2:image' && type !== 'String') {
    throw errors.dataTypeOfType(dataType, type);
  }
  if (!check(value)) throw errors.notOfDataType(dataType);
}

/**
 * Whether a value can be an AMI's ID. PutParameter answers before it is looked at, and where it is
 * not, nothing is written. Whether the AMI exists is not looked at here: this model has none.
 */
export function isImageId(value: string): boolean {
  return /^ami-(?:[\da-f]{8}|[\da-f]{17})$/.test(value);
}
