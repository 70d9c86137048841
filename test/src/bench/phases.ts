import type { Pressed } from './desk.ts';
import type { Told } from './story.ts';
import type { Seen, Tool } from './tool-watch.ts';

/**
 * Where the time goes between the click and the last test event on the page. Each begins where the one before it ends, so
 * that together they are all of it. Only `tests` is the tests' own.
 */
export interface Phases {
  /** Saving, the socket, recording the run, the queue, a slot. */
  readonly queue: number;
  /** The sandbox looks at the files and hands them to a compile container, which checks them. */
  readonly prepare: number;
  readonly compile: number;
  readonly link: number;
  /** The program goes to a run container and is started there. */
  readonly handOver: number;
  /** The program gets to its first test. */
  readonly startUp: number;
  readonly tests: number;
  /** From the sandbox hearing the last test end to the page showing it. */
  readonly streamToPage: number;
}

/** What goes on beside that. */
export interface Beside {
  /** go vet's, and how much of it lies behind the last test event on the page. */
  readonly vet: number;
  readonly vetAfterLastTest: number;
  /** From the last test event to the page saying how the run ended. */
  readonly lastTestToEnded: number;
}

/** Undefined where the tools could not be seen, or (the same files again) none was called. */
export function phasesOf({ watched }: Pressed, story: readonly Told[], seen: readonly Seen[]): { phases: Phases; beside: Beside } | undefined {
  const of = (tool: Tool) => seen.filter((each) => each.tool === tool);
  const tests = story.filter(({ event }) => event.type === 'test');
  const pickedUp = story.find(({ event }) => event.type === 'picked-up');
  const [program] = of('program');
  const [firstTest, lastTest] = [tests[0], tests.at(-1)];
  const signature = watched.shown.at(-1)?.tests;
  const onPage = watched.shown.find((each) => each.tests === signature)?.at;
  if (!pickedUp || !program || !firstTest || !lastTest || onPage === undefined) return undefined;
  const built = [...of('compile'), ...of('link')].filter((each) => each.from < program.from);
  const links = of('link').filter((each) => each.from < program.from);
  const link = links.reduce((sum, each) => sum + each.to - each.from, 0);
  // Where nothing is built, all of that is handing over.
  const builtFrom = Math.min(...built.map(({ from }) => from), program.from);
  const builtTo = Math.max(builtFrom, ...built.map(({ to }) => to));
  const isReused = built.length === 0;
  const vets = of('vet');
  return {
    phases: {
      queue: pickedUp.at - watched.clickedAt,
      prepare: isReused ? 0 : builtFrom - pickedUp.at,
      compile: builtTo - builtFrom - link,
      link,
      handOver: program.from - (isReused ? pickedUp.at : builtTo),
      startUp: firstTest.at - program.from,
      tests: lastTest.at - firstTest.at,
      streamToPage: onPage - lastTest.at,
    },
    beside: {
      vet: vets.reduce((sum, each) => sum + each.to - each.from, 0),
      vetAfterLastTest: Math.max(0, ...vets.map(({ to }) => to - onPage)),
      lastTestToEnded: watched.endedAt - onPage,
    },
  };
}
