import type { AttemptId } from '@twohours/wire/id';
import type { RunView } from '@twohours/wire/run';
import type { NoticeOf } from '@twohours/wire/socket';
import type { Files } from '@twohours/wire/workspace';
import type { Page, Person } from '../harness/person.ts';
import { write } from '../harness/solutions.ts';
import { EDITED, editOf, type Program } from './programs.ts';
import { newAttempt, type Stack } from './stack.ts';

const AT_A_TIME = 8;
/** Fifty runs on two slow cores. */
const PATIENCE_MS = 180_000;

/** One run as its candidate's page heard it. Milliseconds of this process' clock. */
export interface Heard {
  readonly pressedAt: number;
  readonly endedAt: number;
  readonly run: RunView;
  /** The places in the queue that were told, in order. */
  readonly places: readonly number[];
}

interface Member {
  readonly candidate: Person;
  readonly attempt: AttemptId;
  readonly page: Page;
}

/** Candidates with an attempt each and a page each: sockets as a browser has them, without the browser. */
export class Crowd {
  readonly members: readonly Member[];
  readonly #program: Program;

  private constructor(members: readonly Member[], program: Program) {
    this.members = members;
    this.#program = program;
  }

  static async gather(stack: Stack, program: Program, count: number, more: Files = {}): Promise<Crowd> {
    const members = await inTurns(Array.from({ length: count }), async () => {
      const { candidate, attempt } = await newAttempt(stack, program.exercise);
      await write(candidate, { ...program.files, ...more });
      return { candidate, attempt, page: await candidate.connect() };
    });
    return new Crowd(members, program);
  }

  /** Everybody has edited something, each something else, and nothing that was there before. */
  async edit(generation: number): Promise<void> {
    await inTurns(this.members, async ({ candidate }, index) => {
      await write(candidate, { [EDITED]: editOf(this.#program, generation * 1_000 + index) });
    });
  }

  /** The same people, fewer of them. */
  first(count: number): Crowd {
    return new Crowd(this.members.slice(0, count), this.#program);
  }

  async press(member: Member): Promise<Heard> {
    const { page } = member;
    const pressedAt = performance.now();
    const { id } = await page.ask('run:start', {});
    const run = (await page.hears('run:ended', (ended: RunView) => ended.id === id, PATIENCE_MS)) as RunView;
    return { pressedAt, endedAt: performance.now(), run, places: placesOf(page, id) };
  }

  leave(): void {
    for (const { candidate } of this.members) candidate.leave();
  }
}

function placesOf(page: Page, id: string): number[] {
  return page.heard.flatMap(({ name, payload }) => {
    if (name !== 'run:moved') return [];
    const { run, place } = payload as NoticeOf<'run:moved'>;
    return run === id && place.ahead !== undefined ? [place.ahead] : [];
  });
}

async function inTurns<T, R>(all: readonly T[], work: (one: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < all.length; from += AT_A_TIME) {
    results.push(...(await Promise.all(all.slice(from, from + AT_A_TIME).map((one, index) => work(one, from + index)))));
  }
  return results;
}
