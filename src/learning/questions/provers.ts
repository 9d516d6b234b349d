import { proveCase } from './case/prove';
import { proveChoice } from './choice/prove';
import { proveCompute } from './compute/prove';
import { proveDo } from './do/prove';
import { proveFix } from './fix/prove';
import type { ItemType } from './item';
import { proveMatching } from './matching/prove';
import { proveOrdering } from './ordering/prove';
import { provePredict } from './predict/prove';
import type { Prove } from './prove';
import { proveRead } from './read/prove';
import { proveResponse } from './response/prove';

/** What runs the claims of each type. */
export const provers: { readonly [T in ItemType]: Prove<T> } = {
  choice: proveChoice,
  response: proveResponse,
  ordering: proveOrdering,
  matching: proveMatching,
  case: proveCase,
  predict: provePredict,
  fix: proveFix,
  do: proveDo,
  compute: proveCompute,
  read: proveRead,
};
