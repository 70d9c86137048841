/**
 * @typedef {import('../setup/plan.js').Missing} Missing
 * @typedef {{ name: string, suffix: RegExp, needs: readonly Missing['what'][] }} Project
 */

/** As in vitest.config.ts. */
export const PROJECTS = /** @type {const} @satisfies {readonly Project[]} */ ([
  { name: 'unit', suffix: /(?<![.](?:redis|docker))[.]test[.]tsx?$/, needs: [] },
  { name: 'redis', suffix: /[.]redis[.]test[.]ts$/, needs: ['redis'] },
  { name: 'docker', suffix: /[.]docker[.]test[.]ts$/, needs: ['redis', 'docker'] },
  { name: 'browser', suffix: /[.]spec[.]ts$/, needs: ['redis', 'docker', 'browser'] },
]);

/**
 * Which projects can run on this machine, and why the others cannot.
 * @param {readonly Missing[]} missing
 */
export function choose(missing) {
  const reasons = (/** @type {Project} */ project) => missing.filter(({ what }) => project.needs.includes(what)).map(({ how }) => how);
  return {
    runs: PROJECTS.filter((project) => reasons(project).length === 0),
    skips: PROJECTS.filter((project) => reasons(project).length > 0).map((project) => ({ project, reasons: reasons(project) })),
  };
}
