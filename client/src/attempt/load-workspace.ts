/** The workspace brings Monaco with it: a large chunk, fetched when it is about to be needed. */
export const loadWorkspace = () => import('../editor/WorkspaceView.tsx');
