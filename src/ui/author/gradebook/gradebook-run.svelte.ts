import { readAttemptFile } from '../../../authoring/attempts/attempt-file';
import { packDigest } from '../../../authoring/attempts/exercises';
import { gradebook, type Gradebook } from '../../../authoring/attempts/gradebook';
import type { Regraded } from '../../../authoring/attempts/regrade';
import { readPack, type OpenedPack } from '../../../authoring/pack';
import { keptPack } from '../../../storage/work-store';
import { GradingClient } from '../assignment/grading-client';
import { collect, type TextFile } from './collect-files';

/** How long one file may keep the Worker busy, in ms: more than the Worker itself allows it. */
const patience = 45_000;

/** The grading of attempt files, one after the other in a Worker. */
export class GradebookRun {
  pack = $state.raw<OpenedPack>();
  graded = $state.raw<readonly { readonly file: string; readonly regraded: Regraded }[]>([]);
  /** Files that are no attempt at this pack, each with its reason. */
  refused = $state.raw<readonly { readonly name: string; readonly why: string }[]>([]);
  /** How many files there are to grade, and how many are done. */
  total = $state(0);
  done = $state(0);
  running = $state(false);
  /** What stops everything; empty when nothing does. */
  problem = $state('');
  readonly book = $derived.by((): Gradebook | undefined =>
    this.pack === undefined ? undefined : gradebook(this.pack, this.graded),
  );
  #source = '';
  #waiting: readonly TextFile[] = [];
  #client: GradingClient | undefined;

  /** Takes files in: a pack becomes the one to grade by, the others are graded. */
  async take(files: readonly File[]): Promise<void> {
    this.problem = '';
    const { files: found, left } = await collect(files);
    const packs = found.filter(({ text }) => isPack(text));
    const attempts = found.filter(({ text }) => !isPack(text));
    this.refused = [...this.refused, ...left];
    this.#waiting = [...this.#waiting, ...attempts];
    this.total += attempts.length;
    const [pack] = packs;
    if (pack !== undefined) this.#choose(pack.text);
    else if (this.pack === undefined) await this.#find();
    await this.#work();
  }

  /** Stops; what was graded stays, and the rest goes on with `goOn`. */
  cancel(): void {
    this.running = false;
    this.#client?.close();
    this.#client = undefined;
  }

  /** Goes on with the files that are not graded yet. */
  goOn(): Promise<void> {
    return this.#work();
  }

  /** Empties the gradebook. */
  clear(): void {
    this.cancel();
    this.graded = [];
    this.refused = [];
    this.#waiting = [];
    this.total = this.done = 0;
    this.pack = undefined;
    this.problem = '';
  }

  #choose(source: string): void {
    try {
      const pack = readPack(source);
      if (source === this.#source && this.pack !== undefined) return;
      this.cancel();
      this.#source = source;
      this.pack = pack;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  /** The pack of the attempts, where it was handed out in this browser. */
  async #find(): Promise<void> {
    for (const { text } of this.#waiting) {
      try {
        const { digest } = readAttemptFile(text).pack;
        const source = await keptPack(digest);
        if (source === undefined || (await packDigest(readPack(source))) !== digest) continue;
        this.#choose(source);
        return;
      } catch {
        // What cannot be read is said when its turn comes.
      }
    }
  }

  async #work(): Promise<void> {
    if (this.running || this.pack === undefined) return;
    this.running = true;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const answer = await this.#grade(next);
      // Somebody has stopped it meanwhile: the file is still to be graded.
      if (!this.running) return;
      this.#waiting = this.#waiting.slice(1);
      this.done += 1;
      if (typeof answer === 'string') {
        this.refused = [...this.refused, { name: next.name, why: answer }];
      } else this.graded = [...this.graded, { file: next.name, regraded: answer }];
    }
    this.cancel();
  }

  /** The attempt as it was graded, or why it was not: no file costs another one its grade. */
  async #grade({ name: file, text }: TextFile): Promise<Regraded | string> {
    const client = (this.#client ??= new GradingClient(this.#source));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('Running it again took too long.')), patience);
    });
    try {
      const answer = await Promise.race([client.ask({ file, text }), tooLong]);
      if ('regraded' in answer) return answer.regraded;
      return 'refused' in answer ? answer.refused : 'It could not be graded.';
    } catch (error) {
      // A Worker that hangs or has failed is of no use to the next file.
      if (this.#client === client) {
        client.close();
        this.#client = undefined;
      }
      return error instanceof Error ? error.message : String(error);
    } finally {
      clearTimeout(timer);
    }
  }
}

function isPack(text: string): boolean {
  return /^\s*\{\s*"application":\s*"envelope-lab",\s*"kind":\s*"pack"/.test(text);
}
