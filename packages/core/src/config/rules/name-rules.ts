import { longestBucketName, sandboxName, uniqueEnding } from '../../model/names.ts';
import { profileName } from '../profile-name.ts';
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

const derivedNamesFit: WorkspaceRule = {
  reads: ['workspace'],
  *check({ file, itemPath }) {
    const longest = longestBucketName - uniqueEnding;
    for (const [project, { members }] of Object.entries(file.projects)) {
      for (const member of members) {
        const name = sandboxName(file.workspace, project, profileName(member));
        if (name.length <= longest) continue;
        yield {
          path: itemPath(['projects', project, 'members'], member),
          code: 'NameTooLong',
          message: `Buckets of ${member} in ${project} would begin with "${name}", which has ${name.length} characters; AWS leaves room for ${longest}.`,
          fix: `Shorten the names of the workspace, the project or the person by ${name.length - longest} characters.`,
        };
      }
    }
  },
};

const derivedNamesDiffer: WorkspaceRule = {
  reads: ['workspace'],
  *check({ file, itemPath }) {
    const owners = new Map<string, string>();
    for (const [project, { members }] of Object.entries(file.projects)) {
      for (const member of members) {
        const name = sandboxName(file.workspace, project, profileName(member));
        const owner = owners.get(name);
        owners.set(name, `${member} in ${project}`);
        if (owner === undefined) continue;
        yield {
          path: itemPath(['projects', project, 'members'], member),
          code: 'NameCollision',
          message: `The private stores of ${member} in ${project} and of ${owner} would both be named "${name}".`,
          fix: 'Rename one of the projects, or one of the people.',
        };
      }
    }
  },
};

/** Names that AWS, or another part of the workspace, would refuse. */
export const nameRules = [workspaceNameIsFree, projectNamesAreFree, derivedNamesFit, derivedNamesDiffer];
