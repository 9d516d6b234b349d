import { expect, test } from 'vitest';
import { addDuration } from '../../src/server/duration';

const start = '2027-01-31T12:00:00.000Z';

// ISO 8601-1:2019, 5.5.2.
test.each([
  ['P30D', '2027-03-02T12:00:00.000Z'],
  ['P1W', '2027-02-07T12:00:00.000Z'],
  ['PT1H30M', '2027-01-31T13:30:00.000Z'],
  ['PT0.5S', '2027-01-31T12:00:00.500Z'],
  ['P1Y2M3DT4H5M6S', '2028-04-03T16:05:06.000Z'],
  ['P1M', '2027-02-28T12:00:00.000Z'],
  ['P13M', '2028-02-29T12:00:00.000Z'],
  ['P10Y', '2037-01-31T12:00:00.000Z'],
  ['PT0S', start],
])('%s later', (duration, expected) => {
  const end = addDuration(Date.parse(start), duration);
  expect(end === undefined ? undefined : new Date(end).toISOString()).toBe(expected);
});

test.each(['', 'P', 'PT', 'P1DT', '30D', 'P-1D', 'P1H', 'P0.5M', 'p1d', 'P1D ', 'P9999999999Y'])(
  '%j is no duration',
  (text) => {
    expect(addDuration(Date.parse(start), text)).toBeUndefined();
  },
);
