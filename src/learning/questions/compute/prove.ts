import { outcomeOf, refusal } from '../bench';
import type { Prove } from '../prove';
import { evaluate } from './expression';
import { isNear } from './grade';

/** Derives the number anew, and holds it against the declared one and the declared mistakes. */
export const proveCompute: Prove<'compute'> = async (item, bench) => {
  const { derive, given, answer, mistakes } = item;
  let derived: number;
  if ('expression' in derive) {
    const figures = Object.entries(given).map(([name, { value }]) => [name, value] as const);
    derived = evaluate(derive.expression, Object.fromEntries(figures));
  } else {
    const fork = await bench.fork();
    const refused = (await fork.typeAll(derive.do)) ?? refusal(await fork.type(derive.run));
    if (refused !== undefined) return [{ path: ['derive'], message: refused }];
    const outcome = outcomeOf(fork.printed.at(-1)!, derive.query);
    derived = typeof outcome === 'string' && outcome.trim() === '' ? NaN : Number(outcome);
    if (!Number.isFinite(derived)) {
      return [{ path: ['derive'], message: `gives no number: ${JSON.stringify(outcome)}` }];
    }
  }
  return [
    ...(isNear(derived, item)
      ? []
      : [{ path: ['answer'], message: `is declared ${answer}, and comes to ${derived}` }]),
    ...mistakes.flatMap((mistake, i) =>
      isNear(mistake.answer, item)
        ? [{ path: ['mistakes', i], message: `${mistake.answer} counts as right` }]
        : [],
    ),
  ];
};
