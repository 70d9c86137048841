import type { Files } from '@twohours/wire/workspace';
import { count, type Proof } from './proof.ts';
import { hasPassed, placed, verdictsOf, withoutTests } from './told.ts';
import type { Workbench } from './workbench.ts';

/** 1. What a candidate begins with compiles, its own tests too, and is not yet right. */
export async function proveStarter(bench: Workbench, files: Files): Promise<Proof> {
  const starter = { name: 'starter', files };
  const proof = { number: 1, what: 'the starter compiles and fails hidden tests', isTried: true };
  const not = (what: string): Proof => ({ ...proof, seen: 'it does not', findings: [{ where: 'starter', what }] });
  const [ran, graded] = await Promise.all([bench.run(starter), bench.grade(starter)]);
  if ('fault' in ran || ran.ending.kind !== 'ran') return not(withoutTests(ran));
  const [advice] = ran.ending.diagnostics.filter(({ tool }) => tool === 'vet');
  if (advice) return not(`go vet complains: ${placed(advice)}`);
  const verdicts = verdictsOf(graded);
  if ('none' in verdicts) return not(verdicts.none);
  const passed = verdicts.filter(hasPassed).map(({ id }) => id);
  if (passed.length === verdicts.length) return not('passes every hidden test: there is nothing left to do');
  const gifts = passed.length > 0 ? `; passes ${passed.join(', ')}` : '';
  return { ...proof, seen: `fails ${verdicts.length - passed.length} of ${count(verdicts.length, 'test')}${gifts}`, findings: [] };
}
