import type { Batch, WorkspaceEvent } from '@twohours/wire/recording';
import { applyEvents } from '@twohours/wire/recording';
import { filesOf, startingWorkspace, type Workspace } from '@twohours/wire/workspace';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { MemoryJournal } from './memory-journal.ts';
import { Outbox } from './outbox.ts';
import { FakeClock, settle } from './testing/fake-clock.ts';
import { RecordingServer } from './testing/recording-server.ts';

const LINES = ['good', 'cut', 'deaf', 'slow', 'twice'] as const;
type Line = (typeof LINES)[number];

type Step =
  | { kind: 'type'; file: number; at: number; deleted: number; text: string }
  | { kind: 'create' | 'rename' | 'delete' | 'reload' | 'lost-lease' }
  | { kind: 'wait'; ms: number }
  | { kind: 'line'; line: Line };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('type' as const),
      file: fc.nat(3),
      at: fc.nat(40),
      deleted: fc.nat(3),
      text: fc.string({ maxLength: 4 }).map((text) => text.replaceAll('\r', '')),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(1_500) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('line' as const), line: fc.constantFrom(...LINES) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('create' as const, 'rename' as const, 'delete' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('reload' as const, 'lost-lease' as const) }) },
);

/** One browser profile with one page at a time, over a line that loses requests and answers, delays and repeats. */
class Profile {
  readonly clock = new FakeClock();
  readonly journal = new MemoryJournal();
  readonly server = new RecordingServer({ 'a.go': 'package a\n', 'b.go': '' });
  screen: Workspace = startingWorkspace(this.server.starter);
  line: Line = 'good';
  #page = new AbortController();
  #outbox!: Outbox;
  #made = 0;

  async open(): Promise<void> {
    await this.journal.ask();
    const lease = this.server.lease();
    this.#page = new AbortController();
    const ports = { journal: this.journal, clock: this.clock, send: (batch: Batch) => this.#send(batch) };
    this.#outbox = new Outbox(ports, lease, await this.journal.adopt(lease), () => undefined);
    void this.#outbox.run(this.#page.signal);
  }

  close(): void {
    this.#page.abort();
  }

  async #send(batch: Batch) {
    const line = this.line;
    if (line === 'cut') throw new Error('request lost');
    if (line === 'slow') await this.clock.sleep(700);
    const reply = this.server.append(batch);
    if (line === 'twice') void this.clock.sleep(900).then(() => this.server.append(batch));
    if (line === 'deaf') throw new Error('answer lost');
    return reply;
  }

  #do(event: WorkspaceEvent): void {
    this.screen = applyEvents(this.screen, [event]);
    this.#outbox.record([event]);
  }

  async take(step: Step): Promise<void> {
    const files = [...this.screen];
    switch (step.kind) {
      case 'type': {
        const [f, file] = files[step.file % files.length] ?? [];
        if (f === undefined || !file) return;
        const o = step.at % (file.text.length + 1);
        return this.#do({ kind: 'edit', f, o, d: Math.min(step.deleted, file.text.length - o), s: step.text, ago: 0 });
      }
      case 'create':
        return this.#do({ kind: 'created', f: `x${++this.#made}`, path: `n${this.#made}.go`, text: 'package n\n', ago: 0 });
      case 'rename':
        if (files[0]) this.#do({ kind: 'renamed', f: files[0][0], path: `r${++this.#made}.go`, ago: 0 });
        return;
      case 'delete':
        if (files.length > 1 && files[0]) this.#do({ kind: 'deleted', f: files[0][0], ago: 0 });
        return;
      case 'wait':
        return this.clock.advance(step.ms);
      case 'line':
        this.line = step.line;
        return;
      case 'reload':
      case 'lost-lease':
        // What is in the journal survives the page; the journal is at most one transaction behind the editor.
        await settle();
        this.close();
        if (step.kind === 'lost-lease') {
          await this.journal.ask();
          this.server.lease();
        }
        return this.open();
    }
  }

  async calm(): Promise<void> {
    this.line = 'good';
    this.#outbox.retryNow();
    await this.clock.advance(20_000);
  }

  get outbox(): Outbox {
    return this.#outbox;
  }
}

it('[O20] whatever the line loses, delays or repeats and however often the page is reloaded, the recording folds to what was on screen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const profile = new Profile();
      await profile.open();
      for (const one of steps) await profile.take(one);
      await profile.calm();
      expect(profile.server.files).toEqual(filesOf(profile.screen));
      expect(profile.outbox.state).toMatchObject({ unsent: 0, isReachable: true });
      expect(await profile.journal.leftovers()).toEqual([]);
      profile.close();
    }),
    { numRuns: 400 },
  );
});
