import { describe, expect, it } from 'vitest';
import { explanationAt, proposalsAt } from '../../src/authoring/completion';
import { rangeOfFault } from '../../src/authoring/ranges';
import { readDraftText, type ContentKind } from '../../src/authoring/read-draft';

/** What is offered where the text has a bar. */
function offered(kind: ContentKind, text: string): string[] {
  const at = text.indexOf('|>');
  return (proposalsAt(kind, text.replace('|>', ''), at)?.list ?? []).map(({ label }) => label);
}

describe('completion of a draft', () => {
  it('offers the members that are not there yet', () => {
    const names = offered('scenario', 'id: a\ntitle: A\n|>\ntasks: []\n');
    expect(names).toContain('summary');
    expect(names).not.toContain('title');
    expect(names).not.toContain('tasks');
  });

  it('knows an entry of a list, with its dash in either column', () => {
    for (const indent of ['', '  ']) {
      const text = `tasks:\n${indent}- id: a\n${indent}  checks:\n${indent}    - label: x\n${indent}  |>`;
      expect(offered('scenario', text)).toContain('solution');
      expect(offered('scenario', text)).not.toContain('checks');
    }
  });

  it('offers of a check what fits the kind that is begun', () => {
    const before = 'tasks:\n  - checks:\n      - label: x\n        ';
    expect(offered('scenario', `${before}|>`)).toEqual(expect.arrayContaining(['run', 'trail']));
    const run = offered('scenario', `${before}run: ls\n        |>`);
    expect(run).toContain('equals');
    expect(run).not.toContain('trail');
  });

  it('offers the members of the type of a question', () => {
    expect(offered('questions', '- id: a\n  type: predict\n  |>')).toContain('run');
    expect(offered('questions', '- id: a\n  type: predict\n  |>')).not.toContain('steps');
    expect(offered('questions', '- id: a\n  type: |>')).toContain('ordering');
  });

  it('offers ids of the registers, in a list on one line as well', () => {
    expect(offered('questions', '- id: a\n  skills: [DVA-2.2.4, |>')).toContain('SCS-2.2');
    expect(offered('scenario', 'facts:\n  - |>')).toContain('kms-disabled-key-refuses');
  });

  it('begins a list where a list is needed, and none for a single id', () => {
    const applied = (text: string) => proposalsAt('questions', text, text.length)?.list[0]?.apply;
    expect(applied('- id: a\n  skills: ')).toMatch(/^\[[\w.-]+\]$/);
    expect(applied('- id: a\n  skills: [')).toMatch(/^[\w.-]+$/);
    expect(applied('- id: a\n  skills:\n    - ')).toMatch(/^[\w.-]+$/);
    expect(applied('- id: a\n  type: choice\n  options:\n    - misconception: ')).toMatch(
      /^[\w.-]+$/,
    );
  });

  it('is silent inside of a block of text', () => {
    expect(offered('scenario', 'tasks:\n  - text: |\n      Do it.\n      |>')).toEqual([]);
  });

  it('explains the member under the pointer', () => {
    const text = 'tasks:\n  - id: a\n    hints: []\n';
    expect(explanationAt('scenario', text, text.indexOf('hints') + 1)?.text).toMatch(/Two rungs/);
    expect(explanationAt('scenario', text, text.indexOf('a\n'))).toBeUndefined();
  });
});

describe('the place of a fault', () => {
  it('is the value or the name that is wrong, and no more', () => {
    const text = "id: 'Not kebab'\ntitle: A\nnonsense: 1\ntasks: []\n";
    const { faults } = readDraftText('scenario', text);
    const marked = faults.map((fault) => {
      const { from, to } = rangeOfFault(text, fault);
      return text.slice(from, to);
    });
    expect(marked).toEqual(expect.arrayContaining(["'Not kebab'", 'nonsense']));
  });
});
