import { openSealed, packSealed } from '@twohours/server/recordings/seal';
import { isSigned } from '@twohours/server/recordings/signing-key';
import type { AttemptId } from '@twohours/wire/id';
import { Replay } from '@twohours/wire/replay';
import { filesOf } from '@twohours/wire/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../harness/person.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { solution, write } from '../harness/solutions.ts';

let server: TestServer;
let admin: Person;

beforeAll(async () => {
  server = await startTestServer();
  admin = await server.admin();
});
afterAll(async () => server.close());

async function written() {
  const { candidate, attempt } = await server.invite(admin);
  await candidate.call('startAttempt');
  await write(candidate, { 'NOTES.md': '# First\n', 'wordcount.go': 'package wordcount\n' });
  await server.advance(60_000);
  await write(candidate, await solution('warm-up', 'reference'));
  return { candidate, attempt };
}

async function receiptOf(candidate: Person) {
  const view = await candidate.call('readAttempt');
  if (view.phase !== 'closed') throw new Error(`it is ${view.phase}`);
  return view;
}

const recordingOf = async (attempt: AttemptId) => admin.call('readRecording', { params: { attempt } });
const kindsOf = ({ entries }: { entries: readonly { events: readonly { kind: string }[] }[] }) =>
  entries.flatMap(({ events }) => events.map(({ kind }) => kind));

describe('a recording', () => {
  it('[RP3] is nobody’s to look at while the attempt goes on, and never the candidate’s by this door', async () => {
    const { candidate, attempt } = await written();
    expect(await admin.refusal(recordingOf(attempt))).toBe('attempt-open');
    const { attempt: ready } = await server.invite(admin);
    expect(await admin.refusal(recordingOf(ready))).toBe('attempt-not-started');
    await candidate.call('submitAttempt');
    expect(await candidate.refusal(candidate.call('readRecording', { params: { attempt } }))).toBeDefined();
  });

  it('[RP3] replays to what was submitted, by way of what stood there before', async () => {
    const { candidate, attempt } = await written();
    await candidate.call('submitAttempt');
    const recording = await recordingOf(attempt);
    const replay = new Replay(recording.starter, recording.entries);
    const { submissions } = await admin.call('readResult', { params: { attempt } });
    expect(filesOf(replay.workspaceAfter(replay.events.length))).toEqual(submissions[0]?.files);
    expect(filesOf(replay.workspaceAfter(replay.countAt(30_000)))).toMatchObject({ 'NOTES.md': '# First\n', 'wordcount.go': 'package wordcount\n' });
  });

  it('[RP4] tells of time only what our own faults gave back', async () => {
    const { candidate, attempt } = await written();
    await admin.call('addMinutes', { params: { attempt }, body: { minutes: 7, reason: 'a fire alarm' } });
    await candidate.call('submitAttempt');
    await admin.call('reopenAttempt', { params: { attempt }, body: { minutes: 5, reason: 'too early' } });
    expect(await admin.refusal(recordingOf(attempt))).toBe('attempt-open');
    await candidate.call('submitAttempt');
    const recording = await recordingOf(attempt);
    expect(kindsOf(recording)).toContain('closed');
    expect(kindsOf(recording)).not.toContain('granted');
    expect(JSON.stringify(recording)).not.toMatch(/fire alarm|too early/);
  });
});

describe('a receipt', () => {
  it('[SL5] names all that was recorded until the closing, signed, and goes on doing so', async () => {
    const { candidate, attempt } = await written();
    await candidate.call('submitAttempt');
    const { recording, submission } = await receiptOf(candidate);
    expect(isSigned(attempt, recording)).toBe(true);

    expect(await admin.call('readSigningKey')).toEqual({ publicKey: recording.publicKey });

    const { starter } = await recordingOf(attempt);
    const opened = openSealed(packSealed(await server.parts.seals.seal(attempt, 1)), starter, recording.head);
    if ('what' in opened) throw new Error(opened.what);
    const replay = new Replay(starter, opened.entries);
    expect(Object.keys(filesOf(replay.workspaceAfter(replay.events.length)))).toEqual(submission?.files.map(({ path }) => path));

    // Another server seals it anew, after lines that came late.
    await server.parts.recordings.note(attempt, 99_000, { kind: 'disconnected' });
    const other = await startTestServer({}, server);
    const again = await candidate.at(other.url).call('readAttempt');
    expect(again).toMatchObject({ recording });
    await other.close();
  });

  it('[SL5] of a reopened attempt names the longer recording', async () => {
    const { candidate, attempt } = await written();
    await candidate.call('submitAttempt');
    const { recording: first } = await receiptOf(candidate);
    await admin.call('reopenAttempt', { params: { attempt }, body: { minutes: 5, reason: 'too early' } });
    await candidate.call('submitAttempt');
    const { recording: second } = await receiptOf(candidate);
    expect(second.head).not.toBe(first.head);
    expect(isSigned(attempt, second)).toBe(true);
    expect(await server.parts.seals.signed(attempt, 1)).toEqual(first);
  });
});
