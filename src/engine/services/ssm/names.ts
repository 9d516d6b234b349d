import { formatArn, parseArn } from '../../arn';
import type { Context } from '../../operation';
import { names as errors } from './errors';

/** The longest ARN a parameter may have, and its deepest hierarchy. Source: PutParameter, `Name`. */
const arnLength = 1011;
const levels = 15;

const wellFormed = /^(?:[\w.-]+|(?:\/[\w.-]+)+)$/;

type Where = Pick<Context, 'region' | 'caller'>;

/** A parameter as a request names it. */
export interface ParameterReference {
  /** The name or ARN as the request wrote it, without selector and outer spaces. */
  readonly text: string;
  /** With its leading slash, whether it was written or not: `db` and `/db` are the same. */
  readonly path: string;
  readonly account: string;
  readonly region: string;
  /** `:3` or `:label`, where the request asks for a version. */
  readonly selector?: string;
}

/** A parameter's name with a leading slash. */
export function pathOf(name: string): string {
  return name.startsWith('/') ? name : `/${name}`;
}

/** The ARN of a parameter: its name's leading slash is the one after `parameter`. */
export function parameterArn(region: string, account: string, path: string): string {
  return formatArn('ssm', region, account, `parameter${path}`);
}

/**
 * How the keys of an account's parameters in a Region begin that lie below `path`, on any level:
 * `/`, or `/a/b/` with its last slash.
 */
export function keysBelow(account: string, region: string, path: string): string {
  return `${account}|${region}|${path}`;
}

/** How the keys of those begin that lie directly below `path`. */
export function keysDirectlyBelow(account: string, region: string, path: string): string {
  return `${keysBelow(account, region, path)} `;
}

/**
 * The key of a parameter's row. A space parts the last name from the path above it, so that a path's
 * own parameters stand together, before those further down: each listing is one range of keys.
 */
export function parameterKey(account: string, region: string, path: string): string {
  const leaf = path.lastIndexOf('/') + 1;
  return keysDirectlyBelow(account, region, path.slice(0, leaf)) + path.slice(leaf);
}

/** The account and Region in a parameter's key. */
export function storeOf(key: string): { readonly account: string; readonly region: string } {
  const [account = '', region = ''] = key.split('|', 2);
  return { account, region };
}

/** Reads a name, with its selector, or an ARN. Throws ValidationException for what is neither. */
export function readReference(written: string, { region, caller }: Where): ParameterReference {
  const text = written.trim();
  const arn = text.startsWith('arn:') ? parseArn(text) : undefined;
  if (arn !== undefined) {
    const { service, account, resource } = arn;
    const [path = '', ...selectors] = resource.slice('parameter'.length).split(':');
    if (service !== 'ssm' || !resource.startsWith('parameter/')) throw errors.malformed();
    const name = parameterArn(arn.region, account, path);
    const where = { account, region: arn.region };
    return withSelector({ text: name, path: checkedPath(path), ...where }, selectors);
  }
  const [name = '', ...selectors] = text.split(':');
  const where = { account: caller.account, region };
  return withSelector({ text: name, path: checkedPath(name), ...where }, selectors);
}

function withSelector(reference: ParameterReference, parts: string[]): ParameterReference {
  return parts.length === 0 ? reference : { ...reference, selector: `:${parts.join(':')}` };
}

function checkedPath(name: string): string {
  // Names of secrets have other rules, which AWS Secrets Manager knows.
  if (!wellFormed.test(name) && !name.startsWith('/aws/reference/secretsmanager/'))
    throw errors.malformed();
  return pathOf(name);
}

/** The name of a parameter to be written. Throws what PutParameter answers to a wrong one. */
export function checkNewName(written: string, { region, caller }: Where): ParameterReference {
  const text = written.trim();
  if (text.includes('/') && !text.startsWith('/')) throw errors.notFullyQualified();
  if (text.length > 1 && text.endsWith('/')) throw errors.endsWithSlash();
  if (/^(?:aws|ssm)/i.test(text)) throw errors.reservedPrefix();
  if (/^\/aws/i.test(text)) throw errors.reservedName(text);
  if (/^\/ssm/i.test(text) || !wellFormed.test(text)) throw errors.malformed();
  const path = pathOf(text);
  if (path.split('/').length - 1 > levels) throw errors.tooDeep();
  if (parameterArn(region, caller.account, path).length > arnLength)
    throw errors.tooLong(arnLength);
  return { text, path, account: caller.account, region };
}

/** A path for GetParametersByPath or a filter, with its last slash. Throws ValidationException. */
export function readPath(written: string): string {
  const path = written.trim();
  if (path === '/') return path;
  if (!/^(?:\/[\w.-]+)+\/?$/.test(path)) throw errors.malformedPath();
  return path.endsWith('/') ? path : `${path}/`;
}
