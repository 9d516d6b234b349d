import { commonOf, Draw, outcomesOf, type About, type Generator } from './generator';
import { catalogue } from './catalogue';
import { Script } from './script';

const day = 86_400_000;
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);

const about: About = catalogue.rotationDates;

/** When a KMS key is rotated next, by the day on which rotation was enabled and by its period. */
export const rotationDates: Generator = {
  ...about,
  async generate(seed) {
    const draw = new Draw(seed);
    const period = draw.one([90, 120, 180, 270, 365, 500, 730]);
    const before = draw.int(10, 80);
    const after = draw.int(5, 70);
    const script = new Script();
    const created = script.engine.now;
    await script.call('kms', 'CreateKey', {}, ['KEY', 'KeyMetadata.KeyId']);
    await script.wait(before);
    const enabled = script.engine.now;
    await script.call('kms', 'EnableKeyRotation', { KeyId: '$KEY', RotationPeriodInDays: period });
    await script.wait(after);
    const { line, output } = await script.ask('kms', 'GetKeyRotationStatus', { KeyId: '$KEY' });
    const next = output['NextRotationDate'];
    if (!(next instanceof Date)) return undefined;
    const offer = (time: number, why: string) => ({
      text: dateOf(time),
      equals: dateOf(time),
      why,
    });
    const options = outcomesOf(
      [
        offer(
          enabled + period * day,
          'The period runs from the day on which rotation was enabled.',
        ),
        offer(
          created + period * day,
          'The age of the key does not matter: the period begins when rotation is enabled.',
        ),
        offer(enabled + after * day + period * day, 'Asking does not begin the period anew.'),
        offer(
          enabled + (period === 365 ? 180 : 365) * day,
          'A period that was given takes the place of the year that is the default.',
        ),
      ],
      dateOf(next.getTime()),
      seed,
    );
    if (options === undefined || new Set(options.map(({ text }) => text)).size < 4)
      return undefined;
    return {
      ...commonOf(about, seed, script),
      type: 'predict',
      stem: `A KMS key was created on ${dateOf(created)}. On ${dateOf(enabled)} automatic rotation was enabled with a period of ${period} days. It is ${dateOf(enabled + after * day)} now. Which date has \`NextRotationDate\`?`,
      run: [`${line} --query NextRotationDate --output text | cut -c 1-10`],
      options,
      explanation:
        'EnableKeyRotation takes a period of 90 to 2,560 days, a year where none is given. It begins on the day rotation is enabled.',
    };
  },
};
