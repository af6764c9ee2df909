import { test } from 'vitest';
import { problemsIn } from '../problems-in.ts';
import { expectKept, type RuleCase } from '../rule-case.ts';

const cases: readonly RuleCase[] = [
  {
    promise: 'a member who is not one of the people is refused, with the nearest name',
    breaks: `
workspace: acme
people: { lead: { role: lead-data-scientist }, july: { role: data-scientist } }
projects: { sales: { members: [lead, jully] } }`,
    keeps: `
workspace: acme
people: { lead: { role: lead-data-scientist }, july: { role: data-scientist } }
projects: { sales: { members: [lead, july] } }`,
    path: 'projects.sales.members[1]',
    code: 'UnknownPerson',
    message: /"jully" is not one of the people.*lead and july/,
    fix: /"july"/,
  },
  {
    promise: 'a project without members is refused, and told what to change',
    breaks: `
workspace: acme
people: { lead: { role: lead-data-scientist } }
projects: { sales: {} }`,
    keeps: `
workspace: acme
people: { lead: { role: lead-data-scientist } }
projects: { sales: { members: [lead] } }`,
    path: 'projects.sales.members',
    code: 'NoMembers',
    message: /"sales" has no members/,
    fix: /members: \[lead\]/,
  },
  {
    promise: 'one person with two roles is refused',
    breaks: `
workspace: acme
people:
  lead: { role: lead-data-scientist, sso: Lead@example.com }
  boss: { role: viewer, sso: lead@example.com }`,
    keeps: `
workspace: acme
people:
  lead: { role: lead-data-scientist, sso: lead@example.com }
  boss: { role: viewer, sso: boss@example.com }`,
    path: 'people.boss.sso',
    code: 'TwoRoles',
    message: /"boss" and "lead" both sign in as "lead@example.com".*lead-data-scientist and viewer/,
    fix: /Remove "boss" or "lead"/,
  },
  {
    promise: 'one person who stands in the file twice is refused',
    breaks: 'workspace: acme\npeople: { ana: { role: viewer }, ana2: { role: viewer, sso: ana } }',
    keeps: 'workspace: acme\npeople: { ana: { role: viewer }, ana2: { role: viewer } }',
    path: 'people.ana2.sso',
    code: 'SamePerson',
    message: /both sign in as "ana"/,
    fix: /Remove "ana2" or "ana"/,
  },
  {
    promise: 'two people whose names become the same profile name are refused',
    breaks: 'workspace: acme\npeople: { ana@x: { role: viewer }, ana-x-af5b1d: { role: viewer } }',
    keeps: 'workspace: acme\npeople: { ana@x: { role: viewer }, ana-x: { role: viewer } }',
    path: 'people.ana-x-af5b1d',
    code: 'NameCollision',
    message: /would both get the profile name "ana-x-af5b1d"/,
    fix: /sso/,
  },
  {
    promise: 'a project in which nobody may approve a model is refused',
    breaks: `
workspace: acme
people: { july: { role: data-scientist }, root: { role: admin } }
projects: { sales: { members: [july, root] } }`,
    keeps: `
workspace: acme
people: { july: { role: data-scientist }, ana: { role: lead-data-scientist } }
projects: { sales: { members: [july, ana] } }`,
    path: 'projects.sales.members',
    code: 'NobodyApproves',
    message: /Nobody in project "sales" may approve.*a lead-data-scientist/,
    fix: /lead-data-scientist/,
  },
  {
    promise: 'a project whose data nobody loads is told so, with what breaks',
    breaks: `
workspace: acme
people: { july: { role: data-scientist } }
projects: { sales: { members: [july] } }`,
    keeps: `
workspace: acme
people: { july: { role: data-scientist }, ana: { role: lead-data-scientist } }
projects: { sales: { members: [july, ana] } }`,
    path: 'projects.sales.members',
    code: 'NobodyApproves',
    message:
      /\(model\.approve\): that takes a lead-data-scientist\. Nobody loads its data \(data\.write, warehouse\.load\) either\./,
    fix: /lead-data-scientist/,
  },
  {
    promise: 'a project with an engineer and no lead is told of approvals alone',
    breaks: `
workspace: acme
people: { john: { role: data-engineer } }
projects: { sales: { members: [john] } }`,
    keeps: `
workspace: acme
people: { john: { role: data-engineer }, ana: { role: lead-data-scientist } }
projects: { sales: { members: [john, ana] } }`,
    path: 'projects.sales.members',
    code: 'NobodyApproves',
    message: /\(model\.approve\): that takes a lead-data-scientist\.$/,
    fix: /lead-data-scientist/,
  },
  {
    promise: 'an owner of the unified domain who is not one of the people is refused',
    breaks: `
workspace: acme
signIn: { method: sso }
studio: { experience: both, unified: { owner: anna } }
people: { ana: { role: admin } }`,
    keeps: `
workspace: acme
signIn: { method: sso }
studio: { experience: both, unified: { owner: ana } }
people: { ana: { role: admin } }`,
    path: 'studio.unified.owner',
    code: 'UnknownPerson',
    message: /"anna" is not one of the people/,
    fix: /"ana"/,
  },
  {
    promise: 'an Identity Center instance that no sign-in uses is refused',
    breaks: 'workspace: acme\nsignIn: { identityCenter: "arn:aws:sso:::instance/ssoins-1" }',
    keeps: 'workspace: acme\nsignIn: { method: sso, identityCenter: "arn:aws:sso:::instance/ssoins-1" }',
    path: 'signIn.identityCenter',
    code: 'NoEffect',
    message: /method is iam/,
    fix: /method: sso/,
  },
];

test.each(cases)('$promise', (rule) => expectKept(rule, problemsIn));
