import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../setup/command.js';
import { ROOT, withTools } from '../setup/paths.js';

/** Every package by its own tsconfig.json; one without is a finding, or its types would go unread in silence. */
export async function types() {
  const root = /** @type {{ workspaces: string[] }} */ (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  const complaints = [];
  for (const folder of [...root.workspaces, 'scripts']) {
    if (!existsSync(join(ROOT, folder, 'tsconfig.json'))) {
      complaints.push(`${folder} has no tsconfig.json`);
      continue;
    }
    const ended = await run('tsc', ['--project', folder, '--pretty', 'false'], { cwd: ROOT, env: withTools(process.env) });
    if (ended.code !== 0) complaints.push(ended.text.trimEnd());
  }
  return complaints;
}
