import { recordedScenario, type RecordedLine } from '../../authoring/recorded';
import { newDraft, saveDraft } from '../../storage/draft-store';

/** Makes a draft of what ran in a terminal; returns its address. Throws `StorageError`. */
export async function recordDraft(
  lines: readonly RecordedLine[],
  region: string,
  now: number,
): Promise<string> {
  const text = recordedScenario(lines, region);
  const draft = newDraft({ kind: 'scenario', name: 'Recorded from the lab', text }, now);
  await saveDraft(draft);
  return `#/author/${draft.id}`;
}
