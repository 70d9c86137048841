import { expect, test } from 'vitest';
import { placeIn } from './place-in.ts';

test('[BP1] a moment is read from an address, and what is none is not there', () => {
  expect(placeIn('?at=93500&event=12&path=a%2Fb.go')).toEqual({ at: 93_500, event: 12, path: 'a/b.go' });
  expect(placeIn('')).toEqual({});
  expect(placeIn('?at=-1&event=1e3&tab=replay')).toEqual({});
  expect(placeIn('?at=&event=0x1')).toEqual({});
});
