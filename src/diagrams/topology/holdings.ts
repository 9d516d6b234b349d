import type { RequestStep, Step } from '../../engine/trace';
import { answeredBy, carriedBy, type Form } from './carried';
import { hsmId, hsmName, idOfActor, storesOf, wireId } from './places';

/** What a place holds, and why: the sentence says which step brought it there. */
export type Holdings = ReadonlyMap<string, ReadonlyMap<Form, string>>;

/** The steps at which something moves or is computed: what stepping counts. */
export function momentsOf(steps: readonly Step[]): number[] {
  const shown = new Set<Step['kind']>(['request', 'end', 'crypto', 'wire']);
  return steps.flatMap(({ kind }, index) => (shown.has(kind) ? [index] : []));
}

interface Open {
  readonly request: RequestStep;
  /** Whether the service encrypted, or decrypted, anything for it. */
  encrypted: boolean;
  decrypted: boolean;
  /** What its work brought to which places, to be forgotten at its end. */
  readonly passing: { readonly place: string; readonly form: Form }[];
}

/**
 * What each place holds right after a step. A service forgets what it had in the clear when it has
 * answered; a client keeps what it was given; what is stored stays.
 */
export function holdingsAt(steps: readonly Step[], step: number): Holdings {
  const held = new Map<string, Map<Form, string>>();
  follow(steps, step, held, (place, form, why) => note(held, place, form, why));
  return held;
}

/** What each place holds at any time of a trace. */
export function everHeld(steps: readonly Step[]): Holdings {
  const held = new Map<string, Map<Form, string>>();
  const ever = new Map<string, Map<Form, string>>();
  follow(steps, steps.length - 1, held, (place, form, why) => {
    note(held, place, form, why);
    note(ever, place, form, why);
  });
  return ever;
}

function note(held: Map<string, Map<Form, string>>, place: string, form: Form, why: string) {
  const forms = held.get(place) ?? new Map<Form, string>();
  held.set(place, forms);
  if (!forms.has(form)) forms.set(form, why);
}

function follow(
  steps: readonly Step[],
  step: number,
  held: Map<string, Map<Form, string>>,
  put: Put,
): void {
  const spans = new Map<number, Open>();
  const plain = plainSpans(steps);
  const isWatched = steps.some(({ kind }) => kind === 'wire');
  // Where somebody is on the way the trace itself tells what passes; else it is TLS or plain HTTP.
  const overTheWire = (request: RequestStep | undefined, forms: readonly Form[]) => {
    if (request?.from.type !== 'client' || isWatched) return;
    if (!plain.has(request.span)) {
      put(wireId, 'ciphertext', `${request.operation} by TLS.`);
      return;
    }
    for (const form of forms) put(wireId, form, `${request.operation} by HTTP without TLS.`);
  };
  for (const [index, current] of steps.entries()) {
    if (index > step) break;
    held.delete(wireId);
    switch (current.kind) {
      case 'request':
        onRequest(current, spans, put);
        overTheWire(current, carriedBy(current.service, current.operation, current.input));
        break;
      case 'crypto': {
        const { actor, exposes = [], action } = current;
        const isKms = actor.type === 'service' && actor.name === hsmName;
        const place = isKms ? hsmId(actor.region) : idOfActor(actor);
        const open = spans.get(current.span);
        if (isKms) put(place, 'key material', 'Key material never leaves the HSM in the clear.');
        if (open !== undefined && action === 'encrypt') open.encrypted = true;
        if (open !== undefined && action === 'decrypt') open.decrypted = true;
        const why = `${current.algorithm} ${action} here${current.detail === '' ? '' : `: ${current.detail}`}.`;
        for (const form of exposes) {
          put(place, form, why);
          if (actor.type === 'service') open?.passing.push({ place, form });
        }
        break;
      }
      case 'end':
        onEnd(current, spans, held, put);
        overTheWire(spans.get(current.span)?.request, answerForms(current, spans));
        break;
      case 'wire':
        put(wireId, isReadable(current) ? 'plaintext' : 'ciphertext', wireWords(current));
        break;
      default:
    }
  }
}

type Put = (place: string, form: Form, why: string) => void;

function onRequest(request: RequestStep, spans: Map<number, Open>, put: Put): void {
  const { from, to, service, operation, input } = request;
  const open: Open = { request, encrypted: false, decrypted: false, passing: [] };
  spans.set(request.span, open);
  const outer = request.parent === null ? undefined : spans.get(request.parent);
  const forms = carriedBy(service, operation, input);
  for (const form of forms) {
    const why = `Sent with ${operation}.`;
    put(idOfActor(from), form, why);
    put(idOfActor(to), form, why);
    open.passing.push({ place: idOfActor(to), form });
    // A service that asks another has what it sends only while it works on its own request.
    if (from.type === 'service') outer?.passing.push({ place: idOfActor(from), form });
  }
}

function onEnd(
  step: Extract<Step, { kind: 'end' }>,
  spans: ReadonlyMap<number, Open>,
  held: Map<string, Map<Form, string>>,
  put: Put,
): void {
  const open = spans.get(step.span);
  if (open === undefined) return;
  const { request, passing, encrypted, decrypted } = open;
  const { from, service, operation, input } = request;
  if (step.error === undefined) {
    const outer = request.parent === null ? undefined : spans.get(request.parent);
    if (encrypted && outer !== undefined) outer.encrypted = true;
    if (decrypted && outer !== undefined) outer.decrypted = true;
    for (const form of answeredBy(service, operation, input, step.output)) {
      put(idOfActor(from), form, `Answer to ${operation}.`);
      if (from.type === 'service') outer?.passing.push({ place: idOfActor(from), form });
    }
    store(open, step.output, held, put);
  }
  for (const { place, form } of passing) held.get(place)?.delete(form);
  // Several requests may be at work at one place: what the others have is there still.
  for (const [span, other] of spans) {
    if (span === step.span) continue;
    for (const { place, form } of other.passing) {
      if (isOpen(other, step)) put(place, form, `At work on ${other.request.operation}.`);
    }
  }
  passing.length = 0;
}

/** Whether a request was still being worked on: it is one on whose behalf this one ran. */
function isOpen({ request }: Open, { parent }: { readonly parent: number | null }): boolean {
  return request.span === parent;
}

/** Operations that put a value somewhere where it stays. */
const writing = /^(?:Put|Create|Update|Upload|Copy|Complete|Start|Run|Modify)/;

function store(open: Open, output: unknown, held: Map<string, Map<Form, string>>, put: Put): void {
  const { request, encrypted, decrypted } = open;
  const { service, operation, input } = request;
  for (const place of storesOf(request, output)) {
    if (encrypted) {
      put(place.id, 'ciphertext', `Encrypted by ${operation}.`);
      continue;
    }
    if (!writing.test(operation)) {
      // What was read was there before: as ciphertext where it had to be decrypted first.
      const read = answeredBy(service, operation, input, output);
      if (decrypted || read.includes('ciphertext'))
        put(place.id, 'ciphertext', `Read by ${operation}.`);
      else if (read.includes('plaintext'))
        put(place.id, 'plaintext', `Read as stored by ${operation}.`);
      continue;
    }
    const forms = carriedBy(service, operation, input);
    if (forms.includes('plaintext'))
      put(place.id, 'plaintext', `Stored as sent with ${operation}.`);
    else if (forms.includes('ciphertext')) put(place.id, 'ciphertext', `Stored with ${operation}.`);
    else if (!held.has(place.id)) held.set(place.id, new Map());
  }
}

/** Requests that came without TLS, as the context of their authorization says. */
function plainSpans(steps: readonly Step[]): Set<number> {
  const plain = new Set<number>();
  for (const step of steps) {
    if (step.kind !== 'authorization') continue;
    const secure = Object.entries(step.evaluation.request.context).find(
      ([name]) => name.toLowerCase() === 'aws:securetransport',
    )?.[1];
    if (secure !== undefined && String(secure) === 'false') plain.add(step.span);
  }
  return plain;
}

function answerForms(
  step: Extract<Step, { kind: 'end' }>,
  spans: ReadonlyMap<number, Open>,
): Form[] {
  const request = spans.get(step.span)?.request;
  if (request === undefined || step.error !== undefined) return [];
  return answeredBy(request.service, request.operation, request.input, step.output);
}

/** Whether a watcher reads more of what passes than its name. */
export function isReadable({ readable, what }: Extract<Step, { kind: 'wire' }>): boolean {
  return readable !== '' && readable !== what;
}

function wireWords(step: Extract<Step, { kind: 'wire' }>): string {
  const size = `${step.bytes.toLocaleString('en')} bytes`;
  if (!isReadable(step)) return `${step.protocol}, ${size} of ciphertext: ${step.what}.`;
  return `${step.protocol}, ${size} in the clear: ${step.what}.`;
}
