import { describe, expect, it } from 'vitest';
import { figure, part } from './bars.ts';
import { spread } from './statistics.ts';

describe('a figure', () => {
  const good = part('firstEventMs', spread([50, 60, 900]), {});
  const bad = part('firstEventMs', spread([50, 101, 102]), {});

  it('[BE3] is the worst of its programs', () => {
    expect(figure('firstEventMs', { good, bad })).toMatchObject({ value: 101, ok: false, atMost: 100 });
    expect(figure('firstEventMs', { good })).toMatchObject({ value: 60, ok: true });
    expect(figure('freshToOurs', { a: part('freshToOurs', 3.6, {}), b: part('freshToOurs', 3.4, {}) })).toMatchObject({ value: 3.4, ok: false });
  });

  it('[BE4] is held against its p95 where it is a promise', () => {
    expect(part('cancelMs', spread([100, 200, 1_200]), {})).toMatchObject({ value: 1_200, ok: false });
  });

  it('[BE5] is missed where it could not be measured, and says why', () => {
    expect(figure('overheadToBare', { light: undefined }, 'Only root may.')).toMatchObject({ value: null, ok: false, why: 'Only root may.' });
  });
});
