// What keeps something in a workspace's state folder, and finds what others have there, needs, apart from index.ts: no other command loads it.
export { type SpaceName, spaceFileName, spaceId } from './spaces/space-name.ts';
export type { Migration } from './state/migrations.ts';
export { openState } from './state/open-state.ts';
export { readSecret } from './state/read-secret.ts';
export { writeWhole } from './state/write-whole.ts';
export { type StateFolder, socketPath } from './state-folder.ts';
