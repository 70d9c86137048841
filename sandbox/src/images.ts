import type { Engine } from './engine.ts';

/** Image ids: a container is made from exactly what was found, not from whatever a tag means later. */
export interface Images {
  readonly compile: string;
  readonly run: string;
}

/** SANDBOX_IMAGE is the compile stage's; the run stage's carries `-run` behind it. Throws a Fault where one is missing. */
export async function findImages(engine: Engine, image: string): Promise<Images> {
  const idOf = async (name: string) => {
    const found = await engine.call(`image ${name}`, () => engine.docker.getImage(name).inspect(), 5_000);
    return found.Id;
  };
  const [compile, run] = await Promise.all([idOf(image), idOf(`${image}-run`)]);
  return { compile, run };
}
