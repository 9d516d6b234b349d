import { expect, it } from 'vitest';
import { commandName } from '../../../src/engine/api/index';
import { services } from '../../../src/engine/services/index';
import { commandLineName } from '../../../src/shell/aws/names';

// The page cannot ask the engine, which is in the Worker: it carries the names. After an operation
// was added, `npx vitest run -u tests/ui/palette` writes the file anew.
it('finds every operation of the model under its command', async () => {
  const operations = Object.fromEntries(
    services.map(({ name, operations: of }) => [
      commandName(name as 'kms'),
      Object.fromEntries(Object.keys(of).map((one) => [one, commandLineName(one)])),
    ]),
  );
  await expect(`${JSON.stringify(operations)}\n`).toMatchFileSnapshot(
    '../../../src/ui/palette/operations.gen.json',
  );
});
