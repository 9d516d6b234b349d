import type { CreateGrantRequest, ListRetirableGrantsRequest } from '@aws-sdk/client-kms';
import type { Context } from '../../operation';
import { grants as errors } from './grant-errors';
import type { GrantPrincipal } from './grant-state';
import { principalOf } from './principals';

const serviceName = /^[\w-]+(?:\.[\w-]+)?\.amazonaws\.com$/;

// A session of a role that a service's machines have in the customer's account.
const infrastructure = /^arn:aws:sts::\d{12}:assumed-role\/aws:[\w-]+\/[\w-]+$/;

/** A principal by its ARN; a service's own ones only where it asks itself, for its customer. */
function byArn(ctx: Context, name: string): GrantPrincipal {
  const isOfService = serviceName.test(name) || infrastructure.test(name);
  if (ctx.viaService !== undefined && isOfService) return { name, isService: false };
  const known = principalOf(ctx, name);
  if (known === undefined) throw errors.invalidPrincipal(name);
  return { name, ...(known.id === undefined ? {} : { id: known.id }), isService: false };
}

function byService(name: string): GrantPrincipal {
  if (!serviceName.test(name)) throw errors.invalidPrincipal(name);
  return { name, isService: true };
}

/**
 * Who gets a grant, and who may retire it. Throws ValidationException unless the request names one
 * grantee and at most one to retire, and InvalidArnException for one that does not exist.
 * Source: AWS KMS API Reference, CreateGrant.
 */
export function grantPrincipals(
  request: CreateGrantRequest,
  ctx: Context,
): { readonly grantee: GrantPrincipal; readonly retiring?: GrantPrincipal } {
  const { GranteePrincipal, GranteeServicePrincipal } = request;
  const { RetiringPrincipal, RetiringServicePrincipal } = request;
  if ((GranteePrincipal === undefined) === (GranteeServicePrincipal === undefined)) {
    throw errors.oneGrantee();
  }
  if (RetiringPrincipal !== undefined && RetiringServicePrincipal !== undefined) {
    throw errors.oneRetiring();
  }
  const retiring =
    RetiringPrincipal === undefined
      ? RetiringServicePrincipal && byService(RetiringServicePrincipal)
      : byArn(ctx, RetiringPrincipal);
  if (GranteeServicePrincipal !== undefined) {
    if (request.Constraints?.SourceArn === undefined) throw errors.serviceWithoutSource();
    if (!retiring) throw errors.serviceWithoutRetiring();
  }
  const grantee =
    GranteePrincipal === undefined
      ? byService(GranteeServicePrincipal ?? '')
      : byArn(ctx, GranteePrincipal);
  return { grantee, ...(retiring ? { retiring } : {}) };
}

/** Whose retirable grants a request lists. Only services may ask for those of services. */
export function retirablePrincipal(
  { RetiringPrincipal, RetiringServicePrincipal }: ListRetirableGrantsRequest,
  ctx: Context,
): GrantPrincipal {
  if ((RetiringPrincipal === undefined) === (RetiringServicePrincipal === undefined)) {
    throw errors.oneRetiring();
  }
  if (RetiringServicePrincipal !== undefined) {
    if (ctx.caller.principal.type !== 'Service') throw errors.onlyForServices();
    return byService(RetiringServicePrincipal);
  }
  return byArn(ctx, RetiringPrincipal ?? '');
}

/** Throws InvalidGrantIdException for a text that is no grant ID. */
export function checkGrantId(GrantId: string): void {
  if (!/^[0-9a-f]{64}$/.test(GrantId)) throw errors.invalidId(GrantId);
}
