import type { WorkspaceEvent } from '@twohours/wire/recording';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveAttempt } from './live-attempt.ts';
import type { DeskPage } from './live-state.ts';
import { MemoryJournal } from './memory-journal.ts';
import type { Tabs } from './tabs.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { FakeLink, FakeServer } from './testing/fake-link.ts';
import { RecordingServer } from './testing/recording-server.ts';

const typed = (s: string): WorkspaceEvent => ({ kind: 'edit', f: 's0', o: 0, d: 0, s, ago: 0 });

/** The tabs of one browser profile: they share a journal and hear each other. */
class Profile {
  readonly journal = new MemoryJournal();
  readonly #tabs = new Set<{ yieldNow: Parameters<Tabs['answerClaims']>[0] }>();

  openTabs = (): Tabs => {
    const me = { yieldNow: (): { isWriter: boolean; settled: Promise<void> } => ({ isWriter: false, settled: Promise.resolve() }) };
    this.#tabs.add(me);
    return {
      claim: async () => {
        for (const tab of this.#tabs) if (tab !== me) await tab.yieldNow().settled;
      },
      answerClaims: (handler) => {
        me.yieldNow = handler;
      },
      close: () => this.#tabs.delete(me),
    };
  };
}

describe('the live attempt', () => {
  let clock: FakeClock;
  let server: FakeServer;
  let opened: LiveAttempt[];
  let notices: string[];
  let isOthers: boolean;

  beforeEach(() => {
    clock = new FakeClock();
    server = new FakeServer(new RecordingServer({ 'a.go': '', 'api.go': 'package x\n' }), clock);
    opened = [];
    notices = [];
    isOthers = false;
  });
  afterEach(() => {
    for (const live of opened) live.close();
  });

  async function open(profile: Profile, device = 'this device', line: FakeLink['line'] = 'socket') {
    const link = new FakeLink(server);
    link.line = line;
    const live = new LiveAttempt({
      link,
      clock,
      device,
      openJournal: async () => profile.journal,
      openTabs: profile.openTabs,
      notice: (sentence) => notices.push(sentence),
      claimSession: () => undefined,
      isOthersSession: () => isOthers,
    });
    opened.push(live);
    live.open();
    await clock.advance(100);
    return { live, link };
  }

  function pageOf(live: LiveAttempt): DeskPage {
    if (live.state.status !== 'ready' || live.state.page.phase !== 'active') throw new Error(`not at the desk: ${JSON.stringify(live.state)}`);
    return live.state.page;
  }

  const textOf = (live: LiveAttempt) => pageOf(live).desk.textOf('s0');

  it('[L1] saves what is typed and says when', async () => {
    const { live } = await open(new Profile());
    pageOf(live).desk.apply([typed('a')]);
    expect(pageOf(live).save.kind).toBe('saving');
    await clock.advance(1_000);
    expect(pageOf(live).save).toEqual({ kind: 'saved', at: 1 });
    expect(server.recording.files['a.go']).toBe('a');
  });

  it('[L2] counts what it keeps while nobody answers, and sends it when somebody does', async () => {
    const { live, link } = await open(new Profile());
    link.setLine('none');
    await clock.advance(2_500);
    expect(pageOf(live).save).toMatchObject({ kind: 'offline', unsent: 0 });
    for (const letter of 'abc') pageOf(live).desk.apply([typed(letter)]);
    await clock.advance(60_000);
    expect(pageOf(live).save).toMatchObject({ kind: 'offline', unsent: 3 });
    link.setLine('socket');
    await clock.advance(1_000);
    expect(pageOf(live).save.kind).toBe('saved');
    expect(server.recording.files['a.go']).toBe('cba');
  });

  it('[L3] saves over HTTP where there is no socket, and follows the deadline there too', async () => {
    const { live } = await open(new Profile(), 'this device', 'http');
    pageOf(live).desk.apply([typed('a')]);
    await clock.advance(1_000);
    expect(pageOf(live).save.kind).toBe('saved');
    server.deadline += 600_000;
    await clock.advance(2_100);
    expect(pageOf(live).time.remainingMs).toBeGreaterThan(600_000);
  });

  it('[L4] a newer tab of the same profile takes over silently, with everything that was typed', async () => {
    const profile = new Profile();
    const first = await open(profile);
    first.link.setLine('none');
    pageOf(first.live).desk.apply([typed('a')]);
    const second = await open(profile);
    expect(textOf(second.live)).toBe('a');
    expect(pageOf(second.live).writing.kind).toBe('writer');
    expect(pageOf(first.live).writing).toEqual({ kind: 'reader', why: 'tab' });
    first.link.setLine('socket');
    await clock.advance(15_000);
    expect(server.leftovers).toEqual([]);
    expect(server.recording.files['a.go']).toBe('a');
  });

  it('[L5] another device reads until the candidate takes over; the first one then reads', async () => {
    const first = await open(new Profile());
    const second = await open(new Profile(), 'other device');
    expect(pageOf(second.live).writing).toEqual({ kind: 'reader', why: 'device' });
    await second.live.sitting?.takeOver();
    expect(pageOf(second.live).writing.kind).toBe('writer');
    await clock.advance(3_000);
    expect(pageOf(first.live).writing).toEqual({ kind: 'reader', why: 'device' });
    pageOf(second.live).desk.apply([typed('b')]);
    await clock.advance(15_000);
    expect(textOf(first.live)).toBe('b');
  });

  it('[L6] keeps what was typed under a lost lease beside the attempt, and offers it', async () => {
    const first = await open(new Profile());
    first.link.setLine('none');
    pageOf(first.live).desk.apply([typed('mine')]);
    const second = await open(new Profile(), 'other device');
    await second.live.sitting?.takeOver();
    pageOf(second.live).desk.apply([typed('theirs')]);
    await clock.advance(1_000);
    first.link.setLine('socket');
    await clock.advance(5_000);
    expect(server.recording.files['a.go']).toBe('theirs');
    expect(server.leftovers).toMatchObject([{ kind: 'stranded', batches: [{ events: [{ s: 'mine' }] }] }]);
    expect(pageOf(first.live).stranded).toEqual({ edits: 1, files: [{ path: 'a.go', mine: 'mine', theirs: 'theirs' }] });
    first.live.sitting?.dismissStranded();
    expect(pageOf(first.live).stranded).toBeUndefined();
  });

  it('[L7] taking over again loses nothing of either', async () => {
    const profile = new Profile();
    const first = await open(profile);
    pageOf(first.live).desk.apply([typed('a')]);
    const second = await open(profile);
    pageOf(second.live).desk.apply([typed('b')]);
    await first.live.sitting?.takeOver();
    pageOf(first.live).desk.apply([typed('c')]);
    await clock.advance(1_000);
    expect(server.recording.files['a.go']).toBe('cba');
    expect(pageOf(second.live).writing).toEqual({ kind: 'reader', why: 'tab' });
  });

  it('[L8] states the screen anew when the server refuses an edit', async () => {
    const { live } = await open(new Profile());
    pageOf(live).desk.apply([typed('ab')]);
    await clock.advance(1_000);
    server.recording.refusals = 2;
    pageOf(live).desk.apply([typed('c')]);
    await clock.advance(20);
    pageOf(live).desk.apply([typed('d')]);
    await clock.advance(3_000);
    pageOf(live).desk.apply([typed('e')]);
    await clock.advance(1_000);
    expect(pageOf(live).save.kind).toBe('saved');
    expect(server.recording.files['a.go']).toBe('edcab');
    expect(notices).toEqual([]);
  });

  it('[L9] sends the whole text of a file about which page and server disagree', async () => {
    const { live } = await open(new Profile());
    pageOf(live).desk.apply([typed('a')]);
    await clock.advance(1_000);
    server.corrupt = new Set(['s0']);
    await clock.advance(5_000);
    // The digest is worked out beside the event loop.
    await vi.waitUntil(() => pageOf(live).save.kind === 'saving');
    await clock.advance(1_000);
    expect(server.recording.entries.flatMap((entry) => entry.events)).toMatchObject([{ kind: 'edit' }, { kind: 'snapshot', text: 'a' }]);
  });

  it('[L10] locks when the server says that time is up, and shows the receipt when it is closed', async () => {
    const { live } = await open(new Profile());
    await clock.advance(server.deadline - clock.monotonic() - 300);
    pageOf(live).desk.apply([typed('a')]);
    await clock.advance(400);
    expect(pageOf(live).ending).toBe('time-up');
    expect(server.recording.files['a.go']).toBe('a');
    server.close();
    await clock.advance(1_000);
    expect(live.state).toMatchObject({ status: 'ready', page: { phase: 'closed', late: 0 } });
  });

  it('[L11] asks the server before it believes zero', async () => {
    const { live, link } = await open(new Profile());
    link.setLine('http');
    server.deadline += 600_000;
    await clock.advance(600_000 - clock.monotonic());
    await clock.advance(3_000);
    expect(pageOf(live).ending).toBe('no');
    expect(pageOf(live).time.remainingMs).toBeGreaterThan(0);
  });

  it('[L12] at zero without an answer it locks, says that it could not ask, and opens again when there is more time', async () => {
    const { live, link } = await open(new Profile());
    link.setLine('none');
    await clock.advance(server.deadline - clock.monotonic() + 3_000);
    expect(pageOf(live).ending).toBe('unheard');
    server.deadline += 600_000;
    link.setLine('socket');
    await clock.advance(1_000);
    expect(pageOf(live).ending).toBe('no');
  });

  it('[L13] hands over as late work what was typed before the end and arrives after it', async () => {
    const { live, link } = await open(new Profile());
    link.setLine('none');
    pageOf(live).desk.apply([typed('late')]);
    await clock.advance(1_000);
    server.close();
    link.setLine('socket');
    await clock.advance(5_000);
    expect(server.leftovers).toMatchObject([{ kind: 'late', batches: [{ events: [{ s: 'late' }] }] }]);
    expect(live.state).toMatchObject({ status: 'ready', page: { phase: 'closed', late: 1 } });
  });

  it('[L14] submits only what is saved, and says so otherwise', async () => {
    const { live, link } = await open(new Profile());
    link.setLine('none');
    pageOf(live).desk.apply([typed('a')]);
    const submitted = live.sitting?.submit().catch((error: unknown) => error);
    await clock.advance(11_000);
    expect(await submitted).toMatchObject({ problem: { title: 'Not submitted yet' } });
    expect(server.phase).toBe('active');
    link.setLine('socket');
    await clock.advance(1_000);
    await live.sitting?.submit();
    await clock.advance(1_000);
    expect(live.state).toMatchObject({ status: 'ready', page: { phase: 'closed' } });
    expect(server.recording.files['a.go']).toBe('a');
  });

  it('[L15] goes on where a page stopped that was killed without a line', async () => {
    const profile = new Profile();
    const first = await open(profile);
    first.link.setLine('none');
    pageOf(first.live).desk.apply([typed('a')]);
    await clock.advance(100);
    first.live.close();
    const second = await open(profile);
    expect(textOf(second.live)).toBe('a');
    expect(server.recording.files['a.go']).toBe('a');
  });

  it('[L16] its last words reach the server', async () => {
    const { live } = await open(new Profile());
    pageOf(live).desk.apply([typed('a')]);
    await clock.advance(10);
    pageOf(live).desk.apply([typed('b')]);
    live.lastWords();
    await clock.advance(1);
    expect(server.recording.files['a.go']).toBe('ba');
  });

  it('[L17] takes nothing that the workspace does not allow', async () => {
    const { live } = await open(new Profile());
    expect(pageOf(live).desk.apply([{ kind: 'edit', f: 's1', o: 0, d: 0, s: 'x', ago: 0 }])).toBe('api.go is read-only.');
    await clock.advance(1_000);
    expect(server.recording.entries).toEqual([]);
  });

  it('[L18] sends nothing under the session of another invitation, and keeps it for its own', async () => {
    const profile = new Profile();
    const { live } = await open(profile);
    isOthers = true;
    pageOf(live).desk.apply([typed('a')]);
    live.lastWords();
    await clock.advance(1_000);
    live.sessionChanged();
    await clock.advance(100);
    expect(live.state).toMatchObject({ status: 'failed', problem: { code: 'conflict' } });
    expect(server.recording.entries).toEqual([]);
    live.close();
    isOthers = false;
    const again = await open(profile);
    expect(textOf(again.live)).toBe('a');
  });

  it('[L19] goes on after it was signed out, with everything that was typed', async () => {
    const { live, link } = await open(new Profile());
    link.setLine('signed-out');
    pageOf(live).desk.apply([typed('a')]);
    await clock.advance(5_000);
    expect(live.state).toMatchObject({ status: 'failed', problem: { code: 'not-signed-in' } });
    link.setLine('socket');
    live.tryAgain();
    await clock.advance(1_000);
    expect(textOf(live)).toBe('a');
  });

  it('[L20] a newer tab that nobody heard of gets what the older one had, however late it looks into the journal', async () => {
    const profile = new Profile();
    const deaf = new Profile();
    const first = await open(profile);
    first.link.setLine('none');
    pageOf(first.live).desk.apply([typed('a')]);
    await clock.advance(300);
    first.link.setLine('http');
    const adopt = profile.journal.adopt.bind(profile.journal);
    profile.journal.adopt = async (lease) => {
      await clock.sleep(1_000);
      return adopt(lease);
    };
    Object.assign(deaf, { journal: profile.journal });
    const second = await open(deaf);
    for (const page of server.pages) page.takenOver(server.recording.epoch);
    await clock.advance(5_000);
    expect(textOf(second.live)).toBe('a');
    expect(pageOf(first.live).writing).toEqual({ kind: 'reader', why: 'tab' });
    expect(server.leftovers).toEqual([]);
  });

  it('[L21] is not put off by hearing of its own lease', async () => {
    const { live } = await open(new Profile());
    for (const page of server.pages) page.takenOver(server.recording.epoch);
    for (const page of server.pages) page.changed(server.active);
    await clock.advance(3_000);
    expect(pageOf(live).writing.kind).toBe('writer');
  });

  it('[L22] waits for the closing when the server takes nothing more, instead of starting over', async () => {
    const { live } = await open(new Profile());
    await clock.advance(server.deadline - clock.monotonic() + 5_000);
    const { epoch } = server.recording;
    server.recording.isClosed = true;
    for (const page of server.pages) page.changed({ phase: 'closed' });
    await clock.advance(1_500);
    expect(pageOf(live).ending).toBe('time-up');
    server.close();
    await clock.advance(1_000);
    expect(live.state).toMatchObject({ page: { phase: 'closed' } });
    expect(server.recording.epoch).toBe(epoch);
  });
});
