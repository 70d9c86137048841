import type { Manifest, Role } from '@twohours/wire/exercise';
import type { Files } from '@twohours/wire/workspace';
import type { LineOf } from './read-yaml.ts';

/** One exercise folder in memory. Paths are relative to the subfolder that the field is named after. */
export interface Exercise {
  /** Absolute path of the folder. */
  readonly dir: string;
  readonly manifest: Manifest;
  readonly role: Role;
  readonly overview: string;
  readonly statement: string;
  readonly starter: Files;
  readonly hidden: Files;
  readonly solutions: Files;
  /** Where something stands in exercise.yaml; absent where that was no file. */
  readonly lineOf?: LineOf;
}
