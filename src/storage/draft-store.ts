import { withStorage } from './lab-storage';

/** What a draft is the text of. */
export type DraftKind = 'scenario' | 'questions';

/** A scenario or a file of questions that somebody writes in this browser. */
export interface Draft {
  /** Names it in addresses; made once. */
  readonly id: string;
  readonly kind: DraftKind;
  /** What its author calls it. */
  readonly name: string;
  /** YAML, whole or broken. */
  readonly text: string;
  /** Real time in ms of the last change. */
  readonly changedAt: number;
}

/** Among the stored values, and so in every export. */
const prefix = 'drafts/';

/** All drafts of this browser, the one changed last first. Throws `StorageError`. */
export function listDrafts(): Promise<Draft[]> {
  return withStorage(async (storage) =>
    Object.entries(await storage.values())
      .filter(([key]) => key.startsWith(prefix))
      .map(([, value]) => value)
      .filter(isDraft)
      .sort((a, b) => b.changedAt - a.changedAt),
  );
}

/** A draft by its id; undefined when there is none. Throws `StorageError`. */
export function readDraft(id: string): Promise<Draft | undefined> {
  return withStorage(async (storage) => {
    const value = await storage.get(prefix + id);
    return isDraft(value) ? value : undefined;
  });
}

/** Keeps a draft in place of what was there under its id. Throws `StorageError`. */
export function saveDraft(draft: Draft): Promise<void> {
  return withStorage((storage) => storage.set(prefix + draft.id, draft));
}

/** Drops a draft. Throws `StorageError`. */
export function deleteDraft(id: string): Promise<void> {
  return withStorage((storage) => storage.remove(prefix + id));
}

/** A draft that is not kept yet. */
export function newDraft(
  { kind, name, text }: Pick<Draft, 'kind' | 'name' | 'text'>,
  now: number,
): Draft {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return { id: number.toString(36), kind, name, text, changedAt: now };
}

/** An imported file may have anything under this name. */
function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { id, kind, name, text, changedAt } = value as Partial<Record<keyof Draft, unknown>>;
  return (
    [id, name, text].every((it) => typeof it === 'string') &&
    (kind === 'scenario' || kind === 'questions') &&
    typeof changedAt === 'number'
  );
}
