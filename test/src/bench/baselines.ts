import { randomUUID } from 'node:crypto';
import type Docker from 'dockerode';
import { until } from '../harness/clock.ts';
import type { Desk } from './desk.ts';
import { FreshContainers } from './fresh.ts';
import { GoChroot } from './go-chroot.ts';
import { GoContainer } from './go-container.ts';
import type { GoPlace } from './go-place.ts';
import { GoTest } from './go-test.ts';
import { EDITED, editOf, type Program } from './programs.ts';
import { say } from './say.ts';
import type { Cleanups, Stack } from './stack.ts';

export interface Baselines {
  readonly plain: GoContainer;
  /** Undefined where this machine does not let us. */
  readonly bare: GoChroot | undefined;
  readonly fresh: FreshContainers;
  readonly how: { readonly plain: string; readonly bare: string; readonly fresh: string; readonly vet: string };
}

/** `desk` has a run container made, whose options are asked for. */
export async function startBaselines(stack: Stack, cleanups: Cleanups, desk: Desk, programs: readonly Program[]): Promise<Baselines> {
  const { docker, labels, image } = stack;
  const goImage = `${image}-go`;
  const plain = cleanups.add(await GoContainer.start(docker, goImage, labels), (each) => each.close());
  const obstacle = GoChroot.obstacle();
  if (obstacle === undefined) say('laying out the image, for work without any isolation');
  const bare = obstacle === undefined ? cleanups.add(await GoChroot.start(docker, goImage), (each) => each.close()) : undefined;
  say('the caches are warmed');
  for (const place of bare ? [plain, bare] : [plain]) for (const program of programs) await warm(place, program);
  const warmed = `twohours-bench-warm:${randomUUID().slice(0, 8)}`;
  await plain.commit(warmed);
  cleanups.add(docker.getImage(warmed), (each) => each.remove({ force: true }));
  const env = (await docker.getImage(goImage).inspect()).Config.Env ?? [];
  const [like] = await Promise.all([runContainerOf(stack), desk.press()]);
  const fresh = cleanups.add(await FreshContainers.make(docker, { like, image: warmed, env, labels }), (each) => each.close());
  const how = {
    plain: plain.how,
    bare: bare?.how ?? obstacle ?? '',
    fresh: fresh.how,
    vet: 'The baselines run with -vet=off, and vet is timed apart; ours runs it once the programs are built, beside the tests.',
  };
  return { plain, bare, fresh, how };
}

/** Everything that is not edited between rounds is in the cache, the standard library first of all. */
async function warm(place: GoPlace, program: Program): Promise<void> {
  const test = new GoTest(place, program.name);
  await test.write({ ...program.files, [EDITED]: editOf(program, 0) });
  await test.test();
  await test.vet();
}

/** One that waits for a job or serves one, as the engine tells of it. */
async function runContainerOf({ docker, image, sandboxInstance }: Stack): Promise<Docker.ContainerInspectInfo> {
  const { Id: runImage } = await docker.getImage(`${image}-run`).inspect();
  let found: Docker.ContainerInspectInfo | undefined;
  const look = async () => {
    const all = await docker.listContainers({ all: true, filters: { label: [`twohours.instance=${sandboxInstance}`] } });
    const one = all.find(({ ImageID: id }) => id === runImage);
    found = one && (await docker.getContainer(one.Id).inspect());
    return found !== undefined;
  };
  await until(look, 'a run container');
  if (!found) throw new Error('there is no run container');
  return found;
}
