import type { Step } from '../../engine/trace';
import { cryptoSentence, nothingPassed, payloadWords, wireDetail } from './words';
import type { LifeLine, Message, SequenceShapes } from './shapes';

function named(lifeline: LifeLine | undefined): string {
  if (lifeline === undefined) return '';
  return lifeline.region === '' ? lifeline.title : `${lifeline.title} (${lifeline.region})`;
}

/** One message as a sentence: who sends what to whom, or who does what. */
export function messageSentence(
  message: Message,
  lifelines: readonly LifeLine[],
  steps: readonly Step[],
): string {
  const from = named(lifelines[message.from]);
  const to = named(lifelines[message.to]);
  const step = steps[message.step];
  switch (step?.kind) {
    case 'request': {
      const payload = payloadWords(step.input);
      const members = payload === '' ? 'without members' : `with ${payload}`;
      return `${from} sends ${step.operation} to ${to}, ${members}.`;
    }
    case 'end': {
      if (step.error !== undefined) {
        const { code, message: why, statusCode } = step.error;
        const reason = why === '' ? '' : ` ${why}`;
        return `${from} refuses ${to} with ${code} (HTTP ${statusCode}).${reason}`;
      }
      const payload = payloadWords(step.output);
      return `${from} answers ${to}${payload === '' ? ' with an empty response' : ` with ${payload}`}.`;
    }
    case 'crypto':
      return `${from}: ${cryptoSentence(step)}.`;
    case 'timer':
      return `${from}: the timer ${step.timer} falls due.`;
    case 'wire': {
      if (nothingPassed(step)) return `${from} gives up: ${step.readable}.`;
      return `${from} sends ${step.what} to ${to}, past the ${step.watcher.toLowerCase()}: ${wireDetail(step)}.`;
    }
    default:
      return '';
  }
}

/** The diagram told in sentences, in its order: every message and every note. */
export function sequenceText(shapes: SequenceShapes, steps: readonly Step[]): string[] {
  const { lifelines, messages, notes } = shapes;
  const sentences: string[] = [];
  let next = 0;
  for (const message of messages) {
    sentences.push(messageSentence(message, lifelines, steps));
    for (; notes[next]?.after === message.index; next += 1) {
      const note = notes[next];
      if (note !== undefined)
        sentences.push(`${named(lifelines[note.lifeline])}: ${note.sentence}.`);
    }
  }
  return sentences;
}
