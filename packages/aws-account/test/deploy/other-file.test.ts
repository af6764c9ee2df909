import type { StackTemplate } from '@atelier/cloudformation';
import { parseWorkspace, type Workspace } from '@atelier/core';
import { expect, test } from 'vitest';
import { otherFile } from '../../src/deploy/other-file.ts';
import type { Account } from '../../src/read/account.ts';

const account = { account: '123456789012', region: 'eu-central-1' } as Account;

function deployed(projects: readonly string[], people: readonly string[]): StackTemplate[] {
  const stack = (name: string, Resources: StackTemplate['template']['Resources'] = {}) => ({
    ...{ stack: name, region: 'eu-central-1', template: { Resources } },
  });
  const profile = (UserProfileName: string) => ({
    Type: 'AWS::SageMaker::UserProfile',
    Properties: { UserProfileName },
  });
  return [
    stack('acme-network'),
    ...projects.map((project) => stack(`acme-project-${project}`)),
    stack('acme-people-00', Object.fromEntries(people.map((name) => [name, profile(name)]))),
  ];
}

function file(projects: readonly string[], people: readonly string[]): Workspace {
  const text = [
    'workspace: acme\naws: { region: eu-central-1 }',
    people.length > 0 ? `people:\n${people.map((name) => `  ${name}: { role: lead-data-scientist }`).join('\n')}` : '',
    projects.length > 0
      ? `projects:\n${projects.map((name) => `  ${name}: { members: [${people[0]}] }`).join('\n')}`
      : '',
  ];
  const parsed = parseWorkspace({ file: 'atelier.yaml', folder: '/', text: `${text.join('\n')}\n` });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.workspace;
}

test.each([
  ['nothing is deployed', [], [], ['sales'], ['ann'], null],
  ['a project is the same', ['sales', 'fraud'], ['ann'], ['sales'], ['ben'], null],
  ['nobody is left and a project is the same', ['sales'], ['ann'], ['sales'], ['ben'], null],
  ['the last project goes and people stay', ['sales'], ['ann', 'ben'], [], ['ann'], null],
  ['the first project comes and people stay', [], ['ann'], ['sales'], ['ann'], null],
  ['all projects are others, though somebody is in both', ['sales'], ['ann'], ['fraud'], ['ann'], 'projects'],
  ['a project is named like the beginning of another', ['sales-eu'], ['ann'], ['sales'], ['ann'], 'projects'],
  ['nothing is the same', ['sales'], ['ann'], ['fraud'], ['ben'], 'projects'],
  ['neither has a project and all people are others', [], ['ann'], [], ['ben'], 'people'],
  ['the file is empty', ['sales'], ['ann'], [], [], 'people'],
] as const)(
  'a file of the name of a deployed workspace, when %s',
  (_, projects, people, hereProjects, herePeople, missing) => {
    const found = otherFile(account, file(hereProjects, herePeople), deployed(projects, people));
    if (missing === null) expect(found).toBeNull();
    else
      expect(found).toMatchObject({
        ...{ code: 'WorkspaceOfAnother', state: 'Nothing was changed.' },
        fix: expect.stringContaining(`put back one of its ${missing}`),
      });
  },
);
