import type { WorkspaceRule } from './rule.ts';

const longestWorkspaceName = 16;
const reservedBeginnings = ['aws', 'amzn', 'ssm', 'sthree', 'xn-'];

const workspaceNameIsFree: WorkspaceRule = {
  reads: ['workspace'],
  *check({ file }) {
    const taken = reservedBeginnings.find((beginning) => file.workspace.startsWith(beginning));
    if (taken === undefined) return;
    const free = `my-${file.workspace}`.slice(0, longestWorkspaceName).replace(/-+$/, '');
    yield {
      path: ['workspace'],
      code: 'ReservedName',
      message: `AWS keeps names that begin with "${taken}" to itself, so "${file.workspace}" cannot name parameters or buckets.`,
      fix: `Choose another beginning, for example "${free}".`,
    };
  },
};

const projectNamesAreFree: WorkspaceRule = {
  reads: [],
  *check({ file }) {
    for (const name of Object.keys(file.projects).filter((project) => project === 'default')) {
      yield {
        path: ['projects', name],
        on: 'key',
        code: 'ReservedName',
        message: 'Tracking keeps the name "default" to itself, so no project can have it.',
        fix: 'Name the project after its purpose, for example "sales-forecasting".',
      };
    }
  },
};

/** Names that AWS, or another part of the workspace, would refuse. */
export const nameRules = [workspaceNameIsFree, projectNamesAreFree];
