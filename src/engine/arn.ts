/** The parts of an Amazon Resource Name: `arn:partition:service:region:account:resource`. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Splits an ARN; undefined when the text is not one. The resource part may itself hold colons. */
export function parseArn(text: string): Arn | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const parts = text.split(':');
  if (parts.length < 6) return undefined;
  const [, partition = '', service = '', region = '', account = ''] = parts;
  if (partition === '' || service === '') return undefined;
  return { partition, service, region, account, resource: parts.slice(5).join(':') };
}

/** Joins the parts of an ARN in the commercial partition, the only one this model has. */
export function formatArn(
  service: string,
  region: string,
  account: string,
  resource: string,
): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}
