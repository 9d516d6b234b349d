import { files } from 'virtual:measurements';
import { closeApp } from './app';
import { runAll, type Place } from './bench';

// The parent asks what there is to measure (`list`), or for the measurements of one place, of one
// file or of all; `only` is the text that their names contain.
const [only = '', task = 'list', onlyFile = ''] = process.argv.slice(2);

if (task === 'list') {
  const filesFor = (place: Place) =>
    files
      .filter(({ measurements }) =>
        measurements.some(({ name, where }) => where.includes(place) && name.includes(only)),
      )
      .map(({ file }) => file);
  process.send?.({
    list: { node: filesFor('node'), chromium: filesFor('chromium'), page: filesFor('page') },
  });
} else {
  const chosen = files.filter(({ file }) => onlyFile === '' || file === onlyFile);
  const all = chosen.flatMap(({ measurements }) => measurements);
  await runAll(all, task as Place, only, (result) => {
    process.send?.({ result });
  });
  await closeApp();
}
