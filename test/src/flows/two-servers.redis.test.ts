import { MINUTE_MS, SECOND_MS } from '@twohours/wire/time';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../harness/person.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

let one: TestServer;
let two: TestServer;
let admin: Person;

beforeAll(async () => {
  one = await startTestServer();
  two = await startTestServer({}, one);
  admin = await one.admin();
});
afterAll(async () => {
  await two.close();
  await one.close();
});

async function sitting() {
  const { candidate, attempt } = await one.invite(admin);
  await candidate.call('startAttempt');
  const { epoch } = await candidate.call('takeLease', { body: { device: 'device-one', takeOver: false } });
  const view = await candidate.call('readWorkspace');
  const file = view.files.find((each) => each.path.endsWith('.go') && !view.readOnly.includes(each.path))?.id ?? '';
  return { attempt, epoch, file, here: candidate, there: candidate.at(two.url) };
}

const batch = (seq: number, epoch: number, f: string, s: string) => ({ seq, epoch, events: [{ kind: 'edit' as const, f, o: 0, d: 0, s, ago: 0 }] });

describe('two servers on one Redis', () => {
  it('[A9] a batch that reaches both is in the recording once', async () => {
    const { here, there, epoch, file } = await sitting();
    for (let seq = 1; seq <= 30; seq += 1) {
      const body = batch(seq, epoch, file, `// ${seq}\n`);
      const replies = await Promise.all([here.call('appendEdits', { body }), there.call('appendEdits', { body })]);
      expect(replies.map((reply) => reply.kind)).toEqual(['saved', 'saved']);
    }
    for (const person of [here, there]) {
      const text = (await person.call('readWorkspace')).files.find((each) => each.id === file)?.text ?? '';
      expect(text.split('\n').filter((line) => /^\/\/ \d+$/.test(line))).toHaveLength(30);
    }
  });

  it('[A9] of two different batches with one number, one is recorded, and both servers agree which', async () => {
    const { here, there, epoch, file } = await sitting();
    for (let seq = 1; seq <= 20; seq += 1) {
      await Promise.all([
        here.call('appendEdits', { body: batch(seq, epoch, file, `// here ${seq}\n`) }),
        there.call('appendEdits', { body: batch(seq, epoch, file, `// there ${seq}\n`) }),
      ]);
    }
    const [a, b] = await Promise.all([here, there].map(async (person) => (await person.call('readWorkspace')).files));
    expect(a).toEqual(b);
    const text = a?.find((each) => each.id === file)?.text ?? '';
    expect(text.split('\n').filter((line) => /^\/\/ (here|there) \d+$/.test(line))).toHaveLength(20);
  });

  it('[A9] an edit that raced with a take-over at the other server is in before it or not at all', async () => {
    const { here, there, epoch, file } = await sitting();
    let current = epoch;
    let seq = 1;
    const met = new Set<string>();
    for (let round = 0; round < 60 && met.size < 2; round += 1) {
      const append = here.call('appendEdits', { body: batch(seq, current, file, `// ${seq}\n`) });
      // A little later each time, so that both orders come about.
      for (let turn = 0; turn < round * 4; turn += 1) await new Promise(setImmediate);
      const [reply, lease] = await Promise.all([append, there.call('takeLease', { body: { device: 'device-two', takeOver: true } })]);
      if (lease.kind !== 'writer') throw new Error('no lease');
      met.add(reply.kind);
      // What the new writer is told is the truth: it goes on from there.
      const view = await there.call('readWorkspace');
      expect(reply.kind === 'saved' ? view.seq : view.seq + 1).toBe(seq);
      expect(lease.seq).toBe(view.seq);
      seq = view.seq + 1;
      current = lease.epoch;
    }
    expect(met).toEqual(new Set(['saved', 'not-the-writer']));
  });

  it('[A2] forty closers at both: one submission, one grading', async () => {
    const { attempt, here, there } = await sitting();
    await one.advance(15 * MINUTE_MS - 1);
    const closers = Array.from({ length: 40 }, (_, index) => {
      const person = index % 2 === 0 ? here : there;
      return person.refusal(person.call('submitAttempt'));
    });
    await Promise.all([...closers, one.advance(6 * SECOND_MS)]);
    await expect.poll(async () => (await here.call('readAttempt')).phase).toBe('closed');
    const result = await admin.call('readResult', { params: { attempt } });
    expect(result.submissions).toHaveLength(1);
    expect(result.gradings).toHaveLength(1);
  });

  it('[A13] an extension given at one reaches a page that is connected to the other', async () => {
    const { attempt, there } = await sitting();
    const page = await there.connect();
    await admin.call('addMinutes', { params: { attempt }, body: { minutes: 10, reason: 'fire drill' } });
    const told = page.hears('attempt:changed', (view: { remainingMs?: number }) => (view.remainingMs ?? 0) > 24 * MINUTE_MS, 2_000);
    expect(await told).toMatchObject({ phase: 'active' });
    there.leave();
  });
});
