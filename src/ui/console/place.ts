/** The services that have a console, the most used first. */
export const consoleServices = [
  ...(['kms', 's3', 'ssm', 'secrets-manager', 'logs', 'iam', 'ec2', 'rds', 'lambda'] as const),
  ...(['cloudtrail', 'quotas', 'bill'] as const),
] as const;

/** The name of a console in an address. */
export type ConsoleService = (typeof consoleServices)[number];

/** What a console shows: a list, one resource of it, or an action on that or on the list. */
export interface ConsolePlace {
  readonly service: ConsoleService;
  /** Which of the service's lists; its first one where it is absent. */
  readonly list?: string | undefined;
  readonly resource?: string | undefined;
  /** The tab of the resource that is looked at; its first one where it is absent. */
  readonly tab?: string | undefined;
  readonly action?: string | undefined;
}

// encodeURIComponent leaves an exclamation mark as it is; it would begin an action.
const encoded = (resource: string) => encodeURIComponent(resource).replaceAll('!', '%21');

/** A place as an address has it: `kms`, `kms/<key id>@rotation`, `iam:roles/app!attach`. */
export function placeText({ service, list, resource, tab, action }: ConsolePlace): string {
  const parts = [
    list === undefined ? service : `${service}:${list}`,
    resource === undefined ? '' : `/${encoded(resource)}`,
    tab === undefined ? '' : `@${tab}`,
    action === undefined ? '' : `!${action}`,
  ];
  return parts.join('');
}

/** Reads what `placeText` wrote; undefined where it is no place. */
export function parsePlace(text: string): ConsolePlace | undefined {
  const found = /^([a-z0-9-]+)(?::([a-z-]+))?(?:\/([^!@]+)(?:@([a-z-]+))?)?(?:!([a-z-]+))?$/.exec(
    text,
  );
  const service = consoleServices.find((known) => known === found?.[1]);
  if (found === null || service === undefined) return undefined;
  const [, , list, resource, tab, action] = found;
  try {
    return {
      service,
      ...(list === undefined ? {} : { list }),
      ...(resource === undefined ? {} : { resource: decodeURIComponent(resource) }),
      ...(tab === undefined ? {} : { tab }),
      ...(action === undefined ? {} : { action }),
    };
  } catch {
    return undefined;
  }
}
