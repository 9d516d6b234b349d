import { AwsError } from '../../errors';
import type { Context } from '../../operation';
import { unlessRefused } from '../../refusals';
import type { Content } from '../s3/body';
import { templates } from './errors';
import { limits } from './limits';

/** Where a request says its template is. */
export interface TemplateSource {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
}

const utf8 = new TextDecoder();

/** The text of a request's template, from the request or, in the caller's name, from Amazon S3. */
export async function templateText(
  ctx: Context,
  { TemplateBody, TemplateURL }: TemplateSource,
): Promise<string> {
  if (TemplateBody !== undefined && TemplateURL !== undefined) throw templates.bothGiven();
  if (TemplateBody !== undefined) {
    const size = new TextEncoder().encode(TemplateBody).length;
    if (size > limits.templateBody) throw templates.tooLong(limits.templateBody);
    return TemplateBody;
  }
  if (TemplateURL === undefined) throw templates.noneGiven();
  return fromS3(ctx, TemplateURL);
}

/** Source of the forms: Amazon S3 User Guide, "Virtual hosting of general purpose buckets". */
const hosts = [
  /^https:\/\/(?<bucket>[^/]+)\.s3[.-](?:(?<region>[a-z0-9-]+)\.)?amazonaws\.com\/(?<key>[^?]+)$/,
  /^https:\/\/s3[.-](?:(?<region>[a-z0-9-]+)\.)?amazonaws\.com\/(?<bucket>[^/]+)\/(?<key>[^?]+)$/,
];

async function fromS3(ctx: Context, url: string): Promise<string> {
  const named = hosts.map((host) => host.exec(url)?.groups).find((groups) => groups !== undefined);
  if (named === undefined) throw templates.urlUnsupported();
  const { bucket: Bucket = '', key = '', region = ctx.region } = named;
  const input = { Bucket, Key: decodeURIComponent(key) };
  const answer = await unlessRefused(ctx.call('s3', 'GetObject', input, { region }));
  if (answer instanceof AwsError) throw templates.urlRefused(answer.message);
  const { Body } = answer as { readonly Body: Content };
  if (Body.size > limits.templateInS3) throw templates.tooLong(limits.templateInS3);
  const pieces: string[] = [];
  for await (const piece of Body) pieces.push(utf8.decode(piece, { stream: true }));
  return pieces.join('') + utf8.decode();
}
