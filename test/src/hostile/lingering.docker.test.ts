import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LABEL } from '@twohours/sandbox/containers';
import { prefixFor, USERS, WAITING } from '@twohours/sandbox/pool';
import { Lab } from '@twohours/sandbox/testing/lab';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findLeftovers } from './lingering.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(async () => {
  await lab.close();
});

const labels = () => ({ [LABEL.worker]: lab.deps.worker });

/** Process 1 of the run stage, waiting for an order that never comes. */
async function container(name: string) {
  const made = await lab.deps.engine.docker.createContainer({ name, Image: lab.deps.images.run, OpenStdin: true, Labels: labels() });
  await made.start();
  return { [Symbol.asyncDispose]: async () => made.remove({ force: true }) };
}

const stray = (uid: number) => spawn('sleep', ['60'], { uid, stdio: 'ignore' });
async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('what would be left of a pair', () => {
  it('[H3] is nothing at first', async () => {
    await expect(findLeftovers(lab)).resolves.toEqual([]);
  });

  it('[H4] is seen when it is a container, but for one that waits', async () => {
    const name = `${prefixFor('run_0')}${lab.deps.worker}`;
    {
      await using _ = await container(name);
      await expect(findLeftovers(lab)).resolves.toEqual([`container /${name}, running`]);
    }
    await using _ = await container(`${prefixFor(WAITING)}${lab.deps.worker}`);
    await expect(findLeftovers(lab)).resolves.toEqual([]);
  });

  it('[H5] is seen when it is a volume or a folder', async () => {
    const name = `left-${lab.deps.worker}`;
    await lab.deps.engine.docker.createVolume({ Name: name, Labels: labels() });
    const folder = join(lab.runtimeDir, 'programs', lab.deps.worker, 'left');
    await mkdir(folder, { recursive: true });
    const found = await findLeftovers(lab);
    await lab.deps.engine.docker.getVolume(name).remove();
    await rm(folder, { recursive: true });
    expect(found).toEqual([`volume ${name}`, 'folder left']);
    await expect(findLeftovers(lab)).resolves.toEqual([]);
  });

  // Only root can start a process as somebody else.
  it.skipIf(process.getuid?.() !== 0)('[H6] is seen when it is a process outside of all containers', async () => {
    const [one, other] = [stray(USERS.last), stray(USERS.last + 1)];
    await Promise.all([once(one, 'spawn'), once(other, 'spawn')]);
    const found = await findLeftovers(lab);
    await Promise.all([end(one), end(other)]);
    expect(found).toEqual([expect.stringMatching(new RegExp(`^process ${one.pid}: .* of user ${USERS.last}$`))]);
  });
});
