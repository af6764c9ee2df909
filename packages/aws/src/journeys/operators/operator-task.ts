/**
 * What operators do with a workspace from a desk outside of its network: deploy it, and again when its file has changed; look
 * at it; tear it down; take back what a teardown kept, and read that.
 */
export const operatorTasks = ['deploy', 'change', 'status', 'destroy', 'restore', 'read-kept'] as const;
export type OperatorTask = (typeof operatorTasks)[number];
