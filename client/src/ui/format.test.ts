import { expect, test } from 'vitest';
import { bytesText, countdownText, countText, elapsedText, lengthText } from './format.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('[UI10] a countdown shows zero at zero and not before', () => {
  expect(countdownText(1)).toBe('0:01');
  expect(countdownText(0)).toBe('0:00');
  expect(countdownText(-5)).toBe('0:00');
  expect(countdownText(HOUR + 43 * MINUTE + 11_001)).toBe('1:43:12');
});

test('[UI10] a moment of an attempt is rounded down, so that it has happened', () => {
  expect(elapsedText(41 * MINUTE + 7_999)).toBe('00:41:07');
});

test('[UI10] lengths have units, and no more digits than they are worth', () => {
  expect([24, 300, 5_000, 20_400].map(lengthText)).toEqual(['24 ms', '0.30 s', '5 s', '20 s']);
  expect([2 * HOUR, 125 * MINUTE, 7 * 24 * HOUR].map(lengthText)).toEqual(['2 h', '2 h 5 min', '7 days']);
});

test('[UI10] one is not many', () => {
  expect([countText(1, 'file'), countText(2, 'file'), countText(2, 'try', 'tries')]).toEqual(['1 file', '2 files', '2 tries']);
  expect([bytesText(512), bytesText(2048), bytesText(3 * 1024 ** 2)]).toEqual(['512 bytes', '2.0 KiB', '3.0 MiB']);
});
