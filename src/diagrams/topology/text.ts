import type { Step } from '../../engine/trace';
import { cryptoSentence } from '../sequence/words';
import type { Form } from './carried';
import type { Holdings } from './holdings';
import type { Place, Stage } from './places';

/** A row of the twin: a place and what it holds. */
export interface HoldingRow {
  readonly place: Place;
  readonly forms: readonly Form[];
  readonly because: readonly string[];
}

/** What every place holds, place by place. */
export function holdingRows({ places }: Stage, holdings: Holdings): HoldingRow[] {
  return places.map((place) => {
    const held = [...(holdings.get(place.id) ?? [])];
    return { place, forms: held.map(([form]) => form), because: held.map(([, why]) => why) };
  });
}

/** What has just happened, in a sentence. */
export function momentText(steps: readonly Step[], index: number): string {
  const step = steps[index];
  switch (step?.kind) {
    case 'request':
      return `${step.from.name} sends ${step.operation} to ${step.to.name}.`;
    case 'crypto':
      return `${step.actor.name}: ${cryptoSentence(step)}.`;
    case 'end': {
      const request = steps.find((one) => one.kind === 'request' && one.span === step.span);
      if (request?.kind !== 'request') return 'An answer.';
      const { operation, from, to } = request;
      if (step.error === undefined) return `${to.name} answers ${from.name}: ${operation} is done.`;
      return `${to.name} refuses ${operation} with ${step.error.code}.`;
    }
    case 'wire':
      return `The ${step.watcher.toLowerCase()} sees ${step.what}.`;
    default:
      return '';
  }
}

/** The picture in sentences: the moment, then each place with what it holds. */
export function topologyText(
  stage: Stage,
  holdings: Holdings,
  steps: readonly Step[],
  index: number,
): string[] {
  return [
    momentText(steps, index),
    ...holdingRows(stage, holdings).map(({ place, forms }) => {
      const what = forms.length === 0 ? 'nothing' : forms.join(', ');
      return `${place.title} (${place.detail}) holds ${what}.`;
    }),
  ];
}
