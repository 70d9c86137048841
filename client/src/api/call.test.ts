import { routes } from '@twohours/wire/route';
import { expect, test } from 'vitest';
import { pathOf } from './call.ts';

test('[UI13] every param of a route finds its place in the path', () => {
  for (const route of Object.values(routes)) {
    const names = [...route.path.matchAll(/:([a-z]+)/gi)].map(([, name]) => name ?? '');
    const path = pathOf(route.path, Object.fromEntries(names.map((name) => [name, `${name}_1`])));
    expect(path).not.toContain(':');
    for (const name of names) expect(path).toContain(`/${name}_1`);
  }
});

test('[UI13] a param cannot reach another path', () => {
  expect(pathOf('/api/v1/attempts/:attempt', { attempt: '../staff?x=1#y' })).toBe('/api/v1/attempts/..%2Fstaff%3Fx%3D1%23y');
});
