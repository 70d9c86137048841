import { expect, it } from 'vitest';
import { outputParts } from './place-links.ts';

const files = [{ path: 'search.go' }, { path: 'internal/a.go' }, { path: 'cmd/x/main.go' }, { path: 'cmd/y/main.go' }];
const places = (text: string) => outputParts(text, files).flatMap((part) => (part.kind === 'place' ? [`${part.path}:${part.line}`] : []));

it('[V1] finds places in the candidate’s files, however they are written', () => {
  expect(places('    search.go:12: got 3')).toEqual(['search.go:12']);
  expect(places('./internal/a.go:3:7: oops and /work/search.go:9 +0x1f')).toEqual(['internal/a.go:3', 'search.go:9']);
  expect(places('a.go:5')).toEqual(['internal/a.go:5']);
});

it('[V2] leaves alone what lies elsewhere or may be several', () => {
  expect(places('/usr/lib/go/src/runtime/panic.go:12')).toEqual([]);
  expect(places('main.go:3')).toEqual([]);
});

it('[V3] loses nothing of the text', () => {
  const text = 'x search.go:12 y internal/a.go:3\n';
  expect(
    outputParts(text, files)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});
