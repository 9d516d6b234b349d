import { proveOptions } from '../claims';
import type { Prove } from '../prove';

/** Runs every option, each alone. */
export const proveResponse: Prove<'response'> = (item, bench) => proveOptions(item, bench);
