/** One thing that is wrong with an exercise, for its author. */
export interface Complaint {
  /** As the author would open it: relative to the exercise's folder, or absolute where it lies elsewhere. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  readonly message: string;
}

export function complaintLine({ file, line, message }: Complaint): string {
  return line === undefined ? `${file}: ${message}` : `${file}:${line}: ${message}`;
}

/** An exercise that cannot be read. Its message is all complaints, a line each. */
export class ExerciseError extends Error {
  readonly complaints: readonly Complaint[];

  constructor(folder: string, complaints: readonly Complaint[]) {
    super([`${folder} is not an exercise that can be used:`, ...complaints.map(complaintLine)].join('\n  '));
    this.name = 'ExerciseError';
    this.complaints = complaints;
  }
}
