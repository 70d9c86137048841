import { HOUR_MS, MINUTE_MS } from '@twohours/wire/time';
import { describe, expect, it } from 'vitest';
import { announcement, heard, remainingAt, spokenText } from './countdown.ts';

describe('the countdown', () => {
  it('[C1] corrects a reading by half the round trip', () => {
    const reading = heard({ remainingMs: 60_000, closesInMs: 65_000 }, 1_000, 1_400);
    expect(remainingAt(reading, 1_400)).toBe(59_800);
  });

  it('[C2] never shows less than nothing', () => {
    expect(remainingAt({ remainingMs: 10, closesInMs: 5_010, heardAt: 0 }, 5_000)).toBe(0);
  });

  it('[C3] says lengths in words', () => {
    expect(spokenText(HOUR_MS)).toBe('1 hour');
    expect(spokenText(HOUR_MS + MINUTE_MS)).toBe('1 hour 1 minute');
    expect(spokenText(50_000)).toBe('50 seconds');
  });

  it('[C4] announces each mark once, and the latest when several were passed at a time', () => {
    expect(announcement(5 * MINUTE_MS + 1, 5 * MINUTE_MS)).toBe('5 minutes left.');
    expect(announcement(5 * MINUTE_MS, 5 * MINUTE_MS - 1_000)).toBeUndefined();
    expect(announcement(HOUR_MS + 1, 9 * MINUTE_MS)).toBe('10 minutes left.');
    expect(announcement(2 * HOUR_MS, HOUR_MS)).toBe('60 minutes left.');
  });

  it('[C5] announces an extension, not the correction of a reading', () => {
    expect(announcement(10 * MINUTE_MS, 25 * MINUTE_MS)).toBe('Your time was extended. 25 minutes left.');
    expect(announcement(10 * MINUTE_MS, 10 * MINUTE_MS + 800)).toBeUndefined();
  });
});
