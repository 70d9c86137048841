import type { Complaint } from './complaint.ts';
import type { Exercise } from './exercise.ts';

/** About what stands at this place of exercise.yaml. */
export function inManifest({ lineOf }: Pick<Exercise, 'lineOf'>, path: readonly PropertyKey[], message: string): Complaint {
  const line = lineOf?.(path);
  return { file: 'exercise.yaml', ...(line !== undefined && { line }), message };
}
