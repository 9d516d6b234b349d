import { files } from 'virtual:measurements';
import { closeApp } from './app';
import { runAll } from './bench';

// The parent process passes `--only`'s text and listens; first it learns what Chromium has to load.
const only = process.argv[2] ?? '';
const inChromium = files.filter(({ measurements }) =>
  measurements.some(({ name, where }) => where.includes('chromium') && name.includes(only)),
);
process.send?.({ forChromium: inChromium.map(({ file }) => file) });
const all = files.flatMap(({ measurements }) => measurements);
for (const place of ['node', 'page'] as const) {
  await runAll(all, place, only, (result) => {
    process.send?.({ result });
  });
}
await closeApp();
