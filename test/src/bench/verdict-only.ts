import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderOf, type Program } from './programs.ts';

const nameOf = (exercise: string) => `${exercise}-verdict-only`;

/**
 * A folder with the same exercise, in which nobody's own tests are tried: once gradings are measured, a sandbox would be busy
 * with those for longer than with all the rest. `remove` takes it away.
 */
export async function exerciseWithoutTrials(exercise: string): Promise<{ dir: string; remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'twohours-bench-'));
  const folder = join(dir, nameOf(exercise));
  await cp(folderOf(exercise), folder, { recursive: true });
  const manifest = join(folder, 'exercise.yaml');
  const text = await readFile(manifest, 'utf8');
  await writeFile(manifest, text.replace(/^id: .*$/m, `id: ${nameOf(exercise)}`).replace(/^ownTests: .*\n/m, ''));
  return { dir, remove: async () => rm(dir, { recursive: true, force: true }) };
}

export function withoutTrials(program: Program): Program {
  return { ...program, exercise: nameOf(program.exercise) };
}
