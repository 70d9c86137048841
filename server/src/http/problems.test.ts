import { Refused } from '@twohours/wire/problem';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseAtDoor, toProblem } from './problems.ts';

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('problems', () => {
  const schema = z.strictObject({ minutes: z.number() });

  it('[P1] what does not fit at a door is a 400 that names the field', () => {
    const { problem, isOurs } = toProblem(
      thrownBy(() => parseAtDoor(schema, { minutes: 'ten' })),
      'r1',
    );
    expect(problem).toMatchObject({ status: 400, code: 'malformed', errors: [{ path: 'minutes' }] });
    expect(isOurs).toBe(false);
  });

  it('[P2] what does not fit anywhere else is a fault of ours, and its message stays here', () => {
    const { problem, isOurs } = toProblem(
      thrownBy(() => schema.parse({ secretColumn: 1 })),
      'r2',
    );
    expect(problem.status).toBe(500);
    expect(isOurs).toBe(true);
    expect(JSON.stringify(problem)).not.toContain('secretColumn');
  });

  it('[P3] a refusal says its sentence, with the status of its code', () => {
    expect(toProblem(new Refused('past-deadline', 'Time is up.'), 'r3')).toMatchObject({
      problem: { status: 409, detail: 'Time is up.' },
      isOurs: false,
    });
  });
});
