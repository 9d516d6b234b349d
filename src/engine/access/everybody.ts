import { accessOf, type Access } from '../iam/depends';
import type { Reader } from '../tables';
import { ask } from './ask';
import { usualActions } from './permissions';
import { everybody, nameOf } from './principals';
import { resourcesOfAll } from './resources';

/** What one principal may do of one action to one resource. */
export interface AccessFact {
  /** The ARN of a user, role or session. */
  readonly principal: string;
  readonly resource: string;
  readonly action: string;
  readonly access: Access;
}

// A world may have thousands of each: what is asked stays within some ten thousand decisions.
const mostPrincipals = 30;
const mostResources = 12;

/** What the world's users and roles may do to its resources: the first of each, if there are many. */
export function accessOfEverybody(reader: Reader, now: number): readonly AccessFact[] {
  const resources = resourcesOfAll(reader, mostResources);
  return everybody(reader, now)
    .slice(0, mostPrincipals)
    .flatMap((caller) =>
      resources.flatMap(({ service, arns }) =>
        arns.flatMap((resource) =>
          (usualActions[service] ?? []).flatMap((action): readonly AccessFact[] => {
            const evaluation = ask(reader, caller, action, resource, now);
            if (evaluation === undefined) return [];
            return [{ principal: nameOf(caller), resource, action, access: accessOf(evaluation) }];
          }),
        ),
      ),
    );
}
