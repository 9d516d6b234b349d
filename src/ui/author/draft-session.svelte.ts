import type { ContentFault } from '../../learning/content-error';
import type { FieldPath } from '../../learning/yaml-source';
import type { Proved } from '../../authoring/proof';
import type { Content } from '../../authoring/read-draft';
import { saveDraft, type Draft } from '../../storage/draft-store';
import type { Finding } from '../editor/finding';
import { ProofRun } from './proof-run.svelte';

/** A fault, with what of the text it is about. */
export interface PlacedFault extends Finding {
  readonly path: string;
}

/** How long typing has to rest, in ms, before something is done about it. */
const rests = { reading: 250, saving: 500, proving: 1200 } as const;

const loadReader = () =>
  Promise.all([import('../../authoring/read-draft'), import('../../authoring/ranges')]);

/** A draft that is being written: it is kept, read and proven as its text changes. */
export class DraftSession {
  readonly draft: Draft;
  name = $state('');
  text = $state.raw('');
  /** What the text says as far as it was last readable. */
  content = $state.raw<Content>();
  faults = $state.raw<readonly PlacedFault[]>([]);
  /** Whether the faults are those of the text as it is now. */
  read = $state(false);
  /** Why the draft could not be kept; empty when it was. */
  unkept = $state('');
  kept = $state(true);
  readonly proof = new ProofRun();
  // Nothing is drawn from it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #timers = new Map<keyof typeof rests, ReturnType<typeof setTimeout>>();

  constructor(draft: Draft) {
    this.draft = draft;
    this.name = draft.name;
    this.text = draft.text;
    void this.#read();
  }

  /** Takes over what was typed. */
  write(text: string): void {
    this.text = text;
    this.read = false;
    this.proof.cancel();
    this.#later('proving', () => undefined);
    this.#later('reading', () => void this.#read());
    this.#save();
  }

  /** Gives the draft another name in the list. */
  rename(name: string): void {
    this.name = name;
    this.#save();
  }

  /** Keeps what is not kept yet, and stops what runs. */
  async close(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.proof.cancel();
    if (!this.kept) await this.#keep();
  }

  /** Where a field stands in the text, with the number of its line. */
  async find(path: FieldPath): Promise<{ from: number; to: number; line: number }> {
    const [, { documentOf, lineAt, rangeOfPath }] = await loadReader();
    const range = rangeOfPath(documentOf(this.text), this.text, path);
    return { ...range, line: lineAt(this.text, range.from) };
  }

  /** The findings of the last proof that do not hold. */
  readonly failed = $derived.by(() =>
    this.proof.proved.flatMap((proved: Proved) =>
      proved.findings.filter(({ verdict }) => verdict === 'fails'),
    ),
  );

  async #read(): Promise<void> {
    const { text } = this;
    const [{ readDraftText }, { rangeOfFault }] = await loadReader();
    if (text !== this.text) return;
    const reading = readDraftText(this.draft.kind, text);
    this.faults = reading.faults.map((fault: ContentFault) => ({
      ...rangeOfFault(text, fault),
      ...{ severity: 'error', path: fault.path },
      message: fault.path === '' ? fault.message : `${fault.path}: ${fault.message}`,
    }));
    this.read = true;
    if (!('content' in reading)) return;
    this.content = reading.content;
    this.#later('proving', () => this.proof.start(reading.content));
  }

  #save(): void {
    this.kept = false;
    this.#later('saving', () => void this.#keep());
  }

  async #keep(): Promise<void> {
    const { name, text } = this;
    try {
      await saveDraft({ ...this.draft, name, text, changedAt: Date.now() });
      this.unkept = '';
      if (name === this.name && text === this.text) this.kept = true;
    } catch (error) {
      this.unkept = error instanceof Error ? error.message : String(error);
    }
  }

  #later(what: keyof typeof rests, work: () => void): void {
    clearTimeout(this.#timers.get(what));
    this.#timers.set(what, setTimeout(work, rests[what]));
  }
}
