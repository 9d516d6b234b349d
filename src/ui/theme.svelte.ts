/** What the reader chose: one of the two themes, or whatever the system says. */
export type Theme = 'system' | 'light' | 'dark';

const storageKey = 'envelope-lab.theme';
const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** The theme in force; setting it changes the page and is remembered in this browser. */
export class ThemeChoice {
  current = $state<Theme>(remembered());

  constructor() {
    this.#apply();
  }

  set(theme: Theme): void {
    this.current = theme;
    this.#apply();
    try {
      localStorage.setItem(storageKey, theme);
    } catch {
      // Without storage the choice holds until the page is closed.
    }
  }

  #apply(): void {
    if (this.current === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = this.current;
  }
}

function remembered(): Theme {
  try {
    const stored = localStorage.getItem(storageKey);
    return themes.find((theme) => theme === stored) ?? 'system';
  } catch {
    return 'system';
  }
}
