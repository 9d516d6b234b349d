/** A share with the interval that it lies in, each from 0 to 1. */
export interface ShareInterval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const z = 1.959964;

/** Wilson's interval of 95 % for so many right of so many; of none it is everything. */
export function wilson(right: number, counted: number): ShareInterval {
  if (counted === 0) return { share: 0, low: 0, high: 1 };
  const share = right / counted;
  const scale = 1 + z ** 2 / counted;
  const centre = (share + z ** 2 / (2 * counted)) / scale;
  const half =
    (z / scale) * Math.sqrt((share * (1 - share)) / counted + z ** 2 / (4 * counted ** 2));
  return { share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
