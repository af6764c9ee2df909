import { stackNames } from '@atelier/aws';
import type { StackTemplate } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { Account } from '../read/account.ts';

/**
 * The blocker to a file that has the name of a deployed workspace and is of another: they share no project, or, where
 * one of the two has none, nobody. Null: it is the same workspace, or nothing is deployed.
 */
export function otherFile(account: Account, workspace: Workspace, deployed: readonly StackTemplate[]): Problem | null {
  const there = { projects: projectsOf(deployed, workspace.name), people: profilesOf(deployed) };
  const here = {
    projects: workspace.projects.map(({ name }) => name),
    people: workspace.people.map(({ profile }) => profile),
  };
  if (there.projects.length + there.people.length === 0) return null;
  const counts = there.projects.length > 0 && here.projects.length > 0 ? 'projects' : 'people';
  if (there[counts].some((name) => here[counts].includes(name))) return null;
  const { name } = workspace;
  return new Problem({
    code: 'WorkspaceOfAnother',
    message:
      `A workspace ${name} is deployed to ${account.account} in ${account.region}, with ${listed(there)}. ` +
      `This file has ${listed(here)}: none of them is there.`,
    fix:
      `Give this workspace another name. If it is the same one, put back one of its ${counts} first, deploy, ` +
      'and remove it in a later deployment.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

interface Members {
  readonly projects: readonly string[];
  readonly people: readonly string[];
}

function listed({ projects, people }: Members): string {
  return `${counted('project', projects)} and ${counted('profile', people)}`;
}

const mostNamed = 5;

function counted(what: string, names: readonly string[]): string {
  if (names.length === 0) return `no ${what}`;
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return `${what}${names.length === 1 ? '' : 's'} ${names.slice(0, mostNamed).join(', ')}${more}`;
}

function projectsOf(deployed: readonly StackTemplate[], workspace: string): readonly string[] {
  const begin = stackNames.project(workspace, '');
  return deployed.flatMap(({ stack }) => (stack.startsWith(begin) ? stack.slice(begin.length) : []));
}

function profilesOf(deployed: readonly StackTemplate[]): readonly string[] {
  const resources = deployed.flatMap(({ template }) => Object.values(template.Resources));
  return resources.flatMap(({ Type, Properties }) => {
    const name = Type === 'AWS::SageMaker::UserProfile' ? Properties?.UserProfileName : undefined;
    return typeof name === 'string' ? name : [];
  });
}
