import type { Misconception } from '../misconceptions';
import { Bench } from './bench';
import { worldOfMisconception } from './demonstration';

/** Runs the demonstration; `screen` is what its lines print, without the lines themselves. */
export async function demonstrate(
  misconception: Misconception,
): Promise<{ screen: string; refused: string | undefined }> {
  const bench = await Bench.open(worldOfMisconception(misconception));
  const refused = await bench.typeAll(misconception.run);
  const screen = bench.printed.map(({ stdout, stderr }) => stdout + stderr).join('');
  return { screen, refused };
}
