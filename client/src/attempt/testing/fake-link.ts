import type { ActiveView, AttemptView, WorkspaceView } from '@twohours/wire/attempt';
import type { AttemptId, RunId } from '@twohours/wire/id';
import type { AppendReply, Batch } from '@twohours/wire/recording';
import type { BodyOf } from '@twohours/wire/route';
import type { RunStory, RunView } from '@twohours/wire/run';
import { ProblemError, unreachable } from '../../api/problem-error.ts';
import type { Link, LinkListener } from '../link.ts';
import type { FakeClock } from './fake-clock.ts';
import type { RecordingServer } from './recording-server.ts';

const ATTEMPT: AttemptId = 'att_0123456789abcdefghijkl';
const ALLOTTED_MS = 600_000;

/** An attempt on a server, as several pages share it. */
export class FakeServer {
  readonly recording: RecordingServer;
  readonly clock: FakeClock;
  readonly leftovers: BodyOf<'keepLeftovers'>[] = [];
  readonly pages = new Set<LinkListener>();
  phase: AttemptView['phase'] = 'active';
  deadline = ALLOTTED_MS;
  holder: string | undefined;
  corrupt: ReadonlySet<string> = new Set();

  constructor(recording: RecordingServer, clock: FakeClock) {
    this.recording = recording;
    this.clock = clock;
  }

  get active(): ActiveView {
    const remainingMs = Math.max(0, this.deadline - this.clock.monotonic());
    const names = { attempt: ATTEMPT, company: 'Acme', contact: 'jobs@acme.example', title: 'Warm-up' };
    return {
      phase: 'active',
      ...names,
      remainingMs,
      closesInMs: remainingMs + 5_000,
      allottedMs: ALLOTTED_MS,
      elapsedMs: 0,
      granted: [],
      epoch: this.recording.epoch,
    };
  }

  close(): void {
    this.phase = 'closed';
    this.recording.isClosed = true;
    for (const page of this.pages) page.changed({ phase: 'closed' });
  }
}

export class FakeLink implements Link {
  readonly server: FakeServer;
  /** `socket`: everything; `http`: no notices; `none`: nobody answers; `signed-out`: everything is refused. */
  line: 'socket' | 'http' | 'none' | 'signed-out' = 'socket';
  #listener: LinkListener | undefined;

  constructor(server: FakeServer) {
    this.server = server;
  }

  get isLive(): boolean {
    return this.line === 'socket';
  }

  open(listener: LinkListener): void {
    this.#listener = listener;
    this.server.pages.add(listener);
    if (this.isLive) listener.up();
  }

  close(): void {
    if (this.#listener) this.server.pages.delete(this.#listener);
  }

  hurry(): void {}

  setLine(line: FakeLink['line']): void {
    const was = this.line;
    this.line = line;
    if (!this.#listener || was === line) return;
    if (line === 'socket') {
      this.server.pages.add(this.#listener);
      this.#listener.up();
    } else {
      this.server.pages.delete(this.#listener);
      this.#listener.down();
    }
  }

  async #arrive<T>(work: () => T): Promise<T> {
    if (this.line === 'none') throw unreachable(new Error('no line'));
    if (this.line === 'signed-out') throw new ProblemError({ type: '', title: '', status: 401, detail: '', code: 'not-signed-in' });
    return work();
  }

  readAttempt(): Promise<AttemptView> {
    return this.#arrive(() => {
      if (this.server.phase === 'active') return this.server.active;
      const role = { id: 'backend', title: 'Backend', teams: [], stages: [{ title: 'Exercise', text: '', isExercise: true }] };
      const names = { attempt: ATTEMPT, candidate: 'Kim', company: 'Acme', contact: '', title: 'Warm-up', role };
      const told = { candidateSees: { verdicts: false, comments: false }, recording: { head: '', signature: '', publicKey: '' } };
      return { phase: 'closed', ...names, closedBy: 'deadline', closedAt: 0, usedMs: 0, ...told };
    });
  }

  startAttempt = () => this.readAttempt();

  submitAttempt(): Promise<AttemptView> {
    return this.#arrive(() => this.server.close()).then(() => this.readAttempt());
  }

  takeLease({ device, takeOver }: BodyOf<'takeLease'>) {
    return this.#arrive(() => {
      const { recording, holder } = this.server;
      if (holder !== undefined && holder !== device && !takeOver) return { kind: 'reader' as const, epoch: recording.epoch };
      this.server.holder = device;
      const lease = recording.lease();
      for (const page of this.server.pages) page.takenOver(lease.epoch);
      return { kind: 'writer' as const, ...lease };
    });
  }

  readWorkspace(): Promise<WorkspaceView> {
    return this.#arrive(() => {
      const { recording } = this.server;
      const files = [...recording.workspace].map(([id, file]) => ({ id, ...file }));
      return { attempt: this.server.active, statement: '', module: 'zmod/x', editable: ['**'], readOnly: ['api.go'], files, seq: recording.seq };
    });
  }

  append(batch: Batch): Promise<AppendReply> {
    return this.#arrive(() => this.server.recording.append(batch));
  }

  lastWords(batches: readonly Batch[]): void {
    for (const batch of batches) void this.append(batch).catch(() => undefined);
  }

  keepLeftovers(leftovers: BodyOf<'keepLeftovers'>): Promise<void> {
    return this.#arrive(() => {
      this.server.leftovers.push(leftovers);
    });
  }

  compare({ hashes }: { hashes: Record<string, string> }) {
    return this.#arrive(() => ({ differ: Object.keys(hashes).filter((file) => this.server.corrupt.has(file)) }));
  }

  readClock() {
    return this.#arrive(() => {
      const { remainingMs, closesInMs } = this.server.active;
      return { phase: this.server.phase, remainingMs, closesInMs, now: 0 };
    });
  }

  format({ text }: BodyOf<'formatFile'>) {
    return this.#arrive(() => ({ kind: 'formatted' as const, text }));
  }

  async listRuns(): Promise<readonly RunView[]> {
    return [];
  }

  startRun(): Promise<RunView> {
    return this.#arrive(() => ({ id: 'run_0123456789abcdefghijkl' as const, number: 1, atMs: 0, state: { phase: 'queued' } }));
  }

  async cancelRun(): Promise<void> {}

  async followRun(id: RunId): Promise<RunStory> {
    return { run: { id, number: 1, atMs: 0, state: { phase: 'queued' } }, entries: [] };
  }
}
