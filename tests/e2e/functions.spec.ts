import { expect, test, type Page } from '@playwright/test';
import { complaintsOf, prompt, run, terminal, type } from './page';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    ...{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
    Action: 'sts:AssumeRole',
  },
});

/** Sends text of several lines, as pasting does. */
async function paste(page: Page, text: string): Promise<void> {
  await prompt(page).fill(text);
  await prompt(page).press('Enter');
}
