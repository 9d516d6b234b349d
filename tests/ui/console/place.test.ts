import fc from 'fast-check';
import { expect, it } from 'vitest';
import { consoleServices, parsePlace, placeText } from '../../../src/ui/console/place';

it('is read from its text as it was written', () => {
  const word = fc.stringMatching(/^[a-z][a-z-]{0,8}$/);
  const places = fc.record(
    {
      service: fc.constantFrom(...consoleServices),
      list: word,
      resource: fc.string({ minLength: 1, unit: 'grapheme' }),
      tab: word,
      action: word,
    },
    { requiredKeys: ['service'] },
  );
  // Only a resource has tabs.
  fc.assert(
    fc.property(places, ({ tab, ...rest }) => {
      const place = tab === undefined || rest.resource === undefined ? rest : { ...rest, tab };
      expect(parsePlace(placeText(place))).toEqual(place);
    }),
  );
});

it('is none where the text is of something else', () => {
  for (const text of ['', 'nothing', 'kms/%E0', 'kms?x']) {
    expect(parsePlace(text)).toBeUndefined();
  }
});
