import type { ApiModel, ApiOperation } from '../../engine/api/index';
import type { Reply } from '../../engine/engine';
import type { Request, SecretCredentials } from '../../engine/operation';
import { pathKey, pathTable } from '../../network/path/state';
import { fromUtf8 } from '../bytes';
import { FileError, type CommandContext, type Sink } from '../command';
import { generalError } from './cli-error';

/** Whom the AWS CLI trusts. */
export interface TlsSettings {
  /** False with `--no-verify-ssl`. */
  readonly verify: boolean;
  /** The path of a bundle that is trusted instead of the CLI's own. */
  readonly bundle: string | undefined;
}

/** A request as it is to be delivered. */
export interface Delivery {
  readonly request: Request & { readonly credentials: SecretCredentials };
  readonly model: ApiModel;
  readonly operation: ApiOperation;
  readonly url: string;
  readonly tls: TlsSettings;
  readonly ctx: Pick<CommandContext, 'engine' | 'files' | 'stderr'>;
}

/**
 * Delivers a request to AWS. Bytes go over a network only where that makes a difference: somebody
 * is on the way, or the AWS CLI's own bundle is not what decides whom to trust.
 */
export async function deliver(delivery: Delivery): Promise<Reply> {
  const { request, model, operation, tls, ctx } = delivery;
  const { engine, stderr } = ctx;
  const url = new URL(delivery.url);
  const isSecure = url.protocol === 'https:';
  if (isSecure && !tls.verify) warnOnce(stderr, url.host);
  const decides = isSecure && tls.verify && tls.bundle !== undefined;
  if (!decides && engine.tables.get(pathTable, pathKey) === undefined) return engine.send(request);
  const { sendOverNetwork, ConnectionRefused } = await import('../../network/path/send');
  const trust = isSecure && tls.verify ? { bundle: await readBundle(delivery) } : null;
  const { credentials } = request;
  try {
    return await sendOverNetwork(engine, { request, model, operation, credentials, url, trust });
  } catch (error) {
    if (!(error instanceof ConnectionRefused)) throw error;
    throw sslError(error.url, error.message);
  }
}

async function readBundle({ tls, url, ctx }: Delivery): Promise<string> {
  const { defaultBundlePath, webAuthorities } = await import('../../network/path/authorities');
  webAuthorities(ctx.engine);
  let text: string;
  try {
    text = fromUtf8(ctx.files.read(tls.bundle ?? defaultBundlePath));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw sslError(url, '[Errno 2] No such file or directory');
  }
  // Both texts were recorded from the AWS CLI; the number is a line of Python's source.
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw sslError(
      url,
      '[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found (_ssl.c:4154)',
    );
  }
  return text;
}

function sslError(url: string, reason: string) {
  return generalError(`SSL validation failed for ${url} ${reason}`);
}

const warned = new WeakSet<Sink>();

// Recorded from the AWS CLI with urllib3 2.7: once in a command, as Python's warnings are.
function warnOnce(stderr: Sink, host: string): void {
  if (warned.has(stderr)) return;
  warned.add(stderr);
  stderr.write(
    `urllib3/connectionpool.py:1110: InsecureRequestWarning: Unverified HTTPS request is being made to host '${host}'. ` +
      'Adding certificate verification is strongly advised. ' +
      'See: https://urllib3.readthedocs.io/en/latest/advanced-usage.html#tls-warnings\n',
  );
}
