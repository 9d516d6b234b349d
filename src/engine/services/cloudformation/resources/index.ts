import type { ResourceHandler } from './handler';
import { kmsAlias } from './kms-alias';
import { kmsKey } from './kms-key';
import { kmsReplicaKey } from './kms-replica-key';
import { ssmParameter } from './ssm-parameter';

const handlers: readonly ResourceHandler[] = [
  ...[kmsAlias, kmsKey, kmsReplicaKey],
  ...[ssmParameter],
];

const byType = new Map(handlers.map((handler) => [handler.type, handler]));

/** What makes resources of a type; undefined for a type that this model has not. */
export function handlerOf(type: string): ResourceHandler | undefined {
  return byType.get(type);
}
