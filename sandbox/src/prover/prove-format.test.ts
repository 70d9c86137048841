import type { Exercise } from '@twohours/exercises/exercise';
import { describe, expect, it } from 'vitest';
import { proveFormat } from './prove-format.ts';
import { adder } from './testing/adder.ts';

function complaints(exercise: Exercise): Record<number, string[]> {
  const proofs = Object.values(proveFormat(exercise)).filter(({ findings }) => findings.length > 0);
  return Object.fromEntries(proofs.map(({ number, findings }) => [number, findings.map(({ where, what }) => `${where}: ${what}`)]));
}

describe('[PR7] what can be told without running anything', () => {
  it('is nothing where everything is well', () => {
    expect(complaints(adder())).toEqual({});
  });

  it('0. parts that do not fit together', () => {
    const { 'go.mod': _, ...starter } = adder().starter;
    expect(complaints(adder({ starter }))[0]).toContain('starter/go.mod: is missing');
  });

  it('5. a clause that nobody judges, and a test that proves what is not stated', () => {
    const statement = `${adder().statement}\n**A3** It is quick.\n`;
    expect(complaints(adder({ statement }))).toEqual({ 5: ['statement.md:9: nothing judges A3: no test proves it, no criterion names it'] });
    const other = adder().statement.replace('**A2**', 'A2');
    expect(complaints(adder({ statement: other }))).toEqual({ 5: ['exercise.yaml: TestNegate proves A2, and statement.md has no clause **A2**'] });
  });

  it('6. a name and a string of hidden tests in what candidates get', () => {
    const starter = { ...adder().starter, 'notes_test.go': 'package adder\n\n// TestNegate is not here. A1: Add(2, 3) is %d, and has to be 5\n' };
    expect(complaints(adder({ starter }))).toEqual({
      6: [
        'starter/notes_test.go:3: names the hidden test TestNegate',
        'starter/notes_test.go:3: says "A1: Add(2, 3) is %d, and has to be 5", as a hidden test does',
      ],
    });
  });
});
