import { decide } from '../../engine/authorization';
import type { Engine } from '../../engine/engine';
import { globalConditionKeys } from '../../engine/global-condition-keys';
import { denialMessage, type Evaluation } from '../../engine/iam/index';
import type { Caller, Permission as ServicePermission } from '../../engine/operation';
import { homeAccount } from '../../engine/services/iam/world-accounts';
import { userCaller } from '../../engine/services/iam/callers';
import { entityKey, usersTable } from '../../engine/services/iam/state';
import { keyPermission } from '../../engine/services/kms/permissions';
import { aliasArn, aliasesTable, keysTable } from '../../engine/services/kms/state';
import type { CanCheck, CannotCheck, Permission, Scenario } from '../scenario';
import type { Finding, Inspection } from './finding';

/** Whether policies allow the request; a denial in AWS's words is what was found. */
export function checkCan({ can }: CanCheck, inspection: Inspection): Finding {
  const decision = decisionOn(can, inspection);
  if (typeof decision === 'string') return { passed: false, actual: decision };
  const { allowed } = decision;
  return { passed: allowed, actual: allowed ? 'allowed' : denialMessage(decision) };
}

/** Whether policies refuse the request. A principal or key that does not exist proves nothing. */
export function checkCannot({ cannot }: CannotCheck, inspection: Inspection): Finding {
  const decision = decisionOn(cannot, inspection);
  if (typeof decision === 'string') return { passed: false, actual: decision };
  return { passed: !decision.allowed, actual: decision.allowed ? 'allowed' : 'denied' };
}

/** The decision of the same evaluator that judges requests, or what is missing to ask it. */
function decisionOn(asked: Permission, { engine, scenario }: Inspection): Evaluation | string {
  const caller = callerOf(asked.principal ?? 'admin', engine);
  if (caller === undefined) return `there is no user ${asked.principal}`;
  const region = regionOf(asked, scenario);
  const permission = permissionOf(asked, caller, region, engine);
  if (permission === undefined) return `there is no ${asked.resource}`;
  const keys = globalConditionKeys({ region, parent: null }, engine.now);
  return decide(engine.tables, caller, permission, keys);
}

function callerOf(userName: string, { tables }: Engine): Caller | undefined {
  const user = tables.get(usersTable, entityKey(homeAccount(tables), userName));
  return user === undefined ? undefined : userCaller(user, '');
}

function regionOf({ resource }: Permission, { world }: Scenario): string {
  return resource.split(':')[3] || world.region;
}

/** Undefined when the key does not exist. Only KMS keys have resource policies in this model. */
function permissionOf(
  { action, resource, context = {} }: Permission,
  caller: Caller,
  region: string,
  { tables, now }: Engine,
): ServicePermission | undefined {
  if (!action.startsWith('kms:') || resource === '*') return { action, resource, context };
  const named = resource.startsWith('alias/')
    ? aliasArn(region, caller.account, resource)
    : resource;
  const alias = tables.get(aliasesTable, named);
  const key = tables.get(keysTable, alias?.targetKeyArn ?? named);
  if (key === undefined) return undefined;
  const range = tables.range.bind(tables);
  const found = alias === undefined ? { key } : { key, requestAlias: alias.AliasName };
  const get = tables.get.bind(tables);
  return keyPermission(
    action,
    found,
    { caller, range, get, now, viaService: undefined, source: undefined },
    context,
  );
}
