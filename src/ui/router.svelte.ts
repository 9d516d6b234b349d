import { createContext } from 'svelte';

/** A page of the app, as the path of its address names it. */
export type Route =
  | { readonly page: 'lab' }
  | { readonly page: 'load' }
  | { readonly page: 'learn' }
  | { readonly page: 'scenario'; readonly id: string }
  | { readonly page: 'practice'; readonly item: string | undefined }
  | { readonly page: 'exam'; readonly exam: string | undefined }
  | { readonly page: 'author'; readonly draft: string | undefined }
  | { readonly page: 'progress' }
  | { readonly page: 'reference'; readonly section: string | undefined }
  | { readonly page: 'unknown'; readonly address: string };

/** What a page shows besides itself: `?view=lineage&console=kms`. Changing it loads no other page. */
export type Place = Readonly<Record<string, string>>;

/** Reads the path after `#`; an empty one is the list of scenarios. */
export function parseRoute(hash: string): Route {
  const address = hash.replace(/^#/, '').replace(/\?.*$/, '');
  const [page = 'learn', part, ...rest] = address.split('/').filter((text) => text !== '');
  const name = part === undefined ? undefined : decode(part);
  const unknown: Route = { page: 'unknown', address };
  if (rest.length > 0) return unknown;
  switch (page) {
    case 'learn':
      return name === undefined ? { page } : { page: 'scenario', id: name };
    case 'lab':
      return name === undefined ? { page } : name === 'load' ? { page: 'load' } : unknown;
    case 'progress':
      return name === undefined ? { page } : unknown;
    case 'practice':
      return { page, item: name };
    case 'exam':
      return { page, exam: name };
    case 'author':
      return { page, draft: name };
    case 'reference':
      return { page, section: name };
    default:
      return unknown;
  }
}

/** Reads what follows `?` in the part of an address after `#`. */
export function parsePlace(hash: string): Place {
  const at = hash.indexOf('?');
  // Read at once, and not kept.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  return at < 0 ? {} : Object.fromEntries(new URLSearchParams(hash.slice(at + 1)));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Follows the address bar. Links (`href="#/lab"`) and `show` are all the navigation there is. */
export class Router {
  /** The same object as long as the page is the same one. */
  route = $state.raw<Route>(parseRoute(location.hash));
  place = $state.raw<Place>(parsePlace(location.hash));

  /** Starts to follow; returns how to stop. */
  listen(): () => void {
    const follow = () => {
      // Only `#/…` is an address of ours; `#main` is the skip link's.
      if (location.hash !== '' && !location.hash.startsWith('#/')) return;
      const route = parseRoute(location.hash);
      if (JSON.stringify(route) !== JSON.stringify(this.route)) this.route = route;
      this.place = parsePlace(location.hash);
    };
    addEventListener('hashchange', follow);
    addEventListener('popstate', follow);
    return () => {
      removeEventListener('hashchange', follow);
      removeEventListener('popstate', follow);
    };
  }

  /** Notes in the address what the page shows now; undefined takes a name out. No history entry. */
  show(changes: Readonly<Record<string, string | undefined>>): void {
    const place = Object.entries({ ...this.place, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    this.place = Object.fromEntries(place);
    const path = location.hash.replace(/\?.*$/, '');
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    const query = place.length === 0 ? '' : `?${new URLSearchParams(place).toString()}`;
    history.replaceState(history.state, '', `${path === '' ? '#/learn' : path}${query}`);
  }
}

/** The router of the page, for components below the app. */
export const [getRouter, setRouter] = createContext<Router>();
