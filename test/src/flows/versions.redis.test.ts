import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publishExercises } from '@twohours/server/exercises/publish-exercises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pino } from 'pino';
import { startTestServer, type TestServer } from '../harness/server.ts';

const WARM_UP = fileURLToPath(new URL('../../../exercises/warm-up', import.meta.url));

let server: TestServer;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'twohours-versions-'));
  await cp(WARM_UP, join(dir, 'our-own'), { recursive: true });
  await change('exercise.yaml', (text) => text.replace('id: warm-up', 'id: our-own'));
  server = await startTestServer({ EXERCISES_DIR: dir });
});
afterAll(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});

async function change(file: string, how: (text: string) => string): Promise<void> {
  const path = join(dir, 'our-own', file);
  await writeFile(path, how(await readFile(path, 'utf8')));
}

/** As a server does that starts with these folders. */
async function publish(version: number): Promise<void> {
  await change('exercise.yaml', (text) => text.replace(/^version: \d+$/m, `version: ${version}`));
  await change('overview.md', () => `# Version ${version}\n`);
  await change('statement.md', (text) => `${text.split('\n# Version')[0]}\n# Version ${version}\n`);
  await publishExercises({ exercises: server.parts.exercises, clock: server.clock, log: pino({ level: 'silent' }) }, [dir]);
}

it('[EX3] [EX10] an invitation follows the newest version until Start pins it, and what is pinned stays', async () => {
  const admin = await server.admin();
  const { candidate, attempt } = await server.invite(admin, { exercise: 'our-own' });
  const another = await server.invite(admin, { exercise: 'our-own', email: 'dora@example.org' });
  await publish(2);
  expect(await candidate.call('readAttempt')).toMatchObject({ exercise: { overview: '# Version 2\n' } });

  await candidate.call('startAttempt');
  await publish(3);
  expect((await candidate.call('readWorkspace')).statement).toContain('# Version 2');
  expect(await another.candidate.call('readAttempt')).toMatchObject({ exercise: { overview: '# Version 3\n' } });

  await candidate.call('submitAttempt');
  const { gradings } = await admin.call('readResult', { params: { attempt } });
  expect(gradings[0]?.exercise.version).toBe(2);
  const again = await admin.call('startGrading', { body: { attempt } });
  expect(again.exercise).toEqual(gradings[0]?.exercise);

  const { redis, keys } = server.parts;
  for (const hash of Object.values(again.exercise.hashes).filter((each) => each !== again.exercise.hashes.exercise))
    expect(await redis.ttl(keys.packagePart(hash)), 'never expires').toBe(-1);
});
