import { describe, expect, it } from 'vitest';
import { PackError } from '../../src/authoring/data';
import { encodePack, largestPack, readPack } from '../../src/authoring/pack';
import { templates } from '../../src/authoring/templates';
import { packText, unpackText } from '../../src/storage/packed-text';
import { renderMarkdown } from '../../src/learning/markdown';

const scenario = templates.find(({ kind }) => kind === 'scenario')!.text;
const choice = templates.find(({ title }) => title === 'Multiple choice')!.text;

const packOf = (text: string, name = 'Week 3') =>
  encodePack({ name, parts: [{ kind: 'questions', text }] });

function faultsOf(source: string): readonly string[] {
  try {
    readPack(source);
  } catch (error) {
    if (error instanceof PackError) return error.faults;
    throw error;
  }
  return [];
}

describe('a pack', () => {
  it('comes back from its file and from its link as it was', async () => {
    const assignment = {
      order: ['my-stop-a-key', 'encrypt-a-note'],
      points: { 'my-stop-a-key': 2 },
      attempts: 1,
      seeds: 'per-student' as const,
      due: '2026-12-01T22:00:00.000Z',
    };
    const parts = [
      { kind: 'scenario' as const, text: scenario },
      { kind: 'questions' as const, text: choice },
    ];
    const source = encodePack({ name: 'Week 3', parts, assignment });
    const { pack, contents } = readPack(
      await unpackText(await packText(source), largestPack, 'pack'),
    );
    expect(pack).toMatchObject({ name: 'Week 3', parts, assignment });
    expect(contents.map(({ kind }) => kind)).toEqual(['scenario', 'questions']);
  });

  const hostile: readonly (readonly [string, string, RegExp])[] = [
    ['is no JSON', 'hello', /not JSON/],
    ['is something else', '{"application":"other"}', /no pack of Envelope Lab/],
    ['is too large', `"${'x'.repeat(largestPack)}"`, /characters/],
    ['is nested deeply', '['.repeat(10_000), /nested too deeply/],
    [
      'has a prototype key',
      packOf(choice).replace('"parts"', '"__proto__": {}, "parts"'),
      /__proto__/,
    ],
    ['has an unknown member', packOf(choice).replace('"parts"', '"run": "x", "parts"'), /fault/],
    ['is from a newer version', packOf(choice).replace('"version": 1', '"version": 2'), /newer/],
    ['hides text in its name', packOf(choice, 'Week\u202e3'), /name of the pack/],
    [
      'hides text in its content',
      packOf(choice.replace('Stop a', 'Stop\u2066 a')),
      /^part 1:3:1 has invisible/,
    ],
    [
      'hides text as an escape',
      packOf(choice.replace('Stop a key for an hour', '"Stop \\u202e a key"')),
      /escapes/,
    ],
    [
      'loads an image',
      packOf(choice.replace('For an', '![](https://x.example/a.png) For an')),
      /image/,
    ],
    ['nests YAML', packOf(`- ${'['.repeat(99)}`), /nested too deeply/],
    ['expands aliases', packOf(`- &a [x]\n- [*a, *a]`), /alias/],
    [
      'has one exercise twice',
      encodePack({
        name: 'x',
        parts: [1, 2].map(() => ({ kind: 'questions' as const, text: choice })),
      }),
      /two exercises/,
    ],
  ];
  it.each(hostile)('that %s is refused with its reason', (_, source, reason) => {
    expect(() => readPack(source)).toThrow(reason);
  });

  it('that unpacks to more than it may is refused before it is unpacked whole', async () => {
    const bomb = await packText('x'.repeat(1_000_000));
    expect(bomb.length).toBeLessThan(3000);
    await expect(unpackText(bomb, 10_000, 'pack')).rejects.toThrow(/too large/);
  });

  it('names all that is wrong with it at once, by part, line and field', () => {
    const broken = choice
      .replace('difficulty: 1', 'difficulty: 9')
      .replace('correct: true', 'correct: perhaps')
      .replace('why: Decrypt', 'y: Decrypt');
    const parts = [
      { kind: 'questions' as const, text: broken },
      { kind: 'scenario' as const, text: 'id: a\ntitle: [A' },
    ];
    const faults = faultsOf(encodePack({ name: 'a\u202eb', parts }));
    expect(faults).toHaveLength(6);
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.stringContaining('The name of the pack'),
        expect.stringMatching(/^part 1:6:\d+ \[0\]\.difficulty: .*3/),
        expect.stringMatching(/^part 1:\d+:\d+ \[0\]\.options\[0\]\.y: /),
        expect.stringMatching(/^part 1:\d+:\d+ \[0\]\.options\[0\]\.why: /),
        expect.stringMatching(
          /^part 1:\d+:\d+ \[0\]\.options\[1\]\.correct: expected true or false/,
        ),
        expect.stringMatching(/^part 2:\d+:\d+ /),
      ]),
    );
  });

  it.each([
    ['quotes and backslashes', `{"x": ${'"\\'.repeat(900_000)}`],
    ['halves of images', packOf(`- id: a\n  stem: '${'![]('.repeat(300_000)}'`)],
    ['halves of images on lines', packOf('- "![a"\n'.repeat(30_000))],
  ])('of %s is refused in no time', (_, source) => {
    const start = performance.now();
    expect(faultsOf(source).length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('cannot bring an image, however it is written', () => {
    const written = '![a](//x.example/1) ![b][c] ![c]\n\n[c]: https://x.example/2';
    expect(renderMarkdown(written)).not.toMatch(/<img/);
  });

  it('cannot bring a link that runs a script', () => {
    expect(renderMarkdown('[x](javascript:alert(1)) <script>alert(1)</script>')).not.toMatch(
      /javascript:|<script/,
    );
  });
});
