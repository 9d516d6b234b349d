import { csv } from '../../learning/csv';
import type { Gradebook } from './gradebook';

/** A gradebook as CSV: a line a file, with the points in each exercise. */
export function gradebookCsv({ entries, exercises, most }: Gradebook): string {
  const head = ['student', 'points', 'of', 'counts', 'began', 'finished', 'file'];
  const rows = entries.map((it) => [
    ...[it.student, number(it.points), number(most), it.counts ? 'yes' : 'no'],
    ...[time(it.began), time(it.finished), it.file],
    ...it.exercises.map(({ score, points }) => (score === undefined ? '' : number(points))),
    it.remarks.map(({ text }) => text).join(' '),
  ]);
  return csv([[...head, ...exercises.map(({ id }) => id), 'remarks'], ...rows]);
}

/** What all attempts say about each exercise, as CSV. */
export function statisticsCsv({ exercises }: Gradebook): string {
  const head = ['exercise', 'title', 'points', 'handed in', 'students', 'difficulty'];
  const rows = exercises.map((it) => [
    ...[it.id, it.title, number(it.points), String(it.handedIn), String(it.students)],
    ...[number(it.difficulty), number(it.discrimination)],
    it.wrong.map(({ text, students }) => `${students}: ${text}`).join('; '),
    it.misconceptions.map(({ text, students }) => `${students}: ${text}`).join('; '),
  ]);
  return csv([[...head, 'discrimination', 'wrong paths', 'misconceptions'], ...rows]);
}

function number(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toFixed(3)));
}

function time(ms: number | undefined): string {
  return ms === undefined ? '' : new Date(ms).toISOString();
}
