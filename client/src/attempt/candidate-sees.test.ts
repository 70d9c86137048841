import { expect, test } from 'vitest';
import { candidateSeesText } from './candidate-sees.ts';

test('[RC18] the lobby’s sentence names what is shown, and what is not', () => {
  const told = (verdicts: boolean, comments: boolean) => candidateSeesText({ verdicts, comments }, 'Acme');
  expect(new Set([told(true, true), told(true, false), told(false, true), told(false, false)]).size).toBe(4);
  expect(told(false, false)).toMatch(/neither how the hidden tests came out nor what reviewers wrote/);
});
