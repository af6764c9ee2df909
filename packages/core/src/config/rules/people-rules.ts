import { approvingRoles } from '../../model/person.ts';
import { nearest } from '../explaining/nearest.ts';
import { enumerate } from '../explaining/show.ts';
import { profileName } from '../normalising/profile-name.ts';
import type { WorkspaceRule } from './rule.ts';

/** Whoever names more strangers than this did not misspell them. */
const mostGuesses = 100;

const membersArePeople: WorkspaceRule = {
  reads: [],
  *check({ file, namesIn, itemPath }) {
    const people = namesIn(['people']);
    const known = new Set(people);
    let strangers = 0;
    for (const [project, { members }] of Object.entries(file.projects)) {
      for (const member of members.filter((name) => !known.has(name))) {
        const meant = strangers++ < mostGuesses ? nearest(member, people) : undefined;
        const there = people.length === 0 ? 'There are no people yet.' : `People are ${enumerate(people)}.`;
        yield {
          path: itemPath(['projects', project, 'members'], member),
          code: 'UnknownPerson',
          message: `"${member}" is not one of the people. ${there}`,
          fix:
            meant === undefined
              ? `Add "${member}" to people, with a role.`
              : `Write "${meant}", or add "${member}" to people.`,
        };
      }
    }
  },
};

const projectsHaveMembers: WorkspaceRule = {
  reads: [],
  *check({ file, namesIn }) {
    const someone = namesIn(['people'])[0] ?? 'july';
    for (const project of Object.keys(file.projects)) {
      if (namesIn(['projects', project, 'members']).length > 0) continue;
      yield {
        path: ['projects', project, 'members'],
        code: 'NoMembers',
        message: `Project "${project}" has no members, so nobody could work in it.`,
        fix: `Add \`members: [${someone}]\` with the people who work in it.`,
      };
    }
  },
};

const onePersonOneEntry: WorkspaceRule = {
  reads: ['people.*.sso'],
  *check({ file }) {
    const entries = new Map<string, { name: string; role: string }>();
    for (const [name, { role, sso }] of Object.entries(file.people)) {
      const identity = (sso ?? name).toLowerCase();
      const other = entries.get(identity);
      entries.set(identity, { name, role });
      if (other === undefined) continue;
      const roles =
        other.role === role
          ? 'A person stands here once.'
          : `A person has one role, not both ${other.role} and ${role}.`;
      yield {
        path: ['people', name, ...(sso === undefined ? [] : ['sso'])],
        ...(sso === undefined ? { on: 'key' as const } : {}),
        code: other.role === role ? 'SamePerson' : 'TwoRoles',
        message: `"${name}" and "${other.name}" both sign in as "${identity}". ${roles}`,
        fix: `Remove "${name}" or "${other.name}", or correct the sign-in name.`,
      };
    }
  },
};

const profilesDiffer: WorkspaceRule = {
  reads: [],
  *check({ namesIn }) {
    const taken = new Map<string, string>();
    for (const name of namesIn(['people'])) {
      const profile = profileName(name);
      const other = taken.get(profile);
      taken.set(profile, name);
      if (other === undefined) continue;
      yield {
        path: ['people', name],
        on: 'key',
        code: 'NameCollision',
        message: `"${name}" and "${other}" would both get the profile name "${profile}".`,
        fix: `Give "${name}" another name here, and its sign-in name as \`sso\`.`,
      };
    }
  },
};

const someoneApproves: WorkspaceRule = {
  reads: ['people', 'projects.*.members'],
  *check({ file }) {
    const approves = (name: string) => approvingRoles.some((role) => role === file.people[name]?.role);
    for (const [project, { members }] of Object.entries(file.projects)) {
      if (members.length === 0 || members.some(approves)) continue;
      const loads = members.some((name) => file.people[name]?.role === 'data-engineer');
      const noData = ' Nobody loads its data (data.write, warehouse.load) either.';
      yield {
        path: ['projects', project, 'members'],
        code: 'NobodyApproves',
        message: `Nobody in project "${project}" may approve a model (model.approve): that takes a ${enumerate(approvingRoles, 'or')}.${loads ? '' : noData}`,
        fix: 'Add a member with the role lead-data-scientist.',
      };
    }
  },
};

const ownerIsAPerson: WorkspaceRule = {
  reads: [],
  *check({ file, namesIn }) {
    const { owner } = file.studio.unified;
    if (owner === undefined || namesIn(['people']).includes(owner)) return;
    const meant = nearest(owner, namesIn(['people']));
    yield {
      path: ['studio', 'unified', 'owner'],
      code: 'UnknownPerson',
      message: `"${owner}" is not one of the people, so it cannot own the domain.`,
      fix: meant === undefined ? `Add "${owner}" to people, with a role.` : `Write "${meant}".`,
    };
  },
};

const identityCenterIsUsed: WorkspaceRule = {
  reads: ['signIn.method'],
  *check({ file: { signIn }, isGiven }) {
    if (signIn.method === 'sso' || !isGiven(['signIn', 'identityCenter'])) return;
    yield {
      path: ['signIn', 'identityCenter'],
      on: 'key',
      code: 'NoEffect',
      message: 'Identity Center is for sign-in with sso, but method is iam.',
      fix: 'Write `method: sso`, or remove identityCenter.',
    };
  },
};

/** Who is in the workspace, and in its projects. */
export const peopleRules = [
  membersArePeople,
  projectsHaveMembers,
  onePersonOneEntry,
  profilesDiffer,
  someoneApproves,
  ownerIsAPerson,
  identityCenterIsUsed,
];
