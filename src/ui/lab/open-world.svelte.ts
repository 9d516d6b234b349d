import { createContext } from 'svelte';
import type { Workspace } from './workspace.svelte';

/** The world that the page shows, for what stands beside the pages: the palette, the settings. */
export class OpenWorld {
  workspace = $state.raw<Workspace>();
}

/** The open world of the app, for components below it. */
export const [getOpenWorld, setOpenWorld] = createContext<OpenWorld>();

/** Makes a component's world the open one while the component is there, and closes it with it. */
export function openWhileMounted(workspace: Workspace, closed: () => void = () => undefined): void {
  const open = getOpenWorld();
  $effect(() => {
    open.workspace = workspace;
    return () => {
      if (open.workspace === workspace) open.workspace = undefined;
      void workspace.close().then(closed);
    };
  });
}
