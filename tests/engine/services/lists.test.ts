import { expect, it } from 'vitest';
import { services } from '../../../src/engine/services/index';
import { storageMeters } from '../../../src/engine/services/meters';
import { sealingServices } from '../../../src/engine/services/sealing';

it('what the page makes bills from is what the services are charged by', () => {
  const charged = services.flatMap(({ storage = [] }) => storage);
  expect(new Set(storageMeters)).toEqual(new Set(charged));
});

it('what the page finds blast radiuses with is what the services keep under keys', () => {
  const sealing = services.flatMap(({ name, sealedUnder }) =>
    sealedUnder === undefined ? [] : [{ name, sealedUnder }],
  );
  expect(sealingServices).toEqual(sealing);
});
