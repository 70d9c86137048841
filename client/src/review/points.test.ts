import { expect, test } from 'vitest';
import { pointsOf, typedPoints } from './points.ts';
import { checkedSettings, typedSettings } from './settings/typed-settings.ts';

test('[RC17] points are read as they were typed, and what is no number of points is none', () => {
  const rubric = [{ id: 'a', title: 'Aaa', levels: ['x', 'y'], points: [0, 2.5] }];
  expect(pointsOf(typedPoints(rubric))).toEqual({ a: [0, 2.5] });
  expect(pointsOf({ a: ['0', '2,5'] })).toEqual({ a: [0, 2.5] });
  for (const wrong of ['', ' ', 'x', '-1', '101']) expect(pointsOf({ a: ['0', wrong] })).toBeUndefined();
});

test('[RC17] settings are read as they were typed, and each field that cannot stay has a sentence', () => {
  const settings = { reviewers: 2, dueDays: 5, isBlind: true, candidateSees: { verdicts: true, comments: false } };
  expect(checkedSettings(typedSettings(settings))).toEqual({ settings, complaints: {} });
  const { complaints } = checkedSettings({ ...typedSettings(settings), reviewers: '6', dueDays: '' });
  expect(Object.keys(complaints)).toEqual(['reviewers', 'dueDays']);
});
