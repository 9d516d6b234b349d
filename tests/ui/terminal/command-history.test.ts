import { describe, expect, it } from 'vitest';
import { CommandHistory } from '../../../src/ui/terminal/command-history';

describe('walking through the history', () => {
  it('goes back to the first command and forward to what was being typed', () => {
    const history = new CommandHistory(['one', 'two']);
    expect(history.older('draft')).toBe('two');
    expect(history.older('two')).toBe('one');
    expect(history.older('one')).toBeUndefined();
    expect(history.newer()).toBe('two');
    expect(history.newer()).toBe('draft');
    expect(history.newer()).toBeUndefined();
  });

  it('starts at the end again after a command', () => {
    const history = new CommandHistory(['one', 'two']);
    history.older('');
    history.older('');
    history.add('three');
    expect(history.older('')).toBe('three');
  });
});

it('remembers a repeated command once, and the last thousand', () => {
  const history = new CommandHistory();
  for (let i = 0; i < 1500; i += 1) history.add(`command ${Math.floor(i / 2)}`);
  expect(history.lines).toHaveLength(750);
  for (let i = 0; i < 1500; i += 1) history.add(`other ${i}`);
  expect(history.lines).toHaveLength(1000);
  expect(history.lines.at(-1)).toBe('other 1499');
});

it('finds commands by a part of them, newest first, each once', () => {
  const history = new CommandHistory(['aws kms a', 'ls', 'aws kms b', 'ls -l', 'aws kms a']);
  expect(history.search('kms')).toEqual(['aws kms a', 'aws kms b']);
});
