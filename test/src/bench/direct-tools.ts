import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ProgramOrder } from '@twohours/sandbox/run-stage';
import { quoted, type GoPlace } from './go-place.ts';
import { ordersFor } from './orders.ts';
import { EDITED, editOf, type Program } from './programs.ts';

/** What compiling, linking and running took, on the clock and of processors, in milliseconds. */
export interface DirectTimes {
  readonly compileMs: number;
  readonly linkMs: number;
  readonly runMs: number;
  readonly cpuMs: number;
}

const TOOLS = '/opt/twohours/tool';

/** In place of a tool: notes how it was called, and calls it. */
const NOTING = `#!/bin/bash
{
  printf '('
  while IFS= read -r -d '' pair; do printf 'export %q; ' "$pair"; done </proc/$$/environ
  printf 'cd %q; exec ${TOOLS}.real/%q' "$PWD" "\${0##*/}"
  printf ' %q' "$@"
  printf ')\\n'
} >>"$(dirname "$0").steps"
exec "${TOOLS}.real/\${0##*/}" "$@"
`;

/**
 * The same compiler and linker calls that the sandbox makes, and the same program, by a shell with no isolation: what the
 * work itself costs. The compile program of the image says once what it calls; from then on that is called directly.
 */
export class DirectTools {
  readonly #place: GoPlace;
  readonly #program: Program;
  readonly #name: string;
  readonly #script: string;

  private constructor(place: GoPlace, program: Program, name: string, script: string) {
    this.#place = place;
    this.#program = program;
    this.#name = name;
    this.#script = script;
  }

  static async prepare(place: GoPlace, program: Program, mode: 'visible' | 'hidden'): Promise<DirectTools> {
    const name = `direct-${mode}-${program.name}`;
    const orders = await ordersFor(program, mode);
    await mkdir(join(place.work, name), { recursive: true });
    await writeFile(join(place.work, name, 'job.tar'), orders.compile);
    await writeFile(join(place.work, name, 'noting'), NOTING, { mode: 0o755 });
    await writeFile(join(place.work, name, 'input'), orders.programs[0]?.input ?? '');
    const steps = (await place.sh(noteSteps(name))).trim().split('\n');
    const links = steps.flatMap((step) => / -o (\S+) .*-buildmode=exe/.exec(step)?.[1] ?? []);
    if (links.length !== 1) throw new Error(`one program was expected to be linked:\n${steps.join('\n')}`);
    const [order] = orders.programs;
    if (!order) throw new Error('nothing is to be run');
    const run = runStep(mode, links[0] ?? '', order, { folder: candidateOf(steps), input: `/work/${name}/input` });
    // In braces: a bare subshell is timed by itself, and says nothing once it has become the tool.
    const script = [
      ...steps.map((step) => `TIMEFORMAT='${step.includes(`${TOOLS}.real/link `) ? 'link' : 'compile'} %3R %3U %3S'; time { ${step}; }`),
      `TIMEFORMAT='run %3R %3U %3S'; time { ${run}; } >/tmp/${name}.out 2>&1`,
    ].join(' &&\n');
    return new DirectTools(place, program, name, `cp /work/${name}/edited ${quoted([`${candidateOf(steps)}/${EDITED}`])}\n${script}`);
  }

  async measure(round: number): Promise<DirectTimes> {
    await writeFile(join(this.#place.work, this.#name, 'edited'), editOf(this.#program, round));
    return readTimes(await this.#place.sh(this.#script));
  }
}

/** Calls the compile program as its container would, its input staying open, with tools that take notes, and keeps what it laid out. */
function noteSteps(name: string): string {
  return `
set -e
rm -rf ${TOOLS}.steps
[ -e ${TOOLS}.real ] || cp -a ${TOOLS} ${TOOLS}.real
for tool in compile link; do cp --remove-destination /work/${name}/noting ${TOOLS}/$tool; done
mkfifo /tmp/${name}.in
exec 9<>/tmp/${name}.in
cat /work/${name}/job.tar >&9 &
/opt/twohours/bin/compile </tmp/${name}.in >/tmp/${name}.answer 9>&-
exec 9>&-; rm /tmp/${name}.in
rm -rf ${TOOLS}; cp -a ${TOOLS}.real ${TOOLS}
cat ${TOOLS}.steps
`;
}

/** Hidden tests run as somebody who may not read their program: they look, and wait until it is so. */
function runStep(mode: 'visible' | 'hidden', program: string, { env, args }: ProgramOrder, at: { folder: string; input: string }): string {
  const command = `exec env -i ${quoted([...env, program, ...args])} <${at.input}`;
  if (mode === 'visible') return `(cd ${quoted([at.folder])}; ${command})`;
  const sealing = `chmod 0711 ${quoted([dirname(dirname(program)), dirname(program), program])}`;
  return `(cd /tmp; ${sealing}; ${command.replace('exec ', 'exec setpriv --reuid 65534 --regid 65534 --clear-groups --no-new-privs ')})`;
}

/** Where the compile program laid the workspace out: every package's compiler call is made in it. */
function candidateOf(steps: readonly string[]): string {
  const folder = steps.map((step) => /cd (\S+\/candidate)(?:\/|;)/.exec(step)?.[1]).find((found) => found !== undefined);
  if (folder === undefined) throw new Error(`no compiler was called in the workspace:\n${steps.join('\n')}`);
  return folder;
}

function readTimes(said: string): DirectTimes {
  const took = [...said.matchAll(/^(compile|link|run) ([\d.]+) ([\d.]+) ([\d.]+)$/gm)].map(([, kind, real, user, system]) => ({
    kind,
    realMs: Number(real) * 1_000,
    cpuMs: (Number(user) + Number(system)) * 1_000,
  }));
  if (!took.some(({ kind }) => kind === 'run')) throw new Error(`no times were taken:\n${said}`);
  const sum = (of: string) => took.filter(({ kind }) => kind === of).reduce((total, { realMs }) => total + realMs, 0);
  return { compileMs: sum('compile'), linkMs: sum('link'), runMs: sum('run'), cpuMs: took.reduce((total, { cpuMs }) => total + cpuMs, 0) };
}
