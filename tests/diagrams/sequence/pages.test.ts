import { describe, expect, it } from 'vitest';
import type { Actor, Step } from '../../../src/engine/trace';
import { sequencePages } from '../../../src/diagrams/sequence/pages';

const actor: Actor = { type: 'client', name: 'Workstation' };

/** A turn of three steps, of which the middle one belongs to a request that it caused. */
function turn(span: number): Step[] {
  const request = (of: Pick<Step, 'span' | 'parent'>): Step => ({
    ...{ kind: 'request', from: actor, to: actor, requestId: '', service: 'kms' },
    ...{ operation: 'Encrypt', region: 'us-east-1', input: {}, at: 0, ...of },
  });
  return [
    request({ span, parent: null }),
    request({ span: span + 0.5, parent: span }),
    { kind: 'end', span, parent: null, at: 0 },
  ];
}

const turns = (count: number) => Array.from({ length: count }, (_, i) => turn(i + 1)).flat();

describe('pages of a long trace', () => {
  it('is one page while it fits, and none when nothing happened', () => {
    expect(sequencePages(turns(3), 9)).toEqual([turns(3)]);
    expect(sequencePages([])).toEqual([]);
  });

  it('loses no turn, tears none apart, and fills the newest page', () => {
    const steps = turns(10);
    const pages = sequencePages(steps, 7);
    expect(pages.flat()).toEqual(steps);
    for (const page of pages) expect(page.length % 3).toBe(0);
    expect(pages.at(-1)).toHaveLength(6);
    expect(pages.every((page) => page.length <= 7)).toBe(true);
  });

  it('keeps a turn that is longer than a page whole', () => {
    expect(sequencePages(turns(2), 1)).toEqual([turn(1), turn(2)]);
  });

  it('leaves out the rest of a turn whose beginning is missing', () => {
    expect(sequencePages(turns(2).slice(1), 9)).toEqual([turn(2)]);
  });
});
