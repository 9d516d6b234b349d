import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { Prompt } from '../../../src/ui/terminal/prompt.svelte';
import { TerminalSession } from '../../../src/ui/terminal/session.svelte';
import Terminal from '../../../src/ui/terminal/Terminal.svelte';
import { violations } from '../accessibility';
import { ScriptedRunner } from './scripted-runner';

let runner: ScriptedRunner;
let session: TerminalSession;
let prompt: Prompt;

const field = page.getByRole('textbox', { name: 'Command' });
const log = page.getByRole('log', { name: 'Terminal' });
const value = () => (field.element() as HTMLTextAreaElement).value;

beforeEach(async () => {
  runner = new ScriptedRunner();
  session = new TerminalSession(runner);
  prompt = new Prompt(session);
  await render(Terminal, { session, prompt });
  await field.click();
});

async function paste(text: string) {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
  field.element().dispatchEvent(event);
  await vi.waitFor(() => undefined);
  return event.defaultPrevented;
}

describe('a carriage return', () => {
  it('lets what follows overwrite the line, and is not read out', async () => {
    await userEvent.keyboard('aws s3 cp big s3://b{Enter}');
    const { screen, end } = runner.current;
    screen.print('stdout', 'Completed 8.0 MiB/20.0 MiB with 1 file(s) remaining\r');
    const progress = page.getByText('Completed 8.0 MiB/20.0 MiB with 1 file(s) remaining');
    await expect.element(progress).toHaveAttribute('aria-live', 'off');
    screen.print('stdout', 'Completed 20.0 MiB/20.0 MiB with 1 file(s) remaining\r');
    await expect.element(progress).not.toBeInTheDocument();
    screen.print('stdout', 'upload: ./big to s3://b/big                           \nnext\n');
    end();
    await expect.element(page.getByText('upload: ./big to s3://b/big')).toBeInTheDocument();
    const [entry] = session.entries;
    expect(entry?.output.text).toBe('upload: ./big to s3://b/big\nnext\n');
  });

  it('leaves what it does not overwrite, and a last line as it is', async () => {
    await userEvent.keyboard('x{Enter}');
    const { screen, end } = runner.current;
    screen.print('stdout', 'one two\rsix\r\n');
    screen.print('stdout', '50 %\r');
    end({ exitCode: 130 });
    await vi.waitFor(() => expect(session.entries[0]?.state).toBe('done'));
    expect(session.entries[0]?.output.text).toBe('six two\n50 %');
    expect(session.entries[0]?.record.stdout).toBe('six two\n50 %');
  });
});

describe('typing', () => {
  it('runs a line and shows what it printed', async () => {
    await userEvent.keyboard('echo hi{Enter}');
    expect(runner.current.line).toBe('echo hi');
    expect(value()).toBe('');
    runner.current.screen.print('stdout', 'hi\n');
    runner.current.end({ cwd: '~/work' });
    await expect.element(log).toHaveTextContent('hi');
    await expect.element(page.getByText('~/work $')).toBeInTheDocument();
  });

  it('echoes a command in the same turn, whatever the shell is doing', async () => {
    void session.submit(['sleep 1000']);
    const start = performance.now();
    await session.submit(['ls']);
    await expect.element(log).toHaveTextContent('ls');
    expect(session.entries.map(({ state }) => state)).toEqual(['running', 'waiting']);
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('runs waiting commands in their order', async () => {
    await userEvent.keyboard('one{Enter}two{Enter}three{Enter}');
    expect(runner.commands.map(({ line }) => line)).toEqual(['one']);
    runner.current.end();
    await vi.waitFor(() => expect(runner.current.line).toBe('two'));
    runner.current.end();
    await vi.waitFor(() => expect(runner.current.line).toBe('three'));
  });

  it('marks errors by word and status, not by colour alone', async () => {
    await userEvent.keyboard('false{Enter}');
    runner.current.screen.print('stderr', 'no such thing\n');
    runner.current.end({ exitCode: 254 });
    await expect.element(log).toHaveTextContent('Error output: no such thing');
    await expect.element(log).toHaveTextContent('exit 254');
  });

  it('asks for the rest of an incomplete command', async () => {
    await userEvent.keyboard("echo 'a{Enter}b'{Enter}");
    expect(runner.commands.map(({ line }) => line)).toEqual(["echo 'a\nb'"]);
  });

  it('answers a command that asks, and keeps the answer out of the history', async () => {
    await userEvent.keyboard('aws configure{Enter}');
    runner.current.screen.ask('AWS Access Key ID [None]: ');
    await expect.element(page.getByText('The command asks')).toBeInTheDocument();
    await userEvent.keyboard('AKIA{Enter}');
    expect(runner.answers).toEqual(['AKIA']);
    expect(session.history.lines).toEqual(['aws configure']);
    await expect.element(log).toHaveTextContent('AWS Access Key ID [None]: AKIA');
  });
});

describe('history', () => {
  beforeEach(async () => {
    await userEvent.keyboard('first{Enter}');
    runner.current.end();
    await userEvent.keyboard('second{Enter}');
    await vi.waitFor(() => runner.current.end());
  });

  it('is walked with Up and Down and keeps what was being typed', async () => {
    await userEvent.keyboard('dra{ArrowUp}');
    expect(value()).toBe('second');
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    expect(value()).toBe('first');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(value()).toBe('dra');
  });

  it('is searched with Ctrl+R', async () => {
    await userEvent.keyboard('{Control>}r{/Control}');
    await userEvent.keyboard('fir');
    await expect.element(page.getByRole('status').getByText('first')).toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(value()).toBe('first');
    await expect.element(field).toHaveFocus();
  });
});

describe('Tab', () => {
  beforeEach(() => {
    runner.words = ['encrypt', 'enable-key', 'decrypt', 'dir/'];
  });

  it('puts in the only word that fits, with a blank after it', async () => {
    await userEvent.keyboard('aws kms encr{Tab}');
    await vi.waitFor(() => expect(value()).toBe('aws kms encrypt '));
    await userEvent.keyboard('di{Tab}');
    await vi.waitFor(() => expect(value()).toBe('aws kms encrypt dir/'));
  });

  it('puts in what is certain, then lists the ways to go on', async () => {
    await userEvent.keyboard('e{Tab}');
    await vi.waitFor(() => expect(value()).toBe('en'));
    await expect.element(page.getByRole('list', { name: 'Completions' })).not.toBeInTheDocument();
    await userEvent.keyboard('{Tab}');
    await page.getByRole('button', { name: 'enable-key' }).click();
    expect(value()).toBe('enable-key ');
    await expect.element(field).toHaveFocus();
  });

  it('leaves an empty prompt', async () => {
    await userEvent.keyboard('{Tab}');
    await expect.element(field).not.toHaveFocus();
  });

  it('leaves after Escape', async () => {
    await userEvent.keyboard('aws{Escape}{Tab}');
    await expect.element(field).not.toHaveFocus();
    expect(value()).toBe('aws');
  });

  it('with Shift always leaves', async () => {
    await userEvent.keyboard('aws kms{Shift>}{Tab}{/Shift}');
    await expect.element(field).not.toHaveFocus();
    expect(value()).toBe('aws kms');
  });
});

describe('Ctrl+C', () => {
  it('stops the running command and those that wait', async () => {
    await userEvent.keyboard('loop{Enter}next{Enter}{Control>}c{/Control}');
    expect(runner.interrupts).toBe(1);
    await vi.waitFor(() =>
      expect(session.entries.map(({ state }) => state)).toEqual(['done', 'dropped']),
    );
    await expect.element(log).toHaveTextContent('exit 130');
    expect(runner.commands).toHaveLength(1);
  });

  it('clears the prompt while nothing runs', async () => {
    await userEvent.keyboard('half a comm{Control>}c{/Control}');
    expect(value()).toBe('');
  });

  it('copies while text is selected', async () => {
    await userEvent.keyboard('keep me{Control>}a{/Control}{Control>}c{/Control}');
    expect(value()).toBe('keep me');
  });
});

describe('pasting', () => {
  it('refuses 10 MB and says what to do instead', async () => {
    await userEvent.keyboard('before');
    expect(await paste('x'.repeat(10 * 1024 * 1024))).toBe(true);
    expect(value()).toBe('before');
    await expect.element(page.getByText(/Not pasted: 10 MiB.*file/)).toBeInTheDocument();
  });

  it('shows control characters instead of hiding them', async () => {
    await paste('a\0b');
    expect(value()).toBe('a␀b');
    await expect.element(page.getByText(/1 control character was pasted/)).toBeInTheDocument();
  });

  it('takes several lines and runs them one after another', async () => {
    await paste('one\ntwo \\\n  more\n');
    await expect.element(page.getByText(/2 commands: Enter runs/)).toBeInTheDocument();
    expect(runner.commands).toHaveLength(0);
    await userEvent.keyboard('{Enter}');
    runner.current.end();
    await vi.waitFor(() => expect(runner.current.line).toBe('two \\\n  more'));
  });
});

describe('the log', () => {
  // How fast that is, `npm run bench` says.
  it('takes 100,000 lines, says what it does not keep, and is typed into', async () => {
    await userEvent.keyboard('seq{Enter}');
    const lines = Array.from({ length: 110_000 }, (_, i) => `line ${i}`).join('\n');
    runner.current.screen.print('stdout', `${lines}\n`);
    runner.current.end();
    await expect.element(page.getByText(/10,000 more lines are not kept/)).toBeInTheDocument();
    await field.click();
    await userEvent.keyboard('a');
    expect(value()).toBe('a');
  });

  it('is cleared with Ctrl+L, but for what still runs', async () => {
    await userEvent.keyboard('done{Enter}');
    runner.current.end();
    await userEvent.keyboard('running{Enter}');
    await vi.waitFor(() => expect(runner.current.line).toBe('running'));
    await userEvent.keyboard('{Control>}l{/Control}');
    expect(session.entries.map(({ line }) => line)).toEqual(['running']);
  });

  it('is searched with its own control', async () => {
    await userEvent.keyboard('seq{Enter}');
    runner.current.screen.print('stdout', 'one\ntwo\nThree two\n');
    runner.current.end();
    await expect.element(log).toHaveTextContent('Three');
    await userEvent.keyboard('{Control>}f{/Control}');
    await userEvent.keyboard('TWO');
    await expect.element(page.getByText('2 of 2')).toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('1 of 2')).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await expect.element(field).toHaveFocus();
  });

  it('shows a stored log again', async () => {
    session.restore([{ line: 'old', stdout: 'out\n', stderr: '', exitCode: 1, cwd: '~' }]);
    await expect.element(log).toHaveTextContent('old');
    await expect.element(log).toHaveTextContent('exit 1');
    await userEvent.keyboard('{ArrowUp}');
    expect(value()).toBe('old');
  });
});

it('has nothing that axe objects to', async () => {
  await userEvent.keyboard('ls{Enter}');
  runner.current.screen.print('stdout', 'out\n');
  runner.current.screen.print('stderr', 'err\n');
  runner.current.end({ exitCode: 2 });
  await expect.element(log).toHaveTextContent('exit 2');
  runner.words = ['a-one', 'a-two'];
  await userEvent.keyboard('a-{Tab}');
  await expect.element(page.getByRole('list', { name: 'Completions' })).toBeInTheDocument();
  expect(await violations()).toEqual([]);
});
