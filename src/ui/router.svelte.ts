/** A page of the app, as its address names it. */
export type Route =
  | { readonly page: 'lab' }
  | { readonly page: 'load' }
  | { readonly page: 'learn' }
  | { readonly page: 'scenario'; readonly id: string }
  | { readonly page: 'unknown'; readonly address: string };

/** Reads the part of an address after `#`; an empty one is the list of scenarios. */
export function parseRoute(hash: string): Route {
  const address = hash.replace(/^#/, '');
  const [page = '', id, ...rest] = address.split('/').filter((part) => part !== '');
  if (rest.length === 0) {
    if (page === 'lab' && id === undefined) return { page };
    if (page === 'lab' && id === 'load') return { page: 'load' };
    if ((page === 'learn' || page === '') && id === undefined) return { page: 'learn' };
    if (page === 'learn' && id !== undefined) return { page: 'scenario', id: decode(id) };
  }
  return { page: 'unknown', address };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Follows the address bar. Plain links (`href="#/lab"`) are all the navigation there is. */
export class Router {
  route = $state.raw<Route>(parseRoute(location.hash));

  /** Starts to follow; returns how to stop. */
  listen(): () => void {
    const follow = () => {
      // Only `#/…` is an address of ours; `#main` is the skip link's.
      if (location.hash === '' || location.hash.startsWith('#/')) {
        this.route = parseRoute(location.hash);
      }
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }
}
