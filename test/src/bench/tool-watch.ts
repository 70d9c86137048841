import { readdirSync, readFileSync } from 'node:fs';
import { pause, wallMs } from '../harness/clock.ts';

export type Tool = 'compile' | 'link' | 'vet' | 'program';

/** One process that was seen. Milliseconds since 1970; a look is taken about every two. */
export interface Seen {
  readonly tool: Tool;
  /** The id of its container. */
  readonly container: string;
  readonly from: number;
  readonly to: number;
}

/** By the name that a process of the sandbox's containers was started under. */
function toolOf(command: string): Tool | undefined {
  const [program = ''] = command.split('\0');
  const tool = /\/tool\/(compile|link|vet)$/.exec(program)?.[1];
  if (tool === 'compile' || tool === 'link' || tool === 'vet') return tool;
  return program.startsWith('/job/') ? 'program' : undefined;
}

function pidsNow(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
}

/**
 * Looks at this machine's processes while a run goes on, since the compiler and the linker are called inside a container and
 * nothing tells when. It costs a fifth of a core, so rounds in which it looks are not measured otherwise. Where the engine
 * is on another machine it sees nothing.
 */
export class ToolWatch {
  readonly #known: Set<string>;
  readonly #open = new Map<string, { -readonly [K in keyof Seen]: Seen[K] }>();
  readonly #seen: Seen[] = [];
  #isOver = false;
  readonly #loop: Promise<void>;

  constructor() {
    this.#known = new Set(process.platform === 'linux' ? pidsNow() : []);
    this.#loop = process.platform === 'linux' ? this.#run() : Promise.resolve();
  }

  /** In the order in which they began. */
  async stop(): Promise<Seen[]> {
    this.#isOver = true;
    await this.#loop;
    return [...this.#seen, ...this.#open.values()].toSorted((a, b) => a.from - b.from);
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      this.#look();
      await pause(1);
    }
  }

  #look(): void {
    const at = wallMs();
    const there = pidsNow().filter((pid) => !this.#known.has(pid));
    for (const pid of there) {
      const open = this.#open.get(pid);
      if (open) {
        open.to = at;
        continue;
      }
      const found = identify(pid);
      if (found) this.#open.set(pid, { ...found, from: at, to: at });
    }
    const alive = new Set(there);
    for (const [pid, seen] of this.#open) {
      if (alive.has(pid)) continue;
      this.#seen.push(seen);
      this.#open.delete(pid);
    }
  }
}

function identify(pid: string): Pick<Seen, 'tool' | 'container'> | undefined {
  try {
    const tool = toolOf(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    const container = tool && /[0-9a-f]{64}/.exec(readFileSync(`/proc/${pid}/cgroup`, 'utf8'))?.[0];
    return tool && container !== undefined ? { tool, container } : undefined;
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}
