import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../src/ui/tokens.css'), 'utf8');
const pairs = new Map<string, readonly [light: string, dark: string]>();
for (const [, name, light, dark] of css.matchAll(
  /(--[\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g,
)) {
  pairs.set(name!, [light!, dark!]);
}

/** WCAG 2.2, "relative luminance" and "contrast ratio". */
function luminance(colour: string): number {
  const channel = (at: number) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function ratio(ink: string, paper: string, theme: 0 | 1): number {
  const colour = (name: string) => {
    const pair = pairs.get(name);
    if (pair === undefined) throw new Error(`no token ${name}`);
    return pair[theme];
  };
  return contrast(colour(ink), colour(paper));
}

const papers = ['--bg', '--surface', '--surface-2'];
const text: readonly (readonly [string, string])[] = [
  ...['--ink', '--ink-2', '--ink-3', '--accent'].flatMap((ink) =>
    papers.map((paper) => [ink, paper] as const),
  ),
  ...['--ok', '--bad', '--warn', '--secret', '--cipher'].flatMap((tone) =>
    [`${tone}-bg`, '--bg', '--surface'].map((paper) => [tone, paper] as const),
  ),
  ...['--ok-bg', '--bad-bg', '--warn-bg', '--secret-bg', '--cipher-bg'].flatMap((paper) =>
    ['--ink', '--ink-2'].map((ink) => [ink, paper] as const),
  ),
  ['--service', '--surface'],
  ['--client', '--surface'],
  ['--service', '--bg'],
  ['--client', '--bg'],
  ['--accent-ink', '--accent'],
];

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the %s theme', (_, theme) => {
  it.each(text)('has %s on %s legible as text (4.5:1)', (ink, paper) => {
    expect(ratio(ink, paper, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(papers)('has the borders and focus marks of controls visible on %s (3:1)', (paper) => {
    expect(ratio('--ink-3', paper, theme)).toBeGreaterThanOrEqual(3);
    expect(ratio('--accent', paper, theme)).toBeGreaterThanOrEqual(3);
  });
});

it('measures black on white as 21:1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});
