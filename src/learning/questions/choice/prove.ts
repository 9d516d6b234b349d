import { proveOptions } from '../claims';
import type { Prove } from '../prove';

/** Runs every option. */
export const proveChoice: Prove<'choice'> = (item, bench) => proveOptions(item, bench);
