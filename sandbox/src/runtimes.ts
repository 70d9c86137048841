/**
 * gVisor executes only what its user may read too: https://github.com/google/gvisor/issues/160, and
 * https://github.com/google/gvisor/pull/14687 for when it will not any more.
 */
export function isGvisor(runtime: string | undefined): boolean {
  return runtime?.startsWith('runsc') === true;
}
