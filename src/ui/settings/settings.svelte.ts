/** What the reader chose: one of the two themes, or whatever the system says. */
export type Theme = 'system' | 'light' | 'dark';

/** How large text is, against the browser's own size. */
export type TextSize = 'small' | 'normal' | 'large' | 'larger';

/** Whether things move: as the system says, or never. */
export type Motion = 'system' | 'reduced';

interface Choices {
  readonly theme: Theme;
  readonly text: TextSize;
  readonly motion: Motion;
  /** Whether Ctrl+K and the letters that answer questions do something. */
  readonly shortcuts: boolean;
}

const storageKey = 'envelope-lab.settings';
const standard: Choices = { theme: 'system', text: 'normal', motion: 'system', shortcuts: true };

/** What each setting may be, as a stored one is checked against. */
const allowed: { readonly [K in keyof Choices]: readonly Choices[K][] } = {
  theme: ['system', 'light', 'dark'],
  text: ['small', 'normal', 'large', 'larger'],
  motion: ['system', 'reduced'],
  shortcuts: [true, false],
};

/** The settings in force; changing one changes the page and is remembered in this browser. */
export class Settings {
  current = $state.raw<Choices>(remembered());

  constructor() {
    this.#apply();
  }

  set<K extends keyof Choices>(name: K, value: Choices[K]): void {
    this.current = { ...this.current, [name]: value };
    this.#apply();
    try {
      localStorage.setItem(storageKey, JSON.stringify(this.current));
    } catch {
      // Without storage the choice holds until the page is closed.
    }
  }

  #apply(): void {
    const { dataset } = document.documentElement;
    const { theme, text, motion } = this.current;
    for (const [name, value] of Object.entries({ theme, text, motion })) {
      if (value === 'system' || value === 'normal') delete dataset[name];
      else dataset[name] = value;
    }
  }
}

function remembered(): Choices {
  let stored: Record<string, unknown> = {};
  try {
    stored = Object(JSON.parse(localStorage.getItem(storageKey) ?? '{}')) as typeof stored;
  } catch {
    // What cannot be read is as good as not there.
  }
  const known = Object.entries(allowed).filter(([name, values]) =>
    (values as readonly unknown[]).includes(stored[name]),
  );
  return { ...standard, ...Object.fromEntries(known.map(([name]) => [name, stored[name]])) };
}
