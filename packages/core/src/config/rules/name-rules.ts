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

/** Words that stand between a workspace's name and a project's or a person's in the names of what AWS holds. */
const joiningWords = [
  ...[
    'flows',
    'foundation',
    'jobs',
    'limits',
    'network',
    'person',
    'project',
    'schedule',
    'serving',
    'signin',
    'tracking',
    'warehouse',
  ],
];

/** On AWS `acme-jobs` would begin the names of its roles as `acme` does those of its jobs, and the rights of one fit both. */
const workspaceNameJoinsNothing: WorkspaceRule = {
  reads: ['workspace', 'aws'],
  *check({ file }) {
    const [first, ...later] = file.workspace.split('-');
    const taken = later.find((part) => joiningWords.includes(part));
    if (taken === undefined || file.aws === undefined) return;
    const free = [first, ...later.filter((part) => !joiningWords.includes(part)), 'team'].join('-');
    yield {
      path: ['workspace'],
      code: 'ReservedName',
      message:
        `"${taken}" joins a workspace's name with what belongs to it on AWS, so rights to another workspace could reach ` +
        `"${file.workspace}". As the first part of a name it is accepted.`,
      fix: `Choose a name without it, for example "${free.slice(0, longestWorkspaceName).replace(/-+$/, '')}".`,
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

/** Whom the record of what was decided names besides people. */
const namesOfNoPerson = ['nobody', 'owner'];

const personNamesAreFree: WorkspaceRule = {
  reads: [],
  *check({ file }) {
    for (const name of Object.keys(file.people).filter((person) => namesOfNoPerson.includes(person))) {
      yield {
        path: ['people', name],
        on: 'key',
        code: 'ReservedName',
        message: `The record of what was decided says "${name}" of somebody who is no person of the file, so no person can have that name.`,
        fix: `Use the name that the person is known by, for example "${name}-1".`,
      };
    }
  },
};

/** Names that AWS, or another part of the workspace, would refuse. */
export const nameRules = [workspaceNameIsFree, workspaceNameJoinsNothing, projectNamesAreFree, personNamesAreFree];
