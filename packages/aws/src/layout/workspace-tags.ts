/** Tag that every stack and resource of a workspace carries; its value is the workspace's name. */
export const workspaceTag = 'atelier:workspace';

/** Tag beside it that tells the workspace from others of its name: the StackId of its first stack. */
export const idTag = 'atelier:id';
