import { describe, expect, it } from 'vitest';
import { CaseSchema } from './case.ts';

const grading = { tries: 'Something that it should not.', kind: 'grade', expect: { ending: 'tests', tests: { TestOne: 'failed' } } };
const run = { tries: 'Something that it should not.', kind: 'run', expect: { ending: 'ran', outcome: 'exited' } };

describe('case.yaml', () => {
  it('[H11] takes no key that it does not know, and nothing that cannot be', () => {
    expect(CaseSchema.safeParse(run).error).toBeUndefined();
    expect(CaseSchema.safeParse(grading).error).toBeUndefined();
    const wrong: [unknown, string][] = [
      [{ ...run, limit: {} }, 'Unrecognized key'],
      [{ ...run, limits: { wall: 1 } }, 'Unrecognized key'],
      [{ ...run, expect: { ...run.expect, tests: { TestOne: 'fine' } } }, 'tests'],
      [{ ...run, expect: { ending: 'ran' } }, 'has an outcome'],
      [{ ...run, expect: { ending: 'tampered' } }, 'a run does not end as tampered'],
      [{ ...run, expect: { ...run.expect, outcome: ['exited'] } }, 'outcome'],
      [{ ...run, expect: { ...run.expect, rule: 'import' } }, 'a rule belongs to what is not run'],
      [{ ...grading, expect: { ending: 'tests' } }, 'names all of its tests'],
    ];
    for (const [given, why] of wrong) expect(String(CaseSchema.safeParse(given).error), JSON.stringify(given)).toContain(why);
  });
});
