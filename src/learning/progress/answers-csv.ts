import { csv } from '../csv';
import type { Answered } from '../review/units';

/** An answer as it is exported. */
export interface ExportedAnswer extends Answered {
  readonly score: number;
  readonly mode: string;
  readonly ms?: number;
  readonly exam?: string;
}

const columns = ['time', 'item', 'correct', 'score', 'sureness', 'mode', 'seconds', 'skills'];

/** All answers as CSV (RFC 4180), one a line, oldest first. */
export function answersCsv(answers: readonly ExportedAnswer[]): string {
  const rows = answers.map((it) => [
    ...[new Date(it.time).toISOString(), it.item, String(it.correct), String(it.score)],
    ...[it.confidence === undefined ? '' : String(it.confidence), it.mode],
    ...[it.ms === undefined ? '' : String(Math.round(it.ms / 1000)), it.skills.join(' ')],
    ...[it.misconceptions.join(' '), it.exam ?? ''],
  ]);
  return csv([[...columns, 'misconceptions', 'exam'], ...rows]);
}
