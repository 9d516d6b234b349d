import { createContext } from 'svelte';

/** A short message that goes away by itself. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'neutral' | 'bad';
}

/** Long enough to be read: about 15 characters a second, and never under four seconds. */
function readingTime(text: string): number {
  return Math.max(4000, (text.length / 15) * 1000);
}

/** Messages about what was just done, shown in a corner and read out politely. */
export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #ids = 0;

  show(text: string, tone: Toast['tone'] = 'neutral'): void {
    const toast = { id: (this.#ids += 1), text, tone };
    this.list = [...this.list, toast];
    setTimeout(() => this.dismiss(toast.id), readingTime(text));
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

/** The page's toasts, for components anywhere below `App`. */
export const [getToasts, setToasts] = createContext<Toasts>();
