import type { Step } from '../../engine/trace';
import type { Form } from './carried';
import { isReadable, type Holdings } from './holdings';
import { trailId, wireId, type Place, type Stage } from './places';

/** Where an attacker stands. */
export interface Attacker {
  readonly id: string;
  readonly title: string;
  /** The place, or the identity whose credentials he has. */
  readonly at: { readonly place: string } | { readonly principal: string };
}

/** What an attacker gets. */
export interface Loot {
  /** What he reads, in sentences; the first says the whole of it. */
  readonly sentences: readonly string[];
  /** Places where he reads something in the clear. */
  readonly places: ReadonlySet<string>;
  /** Whether he may have something opened for him, wherever that is. */
  readonly mayOpen?: true;
}

const wordings: Readonly<Record<Place['kind'], (title: string) => string>> = {
  client: (title) => `with the stolen ${title.toLowerCase()}`,
  wire: () => 'on the network',
  service: (title) => `inside the memory of ${title}`,
  hsm: () => 'inside the KMS HSM',
  store: (title) => `with the disks of ${title}`,
  trail: () => 'reading the trail',
  account: (title) => `in account ${title}`,
};

/** Where an attacker can be put: at every place but in an HSM, and with every identity's credentials. */
export function attackersOf({ places }: Stage, steps: readonly Step[]): Attacker[] {
  const at = places
    .filter(({ kind }) => kind !== 'hsm' && kind !== 'account')
    .map(({ id, kind, title }) => ({ id, title: wordings[kind](title), at: { place: id } }));
  const principals = new Set(
    steps.flatMap((step) => (step.kind === 'authentication' ? [step.principal] : [])),
  );
  const stolen = [...principals].map((principal) => ({
    id: `principal ${principal}`,
    title: `with credentials of ${principal.slice(principal.lastIndexOf(':') + 1)}`,
    at: { principal },
  }));
  return [...at, ...stolen];
}

const secretForms: ReadonlySet<Form> = new Set<Form>([
  ...(['plaintext', 'data key', 'private key', 'shared secret', 'credentials'] as const),
  'key material',
]);

/** Whether a form can be read as it is. */
export function isClear(form: Form): boolean {
  return secretForms.has(form);
}

/** What an attacker reads right after a step. */
export function lootOf(
  attacker: Attacker,
  stage: Stage,
  holdings: Holdings,
  steps: readonly Step[],
  step: number,
): Loot {
  if ('principal' in attacker.at) return byCredentials(attacker.at.principal, steps, step);
  const { place } = attacker.at;
  if (place === trailId) return fromTrail(steps, step);
  if (place === wireId) return fromWire(holdings, steps, step);
  const held = [...(holdings.get(place) ?? [])];
  const clear = held.filter(([form]) => isClear(form));
  const kind = stage.places.find(({ id }) => id === place)?.kind;
  if (clear.length > 0) {
    const whole = `He reads ${clear.map(([form]) => form).join(', ')} at this moment.`;
    const why = clear.map(([form, because]) => `${form}: ${because}`);
    return { sentences: [whole, ...why], places: new Set([place]) };
  }
  if (held.length === 0) return nothing('He reads nothing: there is nothing at this moment.');
  const reason =
    kind === 'store'
      ? 'He reads ciphertext only. The data key beside it is itself encrypted; without a Decrypt that AWS KMS allows him it stays closed.'
      : 'He reads ciphertext only.';
  return nothing(reason);
}

function nothing(...sentences: string[]): Loot {
  return { sentences, places: new Set() };
}

function fromWire(holdings: Holdings, steps: readonly Step[], step: number): Loot {
  const past = steps.slice(0, step + 1);
  const seen = past.filter((one) => one.kind === 'wire');
  const readable = seen.filter(isReadable);
  if (readable.length > 0) {
    const whole = `He has read ${readable.length} of ${seen.length} messages in the clear so far.`;
    const quotes = readable.slice(-3).map(({ what, readable: text }) => `${what}: ${quote(text)}`);
    return { sentences: [whole, ...quotes], places: new Set([wireId]) };
  }
  const clear = [...(holdings.get(wireId) ?? [])].filter(([form]) => isClear(form));
  if (clear.length > 0) {
    const why = clear.map(([form, because]) => `${form}: ${because}`);
    return {
      sentences: ['He reads what passes: it is not TLS.', ...why],
      places: new Set([wireId]),
    };
  }
  const sent = past.filter((one) => one.kind === 'request' && one.from.type === 'client').length;
  return nothing(
    `He reads nothing of ${sent === 1 ? 'one request' : `${sent} requests`} so far and what was answered: it passed as TLS. He sees which endpoint is called, when, and how much passes.`,
  );
}

const longestQuote = 160;

function quote(text: string): string {
  const flat = text.trim().replace(/\s*\n\s*/g, ' · ');
  return flat.length <= longestQuote ? flat : `${flat.slice(0, longestQuote)}…`;
}

function fromTrail(steps: readonly Step[], step: number): Loot {
  const past = steps.slice(0, step + 1);
  const asked = past.filter((one) => one.kind === 'end').length;
  const contexts = new Set(
    past.flatMap((one) =>
      one.kind === 'crypto'
        ? Object.entries(one.encryptionContext ?? {}).map(([name, value]) => `${name}=${value}`)
        : [],
    ),
  );
  const whole = `He reads no plaintext and no key: of ${asked} answered requests the trail has who asked for what, when and from where, with secret members left out.`;
  if (contexts.size === 0) return nothing(whole);
  return nothing(
    whole,
    `Encryption contexts are not secret and stand there in the clear: ${[...contexts].slice(0, 5).join(', ')}.`,
  );
}

/** Operations whose answer is a secret, or what leads to one. */
const opening =
  /^(?:kms:(?:Decrypt|GenerateDataKey|GenerateDataKeyPair|DeriveSharedSecret)|s3:GetObject|ssm:GetParameter|secretsmanager:GetSecretValue|logs:(?:GetLogEvents|FilterLogEvents)|sts:AssumeRole|iam:CreateAccessKey|ec2:CreateSnapshot|ebs:GetSnapshotBlock)/;

function byCredentials(principal: string, steps: readonly Step[], step: number): Loot {
  const spans = new Map<number, string>();
  const allowed = new Set<string>();
  const denied = new Set<string>();
  for (const [index, one] of steps.entries()) {
    if (index > step) break;
    if (one.kind === 'authentication') spans.set(one.span, one.principal);
    if (one.kind !== 'authorization') continue;
    if ((spans.get(one.span) ?? spans.get(one.parent ?? -1)) !== principal) continue;
    const { action, resource } = one.evaluation.request;
    if (!opening.test(action)) continue;
    (one.evaluation.allowed ? allowed : denied).add(`${action} on ${resource}`);
  }
  const limit =
    'Said from the decisions in this trace. What these credentials could do beyond it was not asked of any policy here.';
  const refused = [...denied].map((each) => `Refused: ${each}.`);
  if (allowed.size === 0) {
    return nothing('Nothing that opens a secret was allowed them so far.', ...refused, limit);
  }
  const whole = `He asks AWS as they did, and may open ${allowed.size === 1 ? 'what one decision' : `what ${allowed.size} decisions`} allowed them.`;
  const opened = [...allowed].slice(0, 8).map((each) => `Allowed: ${each}.`);
  return {
    sentences: [whole, ...opened, ...refused, limit],
    places: new Set(),
    mayOpen: true,
  };
}
