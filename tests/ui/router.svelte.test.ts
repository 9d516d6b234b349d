import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parsePlace, parseRoute, Router } from '../../src/ui/router.svelte';

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
    ['#/lab/load', { page: 'load' }],
    ['#/lab?view=state', { page: 'lab' }],
    ['#/learn/envelope?task=a', { page: 'scenario', id: 'envelope' }],
    ['#/practice', { page: 'practice', item: undefined }],
    ['#/practice/kms-1', { page: 'practice', item: 'kms-1' }],
    ['#/reference/15', { page: 'reference', section: '15' }],
    ['#/progress/x', { page: 'unknown', address: '/progress/x' }],
    ['#/learn/a/b', { page: 'unknown', address: '/learn/a/b' }],
  ])('%j names a page', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });
});

describe('a place', () => {
  it('is what follows the question mark', () => {
    expect(parsePlace('#/lab?view=state&console=kms%2Falias')).toEqual({
      view: 'state',
      console: 'kms/alias',
    });
    expect(parsePlace('#/lab')).toEqual({});
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

  it('keeps the page while only its place changes, and writes the place into the address', async () => {
    await go('#/lab');
    const { route } = router;
    await go('#/lab?view=state');
    router.show({ console: 'kms/x' });
    expect(router.route).toBe(route);
    expect(router.place).toEqual({ view: 'state', console: 'kms/x' });
    expect(location.hash).toBe('#/lab?view=state&console=kms%2Fx');
    router.show({ console: undefined, view: undefined });
    expect(location.hash).toBe('#/lab');
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
