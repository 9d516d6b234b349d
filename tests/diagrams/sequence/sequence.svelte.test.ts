import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { standaloneSvg, pngOf } from '../../../src/diagrams/export';
import Sequence from '../../../src/diagrams/sequence/Sequence.svelte';
import { loadModel } from '../../../src/engine/api/index';
import { Engine } from '../../../src/engine/engine';
import type { Step } from '../../../src/engine/trace';
import { adminCredentials, createWorld } from '../../../src/engine/world';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { violations } from '../../ui/accessibility';

/** GenerateDataKey, a local encryption, and an Encrypt that AWS refuses. */
async function trace(): Promise<Step[]> {
  const tables = createWorld({ now: 0, seed: 1 });
  const engine = new Engine(tables);
  const steps: Step[] = [];
  const head = { service: 'kms', region: 'us-east-1', credentials: adminCredentials(tables) };
  const created = await engine.send({ ...head, operation: 'CreateKey', input: {} });
  const { KeyId } = (created.output as { KeyMetadata: { KeyId: string } }).KeyMetadata;
  engine.observe((happening) => steps.push(...happening.steps));
  const input = { KeyId, KeySpec: 'AES_256' };
  await engine.send({ ...head, operation: 'GenerateDataKey', input });
  engine.note({
    ...{ kind: 'crypto', actor: { type: 'client', name: 'Workstation' }, action: 'encrypt' },
    ...{ algorithm: 'AES-256-CBC', detail: '', bytesIn: 1_048_576, bytesOut: 1_048_592 },
    exposes: ['plaintext', 'data key'],
  });
  const tooLong = { KeyId, Plaintext: new Uint8Array(4097) };
  await expect(engine.send({ ...head, operation: 'Encrypt', input: tooLong })).rejects.toThrow();
  return steps;
}

const steps = await trace();
const models = new Map([['kms', await loadModel('kms')]]);

const panel = (number: number) =>
  page.getByRole('region', { name: `Message ${number}`, exact: true });
const drawing = () => page.getByRole('group', { name: 'Sequence of 5 messages' });

beforeEach(async () => {
  await page.viewport(1280, 900);
});

test('stands at the last message and steps back and forth by its controls', async () => {
  await render(Sequence, { steps, models });
  await expect.element(panel(5)).toHaveTextContent('ValidationException (HTTP 400)');
  await expect.element(page.getByRole('button', { name: 'Next message' })).toBeDisabled();
  await page.getByRole('button', { name: 'Previous message' }).click();
  await expect.element(panel(4)).toHaveTextContent('Plaintext');
  await page.getByRole('button', { name: 'Next message' }).click();
  await expect.element(panel(5)).toBeVisible();
});

test('is stepped through from the keyboard, and tells who listens', async () => {
  const selected: (number | undefined)[] = [];
  await render(Sequence, { steps, models, onselect: (index) => selected.push(index) });
  const last = drawing().getByRole('button', { name: /^ValidationException/ });
  (last.element() as SVGElement).focus();
  await userEvent.keyboard('{Home}');
  const first = drawing().getByRole('button', { name: /^GenerateDataKey/ });
  await expect.element(first).toHaveFocus();
  await expect.element(first).toHaveAttribute('aria-pressed', 'true');
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(panel(2)).toHaveTextContent('CiphertextBlob');
  await userEvent.keyboard('{End}');
  expect(selected).toEqual([0, 1, undefined]);
});

test('scrubs by the slider; messages still to come are set back', async () => {
  await render(Sequence, { steps, models });
  const slider = page.getByRole('slider', { name: 'Message' });
  (slider.element() as HTMLInputElement).focus();
  await userEvent.keyboard('{Home}');
  await expect.element(panel(1)).toBeVisible();
  await expect.element(page.getByText('1 of 5')).toBeVisible();
  const ahead = drawing().element().querySelectorAll('.message.ahead');
  expect(ahead).toHaveLength(4);
});

test('shows the bytes of the message that is pointed at, and marks what is sensitive', async () => {
  await render(Sequence, { steps, models });
  await drawing()
    .getByRole('button', { name: /^CiphertextBlob 120 B/ })
    .hover();
  const members = panel(2);
  await expect.element(members.getByText('32 B', { exact: true })).toBeVisible();
  await expect.element(members.getByText('keyMaterialId', { exact: true })).toBeVisible();
  await expect.element(members.getByText('sensitive')).toBeVisible();
});

test('follows new steps while it stands at the end, and stays where it was put otherwise', async () => {
  const answered = steps.findIndex(({ kind }) => kind === 'end') + 1;
  const { rerender } = await render(Sequence, { steps: steps.slice(0, answered), models });
  await expect.element(panel(2)).toBeVisible();
  await rerender({ steps });
  await expect.element(panel(5)).toBeVisible();
  await rerender({ steps, current: 1 });
  await rerender({ steps: [...steps, ...steps.slice(-1)] });
  await expect.element(panel(2)).toBeVisible();
});

test('exports a drawing that needs neither style sheet nor page', async () => {
  await render(Sequence, { steps, models });
  const svg = drawing().element() as SVGSVGElement;
  const text = standaloneSvg(svg, 'Sequence diagram', 'five messages');
  expect(text).not.toMatch(/var\(|class=|tabindex|style=/);
  const file = new DOMParser().parseFromString(text, 'image/svg+xml');
  expect(file.querySelector('parsererror')).toBeNull();
  expect(file.querySelector('title')?.textContent).toBe('Sequence diagram');
  expect(file.querySelector('desc')?.textContent).toBe('five messages');
  expect(file.documentElement.textContent).toContain('GenerateDataKey');
  const label = [...file.querySelectorAll('text')].find(
    (t) => t.textContent === 'ValidationException',
  );
  const shown = [...svg.querySelectorAll('text')].find(
    (t) => t.textContent === 'ValidationException',
  );
  if (label === undefined || shown === undefined) throw new Error('the label is not drawn');
  expect(label.getAttribute('fill')).toBe(getComputedStyle(shown).fill);

  const { width, height } = svg.viewBox.baseVal;
  const png = await createImageBitmap(await pngOf(text, width, height, 1));
  expect([png.width, png.height]).toEqual([width, Math.floor(height)]);
});

test('tells the same in words, ready to be copied', async () => {
  await render(Sequence, { steps, models });
  await page.getByText('In words').click();
  await expect.element(page.getByRole('listitem').first()).toHaveTextContent(/^Workstation sends/);
  await expect
    .element(page.getByRole('button', { name: 'Copy the sequence as text' }))
    .toBeVisible();
});

test.each([390, 1280])('fits the page and passes axe at %i px', async (width) => {
  await page.viewport(width, 900);
  const { container } = await render(Sequence, { steps, models, current: 2 });
  await page.getByText('In words').click();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  expect(await violations(container)).toEqual([]);
});

test('an empty trace says so', async () => {
  await render(Sequence, { steps: [] });
  await expect.element(page.getByText('Nothing has been sent yet.')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'SVG' })).toBeDisabled();
});
