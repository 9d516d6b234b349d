import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Locator, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { parse } from 'yaml';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Content {
  readonly title: string;
  readonly tasks: readonly { readonly title: string; readonly solution: readonly string[] }[];
}

/** The first scenario as its author wrote it. */
export const scenario = parse(
  readFileSync('scenarios/04-kms/01-envelope-encrypt-a-report.yaml', 'utf8'),
) as Content;

/** Collects what the browser complains about; a test ends with `expect(complaints).toEqual([])`. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

/** What axe finds wrong with the page as it is, in words that help in a failed test. */
export async function violationsOn(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe });
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

/** Opens the menu of the world and chooses from it. */
export async function openMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More of this world' }).click();
  await page.getByRole('button', { name: item, exact: true }).click();
}

/** The line a learner types into. */
export function prompt(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Command', exact: true });
}

/** What the terminal has printed. */
export function terminal(page: Page): Locator {
  return page.getByRole('log', { name: 'Terminal', exact: true });
}

/** Types a line as a learner does, key by key, and sends it. */
export async function type(page: Page, line: string): Promise<void> {
  await prompt(page).pressSequentially(line);
  await prompt(page).press('Enter');
}

/** Sends a line, waits until it has run, and expects `text` in the terminal. */
export async function run(page: Page, line: string, text: string | RegExp): Promise<void> {
  await type(page, line);
  // The line itself is printed at once: its words alone do not tell that it has run.
  const entry = terminal(page).getByRole('article', { name: line, exact: true }).last();
  await expect(entry.getByTitle('Time it took')).toBeVisible({ timeout: 20_000 });
  await expect(terminal(page)).toContainText(text);
}

/** Reads the parameter of `openWithSecret`, which says `"secret"`. */
export const readSecret =
  'aws ssm get-parameter --name /db --with-decryption --query Parameter.Value';

/** Opens the lab and makes a parameter that lies under the KMS key `alias/app`. */
export async function openWithSecret(page: Page): Promise<void> {
  await page.goto('/#/lab');
  await run(
    page,
    'aws kms create-alias --alias-name alias/app --target-key-id $(aws kms create-key --query KeyMetadata.KeyId --output text)',
    '$',
  );
  await run(
    page,
    'aws ssm put-parameter --name /db --type SecureString --key-id alias/app --value secret',
    'Version',
  );
}
