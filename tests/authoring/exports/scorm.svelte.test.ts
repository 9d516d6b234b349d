import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import axe from 'axe-core';
import { Scorm12API } from 'scorm-again';
import { freeze } from '../../../src/authoring/exports/frozen';
import { scormPage, suspendLimit } from '../../../src/authoring/exports/scorm/package';
import { readDraftText } from '../../../src/authoring/read-draft';
import { templates } from '../../../src/authoring/templates';

const items = templates.flatMap(({ kind, text }) => {
  const reading = readDraftText(kind, text);
  return 'content' in reading && reading.content.kind === 'questions' ? reading.content.items : [];
});
const frozen = items
  .flatMap(freeze)
  .filter((it) => it !== undefined)
  .filter(({ id }) => !id.includes('.'));

const globalWindow = window as unknown as { API?: InstanceType<typeof Scorm12API> };

/** Opens the page of the package as a platform does: in a frame, with its API around it. */
async function launch(
  cmi?: Parameters<Scorm12API['loadFromJSON']>[0],
): Promise<InstanceType<typeof Scorm12API>> {
  const api = new Scorm12API({ autocommit: false, logLevel: 5 });
  if (cmi !== undefined) api.loadFromJSON(cmi, '');
  globalWindow.API = api;
  const frame = document.createElement('iframe');
  frame.title = 'Package';
  frame.style.cssText = 'width: 800px; height: 700px';
  frame.srcdoc = scormPage(frozen, 'Week 3');
  document.body.append(frame);
  await expect.element(inside.getByRole('heading', { level: 1 })).toBeVisible();
  return api;
}

/** What axe finds wrong with the page of the package: it has to run inside of it. */
async function violations(): Promise<string[]> {
  const { contentDocument, contentWindow } = document.querySelector('iframe')!;
  const script = contentDocument!.createElement('script');
  script.textContent = axe.source;
  contentDocument!.head.append(script);
  const inFrame = contentWindow as unknown as { axe: typeof axe };
  const { violations: found } = await inFrame.axe.run();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Leaves the page, as a browser does when its window is closed. */
function leave(): void {
  const frame = document.querySelector('iframe')!;
  frame.contentWindow!.dispatchEvent(new Event('pagehide'));
  frame.remove();
}

const inside = page.frameLocator(page.getByTitle('Package'));
const next = () => inside.getByRole('button', { name: 'Next' }).click();

afterEach(() => {
  document.querySelector('iframe')?.remove();
  delete globalWindow.API;
});

describe('a package of SCORM 1.2', () => {
  it('is launched, answered, suspended, resumed within 4,096 characters, and finished', async () => {
    const at = (id: string) => frozen.findIndex((it) => it.id === id);
    expect(new Set(frozen.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(2);
    const first = await launch();
    expect(first.lmsGetValue('cmi.core.lesson_status')).toBe('incomplete');
    await inside.getByLabelText(/Disable the KMS key/).click();
    await next();
    expect(await violations()).toEqual([]);
    const suspended = first.lmsGetValue('cmi.suspend_data');
    expect(suspended.length).toBeLessThanOrEqual(suspendLimit);
    expect(suspended).toMatch(/^1;[0-9a-f]{16};;1;/);
    leave();
    expect(first.lmsGetValue('cmi.core.exit')).toBeDefined();

    const second = await launch({ suspend_data: suspended, core: { lesson_status: 'incomplete' } });
    await expect
      .element(inside.getByRole('heading', { level: 1 }))
      .toHaveTextContent(`Question 2 of ${frozen.length}`);
    await inside.getByRole('button', { name: 'Previous' }).click();
    await expect.element(inside.getByLabelText(/Disable the KMS key/)).toBeChecked();
    for (let i = at(frozen[0]!.id); i < frozen.length - 1; i += 1) await next();
    await inside.getByRole('button', { name: 'Review' }).click();
    await inside.getByRole('button', { name: 'Submit' }).click();
    await expect.element(inside.getByText(`1 of ${frozen.length} right.`)).toBeVisible();
    expect(Number(second.lmsGetValue('cmi.core.score.raw'))).toBeCloseTo(100 / frozen.length, 1);
    expect(second.lmsGetValue('cmi.core.lesson_status')).toBe('completed');
    expect(second.lmsGetValue('cmi.interactions._count')).toBe(String(frozen.length));
    expect(second.lmsGetLastError()).toBe('0');
    await inside.getByRole('button', { name: /right/ }).first().click();
    await expect.element(inside.getByText('✓ Right')).toBeVisible();
    leave();
  });
});
