import type { Logger } from 'pino';
import type { Engine } from './engine.ts';
import { findImages, type Images } from './images.ts';

export type Availability = { readonly state: 'ready'; readonly images: Images } | { readonly state: 'unavailable'; readonly reason: string };

const NO_ENGINE = 'Code cannot be run at the moment: the sandbox does not reach its Docker engine. Your work is saved all the same.';
const NO_IMAGE = 'Code cannot be run at the moment: the image that it runs in has not been built. Your work is saved all the same.';
const PING_MS = 3_000;

/** Whether containers can be had right now. The reason is a sentence for pages; the log has the details. */
export async function findAvailability(engine: Engine, image: string, log: Pick<Logger, 'debug'>): Promise<Availability> {
  try {
    await engine.call('ping', () => engine.docker.ping(), PING_MS);
  } catch (error) {
    log.debug({ err: error }, 'the Docker engine does not answer');
    return { state: 'unavailable', reason: NO_ENGINE };
  }
  try {
    return { state: 'ready', images: await findImages(engine, image) };
  } catch (error) {
    log.debug({ err: error }, 'an image is missing');
    return { state: 'unavailable', reason: NO_IMAGE };
  }
}
