import { createContext } from 'svelte';
import type { Workspace } from './workspace.svelte';

/** The world that the page shows, for what stands beside the pages: the palette, the settings. */
export class OpenWorld {
  workspace = $state.raw<Workspace>();
}

/** The open world of the app, for components below it. */
export const [getOpenWorld, setOpenWorld] = createContext<OpenWorld>();
