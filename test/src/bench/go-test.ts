import { join } from 'node:path';
import type { Files } from '@twohours/wire/workspace';
import { testsMsOf, type Timed } from './go-test-output.ts';
import { writeFiles, type GoPlace } from './go-place.ts';

/** As the image's standard library is compiled: with others the cache is cold, and programs that speak HTTP link C. */
export const TAGS = '-tags=netgo,osusergo';

/** One exercise's files in a place, tested again and again by the go command. */
export class GoTest {
  readonly #place: GoPlace;
  readonly #name: string;
  readonly #env: string;

  /** `env` such as `GORACE=…`. */
  constructor(place: GoPlace, name: string, env = '') {
    this.#place = place;
    this.#name = name;
    this.#env = env;
  }

  async write(files: Files): Promise<void> {
    await writeFiles(join(this.#place.work, this.#name), files);
  }

  /** From the command to its end, when everybody can read how it went. */
  async test(): Promise<Timed> {
    const out = `/tmp/${this.#name}.out`;
    const command = `${this.#env} go test -race ${TAGS} -vet=off -count=1 -json ./... >${out}`;
    const said = await this.#place.sh(`cd /work/${this.#name}; ${timed(command)}; code=$?; cat ${out}; exit $code`);
    return { totalMs: tookMs(said), testsMs: testsMsOf(said) };
  }

  /** `-race`, so that it uses the very archives that the tests are linked with. */
  async vet(): Promise<number> {
    return tookMs(await this.#place.sh(`cd /work/${this.#name}; ${timed(`go vet -race ${TAGS} ./...`)}`));
  }
}

/** Ends as the command did. */
function timed(command: string): string {
  return `from=$(date +%s%N); ${command}; code=$?; echo "TOOK $(($(date +%s%N) - from))"; (exit $code)`;
}

function tookMs(said: string): number {
  const took = /^TOOK (\d+)$/m.exec(said)?.[1];
  if (took === undefined) throw new Error(`no time was taken:\n${said.slice(-2_000)}`);
  return Number(took) / 1e6;
}
