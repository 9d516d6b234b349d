import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseRoute, Router } from '../../src/ui/router.svelte';

describe('an address', () => {
  it.each([
    ['', { page: 'learn' }],
    ['#/', { page: 'learn' }],
    ['#/learn', { page: 'learn' }],
    ['#/learn/', { page: 'learn' }],
    ['#/lab', { page: 'lab' }],
    ['#/learn/envelope', { page: 'scenario', id: 'envelope' }],
    ['#/learn/a%20b', { page: 'scenario', id: 'a b' }],
    ['#/learn/%E0%A4%A', { page: 'scenario', id: '%E0%A4%A' }],
    ['#/nowhere', { page: 'unknown', address: '/nowhere' }],
    ['#/lab/extra', { page: 'unknown', address: '/lab/extra' }],
    ['#/learn/a/b', { page: 'unknown', address: '/learn/a/b' }],
  ])('%j names a page', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });
});

describe('the router', () => {
  let stop: () => void;
  let router: Router;

  const go = async (hash: string) => {
    const changed = new Promise((resolve) => {
      addEventListener('hashchange', resolve, { once: true });
    });
    location.hash = hash;
    await changed;
  };

  beforeEach(() => {
    router = new Router();
    stop = router.listen();
  });

  afterEach(() => {
    stop();
    location.hash = '';
  });

  it('follows the address', async () => {
    await go('#/lab');
    expect(router.route).toEqual({ page: 'lab' });
    await go('#/learn/envelope');
    expect(router.route).toEqual({ page: 'scenario', id: 'envelope' });
  });

  it('stays where it is for the anchor of a skip link', async () => {
    await go('#/lab');
    await go('#main');
    expect(router.route).toEqual({ page: 'lab' });
  });

  it('follows no more once stopped', async () => {
    await go('#/lab');
    stop();
    await go('#/learn');
    expect(router.route).toEqual({ page: 'lab' });
  });
});
