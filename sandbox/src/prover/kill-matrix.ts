import { count, type Finding, type Proof } from './proof.ts';
import type { Caught } from './prove-rejected.ts';
import type { HiddenTest } from './workbench.ts';

const PROOF = { number: 4, what: 'no test is idle, and no two do the same' };

/** 4. The kill matrix: every test catches somebody, everybody is caught, and no two tests catch exactly the same. */
export function proveMatrix(tests: readonly HiddenTest[], caught: readonly Caught[]): Proof {
  const victims = new Map(tests.map(({ id }) => [id, caught.filter(({ by }) => by.includes(id)).map(({ solution }) => solution.name)]));
  const idle = tests.filter(({ id }) => victims.get(id)?.length === 0).map(({ id }) => ({ where: id, what: 'catches no rejected solution' }));
  const free = caught.filter(({ by }) => by.length === 0).map(({ solution }) => ({ where: solution.name, what: 'is caught by no test' }));
  const findings = [...idle, ...free, ...twins(tests, victims)];
  const kills = caught.reduce((sum, { by }) => sum + by.length, 0);
  const exempt = tests.filter(({ sameAs }) => sameAs).length;
  const told = `${count(tests.length, 'test')} × ${count(caught.length, 'mistake')}, ${count(kills, 'catch', 'catches')}`;
  return { ...PROOF, isTried: true, seen: exempt === 0 ? told : `${told}, ${count(exempt, 'exemption')}`, findings };
}

export function untriedMatrix(): Proof {
  return { ...PROOF, isTried: false, seen: 'takes all tests on all mistakes: not tried when quick', findings: [] };
}

function twins(tests: readonly HiddenTest[], victims: ReadonlyMap<string, readonly string[]>): Finding[] {
  const findings: Finding[] = [];
  for (const [index, one] of tests.entries()) {
    for (const other of tests.slice(index + 1)) {
      const names = victims.get(one.id) ?? [];
      const isSame = names.length > 0 && names.join() === victims.get(other.id)?.join();
      if (!isSame || one.sameAs?.test === other.id || other.sameAs?.test === one.id) continue;
      findings.push({ where: `${one.id}, ${other.id}`, what: `catch exactly the same: ${names.join(', ')}` });
    }
  }
  return findings;
}
