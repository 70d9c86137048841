/** BullMQ's id of one try. Adding the same one twice is harmless; the next try is another job. */
export function jobIdOf(of: { readonly id: string; readonly try: number }): string {
  return `${of.id}-${of.try}`;
}

export function readJobId(jobId: string): { id: string; try: number } {
  const at = jobId.lastIndexOf('-');
  return { id: jobId.slice(0, at), try: Number(jobId.slice(at + 1)) };
}
