import { expect, test, type Page } from '@playwright/test';
import { complaintsOf, prompt, terminal } from './page';

test.beforeEach(async ({ page }) => {
  await page.goto('/#/lab');
});

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    ...{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
    Action: 'sts:AssumeRole',
  },
});
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: ['ssm:GetParameter', 'kms:*', 'logs:*'], Resource: '*' },
});

/** Pastes lines, runs them as one and returns what they printed. */
async function paste(page: Page, text: string): Promise<string> {
  await prompt(page).fill(`${text}\n`.trimEnd());
  await prompt(page).press('Enter');
  const entry = terminal(page).getByRole('article').last();
  await expect(entry).toContainText(text.split('\n')[0] as string);
  await expect(entry.getByTitle('Time it took')).toBeVisible({ timeout: 60_000 });
  return (await entry.textContent()) ?? '';
}

async function prepare(page: Page): Promise<void> {
  await paste(
    page,
    `aws iam create-role --role-name worker --assume-role-policy-document '${trust}' --query Role.RoleName`,
  );
  await paste(
    page,
    `aws iam put-role-policy --role-name worker --policy-name read --policy-document '${policy}'`,
  );
  await paste(
    page,
    'aws ssm put-parameter --name /app/password --type SecureString --value hunter2',
  );
}

const create = (runtime: string, handler: string, timeout: number) =>
  `aws lambda create-function --function-name reader --runtime ${runtime} --handler ${handler} ` +
  `--timeout ${timeout} --role arn:aws:iam::123456789012:role/worker ` +
  '--zip-file fileb://function.zip --query State';

const invoke = (event: string) =>
  `aws lambda invoke --function-name reader --payload '${event}' ` +
  '--cli-binary-format raw-in-base64-out out.json; cat out.json';

const logs =
  'aws logs filter-log-events --log-group-name /aws/lambda/reader --query "events[].message" --output text';

test('a JavaScript function reads a secret, writes its log, and is ended when it never ends', async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await prepare(page);
  await paste(
    page,
    `cat > index.mjs <<'END'
import { SSMClient, GetParameterCommand } from '@aws-sdk/client-ssm';
const ssm = new SSMClient();
export const handler = async ({ loop }) => {
  while (loop);
  const input = { Name: '/app/password', WithDecryption: true };
  const { Parameter } = await ssm.send(new GetParameterCommand(input));
  console.log('read version', Parameter.Version);
  return Parameter.Value;
};
END`,
  );
  expect(await paste(page, 'zip function.zip index.mjs')).toContain('adding: index.mjs (deflated');
  expect(await paste(page, create('nodejs22.x', 'index.handler', 2))).toContain('"');
  const answer = await paste(page, invoke('{}'));
  expect(answer).toContain('"StatusCode": 200');
  expect(answer).toContain('"hunter2"');
  const log = await paste(page, logs);
  expect(log).toMatch(/INFO\s+read version 1/);
  expect(log).toMatch(/REPORT RequestId: \S+\s+Duration: /);
  // A Worker of a browser does not tell its memory: nothing is claimed about it.
  expect(log).not.toContain('Max Memory Used: 0');
  const endless = await paste(page, invoke('{"loop":true}'));
  expect(endless).toContain('"FunctionError": "Unhandled"');
  expect(endless).toContain('Task timed out after 2.00 seconds');
  expect(complaints).toEqual([]);
});

test('a Python function decrypts with boto3; its first load is seen', async ({ page }) => {
  test.setTimeout(180_000);
  const complaints = complaintsOf(page);
  await prepare(page);
  await paste(
    page,
    `cat > lambda_function.py <<'END'
import boto3
ssm = boto3.client('ssm')
def lambda_handler(event, context):
    answer = ssm.get_parameter(Name='/app/password', WithDecryption=True)
    print('read version', answer['Parameter']['Version'])
    return answer['Parameter']['Value']
END`,
  );
  await paste(page, 'zip function.zip lambda_function.py');
  await paste(page, create('python3.13', 'lambda_function.lambda_handler', 20));
  const running = paste(page, invoke('{}'));
  await expect(terminal(page)).toContainText("Loading the function's runtime: ");
  const answer = await running;
  expect(answer).toContain('"StatusCode": 200');
  expect(answer).toContain('"hunter2"');
  expect(answer).not.toContain('Loading');
  expect(await paste(page, logs)).toContain('read version 1');
  expect(complaints).toEqual([]);
});
