import { z } from 'zod';

/** One table for every door: enforced when edits are appended, told before it bites. */
export const WORKSPACE_LIMITS = {
  files: 64,
  /** UTF-16 units of one file. */
  fileLength: 256 * 1024,
  /** UTF-16 units of all files together. */
  totalLength: 1024 * 1024,
  pathLength: 120,
  pathDepth: 6,
} as const;

const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;
/** Names that tools on some system treat as something else, or that carry a meaning of their own to Go or JavaScript. */
const RESERVED = new Set(['vendor', 'testdata.lock', 'go.work', 'go.work.sum', '__proto__', 'con', 'nul', 'prn', 'aux']);

/** Why this path cannot be a file's path, or undefined if it can. The sentence is for the candidate. */
export function pathComplaint(path: string): string | undefined {
  if (path.length === 0) return 'A file needs a name.';
  if (path.length > WORKSPACE_LIMITS.pathLength) return `A path may have ${WORKSPACE_LIMITS.pathLength} characters at most.`;
  const segments = path.split('/');
  if (segments.length > WORKSPACE_LIMITS.pathDepth) return `Folders may be ${WORKSPACE_LIMITS.pathDepth - 1} deep at most.`;
  for (const segment of segments) {
    if (segment === '' || segment === '.' || segment === '..') return 'A path is names with single slashes between them, such as internal/merge.go.';
    if (!SEGMENT.test(segment)) return `“${segment}” cannot be used: letters, digits, dot, dash and underscore only, and no dot or dash in front.`;
    if (RESERVED.has(segment.toLowerCase())) return `“${segment}” is a reserved name.`;
  }
  return undefined;
}

/** Path to text. Line ends are LF everywhere. */
export type Files = Readonly<Record<string, string>>;
export const FilesSchema = z.record(z.string().max(WORKSPACE_LIMITS.pathLength), z.string());

/** Stable through renames: `s0`, `s1` … for the starter's files in path order, random for those the candidate makes. */
export const FileIdSchema = z.string().regex(/^[A-Za-z0-9]{1,16}$/);
export type FileId = z.infer<typeof FileIdSchema>;

export const WorkspaceFileSchema = z.strictObject({ path: z.string(), text: z.string() });
export type WorkspaceFile = z.infer<typeof WorkspaceFileSchema>;
/** Ids to files. Treated as immutable: every change makes a new one. */
export type Workspace = ReadonlyMap<FileId, WorkspaceFile>;

export function startingWorkspace(starter: Files): Workspace {
  const paths = Object.keys(starter).toSorted();
  return new Map(paths.map((path, index) => [`s${index}`, { path, text: starter[path] ?? '' }]));
}

export function filesOf(workspace: Workspace): Files {
  return Object.fromEntries([...workspace.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1)).map((file) => [file.path, file.text]));
}

/** Globs of a manifest: `*` within a name, `**` over folders. Nothing else is special. */
export function matchesGlob(glob: string, path: string): boolean {
  const pattern = glob
    .split(/(\*\*\/|\*\*|\*)/)
    .map((part) => {
      if (part === '**/') return '(?:.*/)?';
      if (part === '**') return '.*';
      if (part === '*') return '[^/]*';
      return part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${pattern}$`).test(path);
}

export interface EditableGlobs {
  readonly editable: readonly string[];
  readonly readOnly: readonly string[];
}

/** Read-only wins over editable. */
export function isEditable(globs: EditableGlobs, path: string): boolean {
  const matches = (glob: string) => matchesGlob(glob, path);
  return globs.editable.some(matches) && !globs.readOnly.some(matches);
}
