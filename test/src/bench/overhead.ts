import type { Desk, Pressed } from './desk.ts';
import type { FreshContainers } from './fresh.ts';
import type { GoTest } from './go-test.ts';
import type { Timed } from './go-test-output.ts';
import { calm } from './machine.ts';
import { EDITED, editOf, type Program } from './programs.ts';
import { say } from './say.ts';
import type { Stack } from './stack.ts';
import { mustHavePassed, ownTestsMs, readStory } from './story.ts';

export interface Ours extends Timed {
  readonly firstEventMs: number;
  /** From the click to the page saying how it ended: vet's advice is in it. */
  readonly endedMs: number;
}

export interface Round {
  readonly ours: Ours;
  /** Run pressed again, nothing edited. */
  readonly same: Ours;
  readonly plain: Timed;
  readonly plainVetMs: number;
  readonly bare: Timed | undefined;
  readonly bareVetMs: number | undefined;
  readonly fresh: Timed;
}

export interface Sides {
  readonly desk: Desk;
  readonly plain: GoTest;
  readonly bare: GoTest | undefined;
  readonly fresh: FreshContainers;
}

/** From the click to the last test event on the page. */
export async function readPressed(stack: Pick<Stack, 'redis' | 'keys'>, { watched, run }: Pressed): Promise<Ours> {
  mustHavePassed(run);
  const { clickedAt, shown, endedAt } = watched;
  // Where nothing has to be compiled, the page may come to say so together with what follows.
  const compiling = shown.find(({ status }) => /^(?:Compiling|Running)/.test(status));
  const last = shown.at(-1)?.tests;
  const lastTest = shown.find(({ tests }) => tests === last);
  if (!compiling || !lastTest) throw new Error(`the page did not show all of it: ${JSON.stringify(shown)}`);
  return {
    totalMs: lastTest.at - clickedAt,
    testsMs: ownTestsMs(await readStory(stack, run)),
    firstEventMs: compiling.at - clickedAt,
    endedMs: endedAt - clickedAt,
  };
}

/** One round: the same edit on all sides, one after the other, each on a machine that has calmed down. */
async function measureRound(stack: Stack, program: Program, { desk, plain, bare, fresh }: Sides, round: number): Promise<Round> {
  const edit = editOf(program, round);
  const files = { [EDITED]: edit };
  const result: { -readonly [K in keyof Round]?: Round[K] } = {};
  const turns = [
    async () => {
      await desk.edit(edit);
      await calm();
      result.ours = await readPressed(stack, await desk.press());
      await calm();
      result.same = await readPressed(stack, await desk.press());
    },
    async () => {
      await plain.write(files);
      await calm();
      result.plain = await plain.test();
      result.plainVetMs = await plain.vet();
    },
    async () => {
      await bare?.write(files);
      await calm();
      result.bare = await bare?.test();
      result.bareVetMs = await bare?.vet();
    },
    async () => {
      await fresh.write({ ...program.files, ...files });
      await calm();
      result.fresh = await fresh.test();
    },
  ];
  // Nobody always comes after the same one.
  for (let turn = 0; turn < turns.length; turn += 1) await turns[(turn + round) % turns.length]?.();
  const { ours, same, plain: inPlain, plainVetMs, fresh: inFresh } = result;
  if (!ours || !same || !inPlain || plainVetMs === undefined || !inFresh) throw new Error('a side was not measured');
  return { ours, same, plain: inPlain, plainVetMs, bare: result.bare, bareVetMs: result.bareVetMs, fresh: inFresh };
}

/** The first round warms everything up on all sides, and does not count. */
export async function measureOverhead(stack: Stack, program: Program, sides: Sides, rounds: number): Promise<Round[]> {
  const measured: Round[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const one = await measureRound(stack, program, sides, round);
    if (round === 0) continue;
    measured.push(one);
    const ms = (timed: Timed | undefined) => (timed ? (timed.totalMs - timed.testsMs).toFixed(0) : '–');
    say(
      `${program.name} ${round}/${rounds}: ours ${ms(one.ours)}, again ${ms(one.same)}, plain ${ms(one.plain)}, bare ${ms(one.bare)}, fresh ${ms(one.fresh)} ms`,
    );
  }
  return measured;
}
