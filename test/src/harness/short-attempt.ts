import { settleGrading } from '@twohours/server/grading/gradings';
import type { AttemptId } from '@twohours/wire/id';
import type { WorkspaceEvent } from '@twohours/wire/recording';
import { until } from './clock.ts';
import { lastGrading, sliceFor, verdictFor } from './endings.ts';
import type { Person } from './person.ts';
import type { Invited, TestServer } from './server.ts';

export const CODE = 'wordcount.go';
export const NOTES = 'NOTES.md';

/** Writes into the recording as pages of candidates do. */
export async function writer({ candidate }: Pick<Invited, 'candidate'>) {
  const { epoch } = await candidate.call('takeLease', { body: { device: 'device-one', takeOver: true } });
  const view = await candidate.call('readWorkspace');
  const code = view.files.find(({ path }) => path === CODE)?.id ?? '';
  let { seq } = view;
  const append = async (...events: WorkspaceEvent[]) => {
    seq += 1;
    const reply = await candidate.call('appendEdits', { body: { seq, epoch, events } });
    if (reply.kind !== 'saved') throw new Error(`not saved: ${JSON.stringify(reply)}`);
  };
  /** Letter by letter, the last one now. */
  const type = async (f: string, text: string, everyMs: number) =>
    append(...Array.from(text, (s, o): WorkspaceEvent => ({ kind: 'edit', f, o, d: 0, s, k: 'typed', ago: (text.length - 1 - o) * everyMs })));
  return { code, append, type };
}

const phases = { waitMs: 1, compileMs: 1, runMs: 1, totalMs: 3 };

async function runOnce(server: TestServer, candidate: Person): Promise<void> {
  const { id } = await candidate.call('startRun');
  const { parts } = server;
  await until(async () => (await parts.redis.zcard(parts.keys.unqueuedJobs)) === 0, 'the run to be queued');
  const lease = (await parts.runs.find(id))?.value.lease ?? '';
  await parts.settle({ kind: 'run', id, try: 1, lease, worker: 'w', ending: { kind: 'not-compiled', diagnostics: [] }, phases });
}

/** Two files, two runs, a paste, twelve seconds without a line, and a pause of a minute. */
export async function sitShortly(server: TestServer, admin: Person): Promise<AttemptId> {
  const { candidate, attempt: id } = await server.invite(admin);
  await candidate.call('startAttempt');
  const online = async (kind: string) => {
    const said = async () => (await server.parts.recordings.readAll(id)).flatMap(({ events }) => events.map((event) => event.kind)).at(-1);
    await until(async () => (await said()) === kind, kind);
  };
  await candidate.connect();
  await online('connected');
  const { code, append, type } = await writer({ candidate });
  await server.advance(10_000);
  await type(code, '// counts\n', 200);
  await server.advance(10_000);
  await append({ kind: 'created', f: 'n1', path: NOTES, text: '', ago: 0 });
  await server.advance(4_000);
  await type('n1', 'To-do\n', 300);
  await server.advance(6_000);
  await runOnce(server, candidate);
  await server.advance(6_000);
  await append({ kind: 'edit', f: code, o: 0, d: 0, s: '// pasted\n', k: 'paste', ago: 0 });
  await server.advance(6_000);
  candidate.leave();
  await online('disconnected');
  await server.advance(12_000);
  await candidate.connect();
  await online('connected');
  await server.advance(6_000);
  await runOnce(server, candidate);
  await server.advance(62_000);
  await type('n1', 'Done\n', 400);
  await server.advance(4_000);
  await type(code, '// last\n', 200);
  await server.advance(4_000);
  await candidate.call('submitAttempt');
  candidate.leave();
  const grading = await lastGrading(server, id);
  await settleGrading(server.parts, await verdictFor(server, grading));
  await server.parts.settle(await sliceFor(server, grading, ['failed', 'passed']));
  return id;
}
