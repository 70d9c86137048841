import type { SealedPart } from '@twohours/wire/exercise';
import type { Diagnostic } from '@twohours/wire/job';
import { isEditable, pathComplaint, WORKSPACE_LIMITS, type Files } from '@twohours/wire/workspace';

export type Sources = { readonly files: Files } | { readonly refused: readonly Diagnostic[] };

/**
 * What is compiled: the candidate's editable files, and of the files that are not theirs to change the starter's own,
 * whatever the workspace says. The rest of the source policy is checked by the compile program, which can parse Go.
 */
export function sourcesOf(sealed: Pick<SealedPart, 'editable' | 'readOnly' | 'starter'>, workspace: Files): Sources {
  const refused: Diagnostic[] = [];
  const refuse = (rule: string, message: string, path?: string) =>
    refused.push({ tool: 'policy', rule, ...(path !== undefined && { path }), message });
  const ours = Object.entries(sealed.starter).filter(([path]) => !isEditable(sealed, path));
  const theirs = Object.entries(workspace).filter(([path]) => isEditable(sealed, path));
  for (const path of Object.keys(workspace)) {
    const complaint = pathComplaint(path);
    if (complaint !== undefined) refuse('path', complaint, path);
    else if (!isEditable(sealed, path) && sealed.starter[path] === undefined) {
      refuse('path', `This exercise takes files that match ${sealed.editable.join(', ')}. Rename this one or delete it.`, path);
    }
  }
  const all = new Set([...ours, ...theirs].map(([path]) => path));
  for (const path of all) {
    const parents = path
      .split('/')
      .slice(0, -1)
      .map((_, index, names) => names.slice(0, index + 1).join('/'));
    const parent = parents.find((folder) => all.has(folder));
    if (parent !== undefined) refuse('path', `${parent} is a file, so it cannot be this one's folder. Rename one of them.`, path);
  }
  for (const [path, text] of theirs) {
    if (text.length > WORKSPACE_LIMITS.fileLength) refuse('size', `A file may have ${WORKSPACE_LIMITS.fileLength / 1024} KiB at most.`, path);
  }
  const total = theirs.reduce((sum, [, text]) => sum + text.length, 0);
  if (total > WORKSPACE_LIMITS.totalLength) refuse('size', `All files together may have ${WORKSPACE_LIMITS.totalLength / 1024} KiB at most.`);
  if (theirs.length + ours.length > WORKSPACE_LIMITS.files) refuse('size', `There may be ${WORKSPACE_LIMITS.files} files at most.`);
  return refused.length > 0 ? { refused } : { files: Object.fromEntries([...theirs, ...ours]) };
}
