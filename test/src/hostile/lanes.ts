import { Lab } from '@twohours/sandbox/testing/lab';

/** One lane for each way that programs are handed in: twice as many programs at a time, on machines with two cores. */
const WAYS = ['bind', 'volume'] as const;

/** Labs, each for one pair at a time, so that what is left in one is its pair's. */
export class Lanes {
  readonly #labs: readonly Lab[];
  readonly #lasts: Promise<unknown>[];

  private constructor(labs: readonly Lab[]) {
    this.#labs = labs;
    this.#lasts = labs.map(async () => undefined);
  }

  /** Two lanes; one with another runtime, which is slower and shares less. */
  static async open(runtime: string | undefined): Promise<Lanes> {
    const ways = runtime === undefined ? WAYS : WAYS.slice(0, 1);
    return new Lanes(await Promise.all(ways.map(async (handIn) => Lab.open({ handIn, ...(runtime !== undefined && { runtime }) }))));
  }

  /** The same number always gets the same lane, so that what fails in one fails there again. */
  async with<T>(number: number, use: (lab: Lab) => Promise<T>): Promise<T> {
    const index = number % this.#labs.length;
    const [lab, last] = [this.#labs[index], this.#lasts[index]];
    if (!lab) throw new Error('the lanes are closed');
    const turn = (async () => {
      await last;
      return use(lab);
    })();
    this.#lasts[index] = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await Promise.all(this.#labs.map(async (lab) => lab.close()));
  }
}
