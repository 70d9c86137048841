import type { AttemptId } from '@twohours/wire/id';
import type { RunView } from '@twohours/wire/run';
import type { Files } from '@twohours/wire/workspace';
import type { BrowserContext, Page } from 'playwright-core';
import { newContext, replaceText } from '../harness/browser.ts';
import { until, wallMs } from '../harness/clock.ts';
import type { Person } from '../harness/person.ts';
import { write } from '../harness/solutions.ts';
import { EDITED } from './programs.ts';
import { newAttempt, type Stack } from './stack.ts';
import { watchRun, type Watched, type WatchOptions } from './watch-page.ts';

const PATIENCE_MS = 90_000;

export interface Pressed {
  readonly watched: Watched;
  /** As the server has it once it was settled. */
  readonly run: RunView;
}

/** Someone at their desk: an attempt with files in it, open in a browser, one file on screen to be edited. */
export class Desk {
  readonly attempt: AttemptId;
  readonly #candidate: Person;
  readonly #context: BrowserContext;
  readonly #page: Page;
  #runs = 0;

  private constructor(of: { attempt: AttemptId; candidate: Person; context: BrowserContext; page: Page }) {
    this.attempt = of.attempt;
    this.#candidate = of.candidate;
    this.#context = of.context;
    this.#page = of.page;
  }

  static async open(stack: Stack, exercise: string, files: Files): Promise<Desk> {
    const { candidate, attempt, link } = await newAttempt(stack, exercise);
    await write(candidate, files);
    const context = await newContext(stack.browser);
    const page = await context.newPage();
    await page.goto(link);
    await page.getByRole('button', { name: 'Open the invitation' }).click();
    await page.locator('.monaco-editor').first().waitFor({ timeout: 30_000 });
    // The files were written by another device.
    await page.getByRole('button', { name: 'Take over here' }).click();
    await page.getByRole('button', { name: /^Saved/ }).waitFor();
    await page.getByRole('treeitem', { name: EDITED }).click();
    return new Desk({ attempt, candidate, context, page });
  }

  /** Types into the page what EDITED is to hold, and waits until the server has it. */
  async edit(text: string): Promise<void> {
    await replaceText(this.#page, text);
    const squeezed = (code: string | undefined) => code?.replaceAll(/\s+/g, ' ').trim();
    let stored: string | undefined;
    const saved = async () => {
      const { files } = await this.#candidate.call('readWorkspace');
      stored = files.find(({ path }) => path === EDITED)?.text;
      return squeezed(stored) === squeezed(text);
    };
    await until(saved, 'the edit to be saved').catch((cause: unknown) => {
      throw new Error(`typed:\n${text}\nstored:\n${stored}`, { cause });
    });
  }

  /** Presses Run, and looks on until the run has ended. Times are this machine's. */
  async press(options: Omit<WatchOptions, 'number' | 'patienceMs'> = {}): Promise<Pressed> {
    this.#runs += 1;
    const behindMs = await this.#clockBehindMs();
    const watched = await this.#page.evaluate(watchRun, { ...options, number: this.#runs, patienceMs: PATIENCE_MS });
    return { watched: shifted(watched, behindMs), run: await this.#settled() };
  }

  async close(): Promise<void> {
    await this.#context.close();
    this.#candidate.leave();
  }

  async #settled(): Promise<RunView> {
    let run: RunView | undefined;
    const isSettled = async () => {
      const { runs } = await this.#candidate.call('listRuns');
      run = runs.find(({ number }) => number === this.#runs);
      return run !== undefined && run.state.phase !== 'queued';
    };
    await until(isSettled, 'the run to be settled');
    if (!run) throw new Error('there is no such run');
    return run;
  }

  /** A page counts from when it was opened, and does not notice when this machine's clock is set. */
  async #clockBehindMs(): Promise<number> {
    const behind: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const before = wallMs();
      const there = await this.#page.evaluate(() => performance.timeOrigin + performance.now());
      behind.push((before + wallMs()) / 2 - there);
    }
    return behind.toSorted((a, b) => a - b)[2] ?? 0;
  }
}

function shifted(watched: Watched, ms: number): Watched {
  const later = <T extends { at: number }>(entry: T): T => ({ ...entry, at: entry.at + ms });
  return {
    clickedAt: watched.clickedAt + ms,
    cancelledAt: watched.cancelledAt === undefined ? undefined : watched.cancelledAt + ms,
    shown: watched.shown.map(later),
    found: watched.found.map(later),
    endedAt: watched.endedAt + ms,
  };
}
