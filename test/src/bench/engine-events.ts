import type Docker from 'dockerode';
import { z } from 'zod';

const EventSchema = z.object({ Action: z.string(), id: z.string().optional(), from: z.string().optional(), timeNano: z.number() });

export interface EngineEvent {
  readonly action: string;
  readonly container: string;
  readonly image: string;
  /** Milliseconds since 1970, on the engine's clock. */
  readonly at: number;
}

/** What the engine says of the containers of one sandbox, as it happens: when they really ended, whatever the sandbox waits for. */
export class EngineEvents {
  readonly all: EngineEvent[] = [];
  readonly #stream: NodeJS.ReadableStream & { destroy?: () => void };
  readonly #heard = new Set<() => void>();

  private constructor(stream: NodeJS.ReadableStream) {
    this.#stream = stream;
    let rest = '';
    stream.on('error', () => undefined);
    stream.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter((each) => each !== '')) this.#hear(EventSchema.parse(JSON.parse(line)));
    });
  }

  static async listen(docker: Docker, instance: string): Promise<EngineEvents> {
    return new EngineEvents(await docker.getEvents({ filters: { type: ['container'], label: [`twohours.instance=${instance}`] } }));
  }

  /** The first that fits after so many others, heard already or still to come. */
  async next(after: number, fits: (event: EngineEvent) => boolean, withinMs = 15_000): Promise<EngineEvent> {
    const late = AbortSignal.timeout(withinMs);
    for (;;) {
      const found = this.all.slice(after).find(fits);
      if (found) return found;
      await new Promise<void>((resolve, reject) => {
        this.#heard.add(resolve);
        late.addEventListener('abort', () => reject(new Error(`the engine said nothing of it within ${withinMs} ms`)));
      });
    }
  }

  close(): void {
    this.#stream.destroy?.();
  }

  #hear({ Action: action, id = '', from: image = '', timeNano }: z.infer<typeof EventSchema>): void {
    this.all.push({ action, container: id, image, at: timeNano / 1e6 });
    for (const tell of this.#heard) tell();
    this.#heard.clear();
  }
}
