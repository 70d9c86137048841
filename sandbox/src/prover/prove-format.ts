import { checkClauses, clausesOf } from '@twohours/exercises/check-clauses';
import { checkExercise } from '@twohours/exercises/check';
import { checkSecrecy } from '@twohours/exercises/check-secrecy';
import type { Complaint } from '@twohours/exercises/complaint';
import type { Exercise } from '@twohours/exercises/exercise';
import { count, type Finding, type Proof } from './proof.ts';

/** What can be told without running anything: 0, that the parts fit together; 5 and 6. */
export function proveFormat(exercise: Exercise): { readonly form: Proof; readonly clauses: Proof; readonly secrecy: Proof } {
  const { manifest, statement, starter } = exercise;
  const clauses = checkClauses(exercise);
  const secrecy = checkSecrecy(exercise);
  const known = new Set([...clauses, ...secrecy].map(identity));
  const form = checkExercise(exercise).filter((complaint) => !known.has(identity(complaint)));
  const byPeople = new Set(manifest.rubric.flatMap(({ clauses: judged = [] }) => judged)).size;
  const judged = [
    `${count(clausesOf(statement).size, 'clause')}, ${count(manifest.tests.length, 'test')}`,
    ...(byPeople > 0 ? [`${byPeople} judged by people`] : []),
    ...(manifest.untested.length > 0 ? [`${manifest.untested.map(({ clause }) => clause).join(', ')} elsewhere`] : []),
  ];
  return {
    form: proofOf(0, 'the parts fit together', count(Object.keys(starter).length, 'starter file'), form),
    clauses: proofOf(5, 'every clause is judged, every test proves one', judged.join('; '), clauses),
    secrecy: proofOf(6, 'nothing hidden shows in what candidates get', 'no name, no string', secrecy),
  };
}

function identity({ file, line, message }: Complaint): string {
  return JSON.stringify([file, line, message]);
}

export function proofOf(number: number, what: string, seen: string, complaints: readonly Complaint[]): Proof {
  const findings = complaints.map(findingOf);
  return { number, what, isTried: true, seen: findings.length === 0 ? seen : count(findings.length, 'complaint'), findings };
}

function findingOf({ file, line, message }: Complaint): Finding {
  return { where: line === undefined ? file : `${file}:${line}`, what: message };
}
