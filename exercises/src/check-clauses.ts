import type { Complaint } from './complaint.ts';
import type { Exercise } from './exercise.ts';
import { inManifest } from './in-manifest.ts';

/** The clauses of a statement with their lines, in order: `**A1** …` where one begins. */
export function clausesOf(statement: string): ReadonlyMap<string, number> {
  const clauses = new Map<string, number>();
  for (const [index, text] of statement.split('\n').entries()) {
    for (const [, clause = ''] of text.matchAll(/\*\*([A-Z][0-9]{1,2})\*\*/g)) if (!clauses.has(clause)) clauses.set(clause, index + 1);
  }
  return clauses;
}

/** What is stated is judged, and what is judged is stated. */
export function checkClauses(exercise: Pick<Exercise, 'manifest' | 'statement' | 'lineOf'>): Complaint[] {
  const { manifest, statement } = exercise;
  const stated = clausesOf(statement);
  const claims = [
    ...manifest.tests.flatMap(({ id, clause, alsoProves = [] }, index) =>
      [clause, ...alsoProves].map((each) => ({ clause: each, by: `${id} proves`, at: ['tests', index, each === clause ? 'clause' : 'alsoProves'] })),
    ),
    ...manifest.rubric.flatMap(({ id, clauses = [] }, index) =>
      clauses.map((clause) => ({ clause, by: `the criterion ${id} judges`, at: ['rubric', index, 'clauses'] })),
    ),
    ...manifest.untested.map(({ clause }, index) => ({ clause, by: '“untested” names', at: ['untested', index, 'clause'] })),
  ];
  const judged = new Set(claims.map(({ clause }) => clause));
  const unstated = claims.filter(({ clause }) => !stated.has(clause));
  const unjudged = [...stated].filter(([clause]) => !judged.has(clause));
  return [
    ...unstated.map(({ clause, by, at }) => inManifest(exercise, at, `${by} ${clause}, and statement.md has no clause **${clause}**`)),
    ...unjudged.map(([clause, line]) => ({
      file: 'statement.md',
      line,
      message: `nothing judges ${clause}: no test proves it, no criterion names it`,
    })),
  ];
}
