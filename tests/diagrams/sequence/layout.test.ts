import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sequenceLayout } from '../../../src/diagrams/sequence/layout';
import { sequenceText } from '../../../src/diagrams/sequence/text';
import { longTrace, nestedTrace, traces } from './traces';

const widths = fc.integer({ min: 280, max: 1600 });
const folds = fc.record({ writes: fc.boolean(), checks: fc.boolean() });

const drawings = fc.tuple(traces, widths, folds).map(([steps, width, fold]) => ({
  steps,
  width,
  fold,
  shapes: sequenceLayout(steps, { width, fold }),
}));

test('every step is drawn exactly once, folded or not', () => {
  fc.assert(
    fc.property(drawings, ({ steps, shapes: { messages, notes } }) => {
      const drawn = [...messages.map(({ step }) => step), ...notes.flatMap((note) => note.steps)];
      expect(drawn.toSorted((a, b) => a - b)).toEqual([...steps.keys()]);
    }),
  );
});

test('unfolded, there are as many shapes as steps; folding only takes notes away', () => {
  fc.assert(
    fc.property(traces, widths, (steps, width) => {
      const open = sequenceLayout(steps, { width, fold: { writes: false, checks: false } });
      const folded = sequenceLayout(steps, { width, fold: { writes: true, checks: true } });
      expect(open.messages.length + open.notes.length).toBe(steps.length);
      expect(folded.messages.map(({ step }) => step)).toEqual(
        open.messages.map(({ step }) => step),
      );
      expect(folded.notes.length).toBeLessThanOrEqual(open.notes.length);
    }),
  );
});

test('arrows run between their life lines and never past them', () => {
  fc.assert(
    fc.property(drawings, ({ shapes: { messages, lifelines } }) => {
      for (const { from, to, x1, x2, y } of messages) {
        const [start, end] = [lifelines[from], lifelines[to]];
        if (start === undefined || end === undefined) throw new Error('no such life line');
        expect(y).toBeGreaterThan(start.y1);
        expect(y).toBeLessThan(start.y2);
        if (from === to) continue;
        // A nested bar may stand a few px to the right of its line.
        const [left, right] = [Math.min(start.x, end.x), Math.max(start.x, end.x)];
        expect(Math.min(x1, x2)).toBeGreaterThanOrEqual(left);
        expect(Math.max(x1, x2)).toBeLessThanOrEqual(right);
        expect(Math.sign(x2 - x1)).toBe(Math.sign(end.x - start.x));
      }
    }),
  );
});

test('notes stand between their own life line and the next, inside the diagram', () => {
  fc.assert(
    fc.property(drawings, ({ shapes: { notes, lifelines, width, height } }) => {
      for (const { x, y, lifeline, ...note } of notes) {
        const line = lifelines[lifeline]?.x ?? NaN;
        const right = x + note.width;
        expect(x >= line || right <= line).toBe(true);
        for (const other of lifelines) expect(other.x <= x || other.x >= right).toBe(true);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(width);
        expect(y + note.height).toBeLessThanOrEqual(height);
      }
    }),
  );
});

// Each request within another shifts the bars, and with them the notes, to the right.
test('notes of requests nested on one life line stay inside the diagram', () => {
  for (const width of [390, 541, 1280]) {
    const shapes = sequenceLayout(nestedTrace(6), {
      width,
      fold: { writes: false, checks: false },
    });
    for (const note of shapes.notes) expect(note.x + note.width).toBeLessThanOrEqual(shapes.width);
  }
});

test('messages and notes follow each other downwards without touching', () => {
  fc.assert(
    fc.property(drawings, ({ shapes: { messages, notes } }) => {
      const boxes = [
        ...messages.map(({ step, box }) => ({ step, ...box })),
        ...notes.map(({ steps, y, height }) => ({ step: steps[0] ?? 0, y, height })),
      ].toSorted((a, b) => a.step - b.step);
      for (const [index, box] of boxes.entries()) {
        const next = boxes[index + 1];
        if (next !== undefined) expect(box.y + box.height).toBeLessThan(next.y);
      }
    }),
  );
});

test('every request has an end, at which its bar ends too', () => {
  fc.assert(
    fc.property(drawings, ({ shapes: { messages, activations } }) => {
      for (const request of messages.filter(({ kind }) => kind === 'request')) {
        const end = messages.find(({ kind, span }) => kind === 'response' && span === request.span);
        const bar = activations.find(({ span }) => span === request.span);
        if (end === undefined || bar === undefined) throw new Error('a request has no end');
        expect(end.index).toBeGreaterThan(request.index);
        expect([end.from, end.to]).toEqual([request.to, request.from]);
        expect(bar).toMatchObject({ open: false, lifeline: request.to, y: request.y });
        expect(bar.y + bar.height).toBe(end.y);
      }
    }),
  );
});

test('a trace that stops in the middle leaves its bars open, down to where it stops', () => {
  fc.assert(
    fc.property(traces, fc.nat(40), widths, (steps, length, width) => {
      const cut = steps.slice(0, length);
      const ended = new Set(cut.filter(({ kind }) => kind === 'end').map(({ span }) => span));
      const { activations, height } = sequenceLayout(cut, { width });
      for (const { span, open, y, ...bar } of activations) {
        expect(bar.height).toBeGreaterThan(0);
        expect(y + bar.height).toBeLessThanOrEqual(height);
        const request = cut.find((step) => step.span === span);
        if (request?.kind === 'request') expect(open).toBe(!ended.has(span));
      }
    }),
  );
});

test('each top-level piece of work is one group, and groups do not overlap', () => {
  fc.assert(
    fc.property(drawings, ({ steps, shapes: { groups } }) => {
      const top = new Set(steps.filter(({ parent }) => parent === null).map(({ span }) => span));
      expect(groups.map(({ span }) => span)).toEqual([...top]);
      for (const [index, { y2 }] of groups.entries()) {
        const next = groups[index + 1];
        if (next !== undefined) expect(y2).toBeLessThan(next.y1);
      }
    }),
  );
});

test('life lines: clients first, then services as they appear, one per Region', () => {
  fc.assert(
    fc.property(drawings, ({ shapes: { lifelines } }) => {
      const types = lifelines.map(({ type }) => type);
      expect(types.lastIndexOf('client')).toBeLessThan(types.concat('service').indexOf('service'));
      const names = lifelines.map(({ title, region }) => `${title} ${region}`);
      expect(new Set(names).size).toBe(names.length);
      for (const [index, { x }] of lifelines.entries()) {
        const next = lifelines[index + 1];
        if (next !== undefined) expect(next.x - x).toBeGreaterThanOrEqual(128);
      }
    }),
  );
});

test('the same steps give the same layout', () => {
  fc.assert(
    fc.property(drawings, ({ steps, width, fold, shapes }) => {
      expect(sequenceLayout(steps, { width, fold })).toEqual(shapes);
    }),
  );
});

test('the text twin tells every message and every note', () => {
  fc.assert(
    fc.property(drawings, ({ steps, shapes }) => {
      const sentences = sequenceText(shapes, steps);
      expect(sentences.length).toBe(shapes.messages.length + shapes.notes.length);
      for (const sentence of sentences)
        expect(sentence).toMatch(/^(Workstation|AWS|Amazon|kms|s3|secretsmanager)/);
      const told = sentences.join('\n');
      for (const { failed, label } of shapes.messages) {
        if (failed) expect(told).toContain(label.whole);
      }
    }),
  );
});

test('no trace, no shapes', () => {
  const { lifelines, messages, notes } = sequenceLayout([], { width: 800 });
  expect([lifelines, messages, notes]).toEqual([[], [], []]);
});

test('folded records are told in sum, and in full by the sentence', () => {
  const steps = longTrace(16);
  const { notes } = sequenceLayout(steps, { width: 800 });
  const records = notes.filter(({ kind }) => kind === 'record');
  expect(records.map(({ texts }) => texts[0]?.text)).toEqual(['2 records written']);
  expect(records[0]?.sentence).toBe('update kms.keys k; update kms.keys k');
});
