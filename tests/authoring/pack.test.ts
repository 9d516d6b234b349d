import { describe, expect, it } from 'vitest';
import { encodePack, largestPack, readPack } from '../../src/authoring/pack';
import { templates } from '../../src/authoring/templates';
import { packText, unpackText } from '../../src/storage/packed-text';
import { renderMarkdown } from '../../src/ui/learn/markdown';

const scenario = templates.find(({ kind }) => kind === 'scenario')!.text;
const choice = templates.find(({ title }) => title === 'Multiple choice')!.text;

const packOf = (text: string, name = 'Week 3') =>
  encodePack({ name, parts: [{ kind: 'questions', text }] });

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
      /invisible .* line 3/,
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

  it('cannot bring a link that runs a script', () => {
    expect(renderMarkdown('[x](javascript:alert(1)) <script>alert(1)</script>')).not.toMatch(
      /javascript:|<script/,
    );
  });
});
