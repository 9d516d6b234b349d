import type { TerminalSession } from './session.svelte';
import { splitCommands } from './line-scanner';
import { judgePaste, promptLimit } from './paste';

/** The text being typed at the prompt, and what keys other than letters do to it. */
export class Prompt {
  text = $state('');
  /** What completion could put in, when there is more than one way to go on. */
  candidates = $state.raw<readonly string[]>([]);
  /** The last thing there was to say about the prompt; read out. */
  notice = $state('');
  readonly #session: TerminalSession;
  readonly split = $derived(splitCommands(this.text));
  #field: HTMLTextAreaElement | undefined;
  #completeFrom = 0;

  constructor(session: TerminalSession) {
    this.#session = session;
  }

  /** An attachment: the text field this prompt is typed into. */
  readonly attach = (field: HTMLTextAreaElement): (() => void) => {
    this.#field = field;
    return () => (this.#field = undefined);
  };

  focus(): void {
    this.#field?.focus();
  }

  /** Puts a text into the prompt in place of what is there, without running it. */
  put(text: string): void {
    this.text = text;
    this.forget();
    if (this.#field === undefined) return;
    this.#field.value = text;
    this.#field.setSelectionRange(text.length, text.length);
    this.focus();
  }

  /** Drops candidates and notice: they were about what stood here before. */
  forget(): void {
    this.candidates = [];
    this.notice = '';
  }

  /** Runs what stands in the prompt; false when its last command still lacks something. */
  submit(): boolean {
    if (this.#session.asking !== undefined) {
      const answer = this.text;
      this.put('');
      this.#session.answer(answer);
      return true;
    }
    const { commands, complete } = this.split;
    if (!complete) return false;
    this.put('');
    void this.#session.submit(commands);
    return true;
  }

  /** Walks through the history, when the cursor stands on the outermost line on that side. */
  walk(direction: 'older' | 'newer'): boolean {
    const field = this.#field;
    if (field === undefined || field.selectionStart !== field.selectionEnd) return false;
    const edge =
      direction === 'older'
        ? this.text.slice(0, field.selectionStart)
        : this.text.slice(field.selectionStart);
    if (edge.includes('\n')) return false;
    const { history } = this.#session;
    const line = direction === 'older' ? history.older(this.text) : history.newer();
    if (line !== undefined) this.put(line);
    return true;
  }

  /**
   * Completes the word before the cursor: what is certain goes in; where nothing is, the
   * candidates are listed.
   */
  async complete(): Promise<void> {
    const field = this.#field;
    if (field === undefined) return;
    const asked = { text: this.text, cursor: field.selectionStart };
    const { from, candidates } = await this.#session.complete(asked.text, asked.cursor);
    // Whoever typed on in the meantime no longer wants it.
    if (this.text !== asked.text || field.selectionStart !== asked.cursor) return;
    const word = asked.text.slice(from, asked.cursor);
    const certain = commonStart(candidates);
    this.#completeFrom = from;
    if (candidates.length === 0) {
      this.candidates = [];
      this.notice = 'Nothing completes this.';
    } else if (candidates.length === 1) {
      this.insertCandidate(certain);
    } else if (certain.length > word.length) {
      this.#replace(from, certain);
    } else {
      this.candidates = candidates;
      this.notice = `${candidates.length} possible completions.`;
    }
  }

  /** Puts one of the candidates in. */
  insertCandidate(candidate: string): void {
    // What may go on (a directory, `--option=`) stays open; everything else is a finished word.
    this.#replace(this.#completeFrom, /[/=:\s]$/.test(candidate) ? candidate : `${candidate} `);
  }

  /** Takes a pasted text. Returns false when the browser's own pasting does the same. */
  paste(pasted: string): boolean {
    const field = this.#field;
    if (field === undefined) return false;
    const selected = field.selectionEnd - field.selectionStart;
    const paste = judgePaste(pasted, promptLimit - (this.text.length - selected));
    if ('refused' in paste) {
      this.notice = paste.refused;
      return true;
    }
    if (!paste.changed) return false;
    field.setRangeText(paste.text, field.selectionStart, field.selectionEnd, 'end');
    this.text = field.value;
    this.candidates = [];
    this.notice = paste.notice;
    return true;
  }

  #replace(from: number, text: string): void {
    const field = this.#field;
    if (field === undefined) return;
    field.setRangeText(text, from, field.selectionStart, 'end');
    this.text = field.value;
    this.forget();
    this.focus();
  }
}

function commonStart(words: readonly string[]): string {
  const [first = '', ...rest] = words;
  let length = first.length;
  for (const word of rest) while (!word.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}
