import { fileURLToPath } from 'node:url';
import { loadWorkspace, parseWorkspace, type Workspace } from '@atelier/core';
import { flowSources } from '../example.ts';

const example = fileURLToPath(new URL('../../../../examples/acme/atelier.yaml', import.meta.url));

/** The running example: four people, one project, a tracking app. */
export async function acme(): Promise<Workspace> {
  return found(await loadWorkspace(example));
}

/** Every role in and out of projects, projects whose names begin alike, given buckets, shared spaces, a tracking server. */
export function company(): Workspace {
  return parsed(`
workspace: acme
aws: { region: eu-central-1, iam: { rolePath: /ml/ } }
studio: { spaces: shared, projectTemplates: true }
tracking: { kind: server, size: Small }
bigData: { emr: serverless }
people:
  root: { role: admin }
  lead: { role: lead-data-scientist }
  july: { role: data-scientist }
  john: { role: data-engineer }
  auditor: { role: viewer }
  boss: { role: admin }
  ana.b@example.com: { role: lead-data-scientist }
  stranger: { role: data-scientist }
projects:
  sales:
    members: [lead, july, john, auditor, root]
    flows: [weekly.yaml]
    buckets: { raw-sales: write, 'weather-*': read }
  sales-eu: { members: [ana.b@example.com, july] }
  churn: { members: [ana.b@example.com, auditor], buckets: { partner-churn: read } }
limits: { instances: ["ml.t3.*", "ml.m5.*"] }
`);
}

/** Code hosted elsewhere but for what home folders begin with, no tracking, no packages. */
export function elsewhere(): Workspace {
  return parsed(`
workspace: lab
aws: { region: eu-central-1 }
network: { mode: egress }
source: { kind: connection, arn: "arn:aws:codeconnections:eu-central-1:111122223333:connection/abc", owner: lab-team }
tracking: { kind: none }
packages: { upstream: none }
studio: { cloneRepository: "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/notes" }
people:
  lead: { role: lead-data-scientist }
  john: { role: data-engineer }
  auditor: { role: viewer }
  stranger: { role: data-scientist }
projects:
  sales: { members: [lead, john, auditor] }
  churn: { members: [lead] }
`);
}

/** Spaces that can be opened from elsewhere, and a file system that jobs may mount. */
export function remote(): Workspace {
  return parsed(`
workspace: lab
aws: { region: eu-central-1 }
studio: { remoteAccess: true }
people:
  july: { role: data-scientist }
  john: { role: data-engineer }
  lead: { role: lead-data-scientist }
projects:
  sales: { members: [july, john, lead] }
limits: { fileSystems: [fs-0123456789abcdef0] }
`);
}

/** As many people and projects as asked for, everybody in a tenth of the projects. */
export function crowd(people: number, projects: number): Workspace {
  const base = company();
  const [person] = base.people;
  const [project] = base.projects;
  if (person === undefined || project === undefined) throw new Error('The company has lost its people.');
  const names = Array.from({ length: people }, (_, index) => `person-${index}`);
  return {
    ...base,
    people: names.map((name, index) => ({
      ...person,
      name,
      profile: name,
      role: base.people[index % 5]?.role ?? 'viewer',
    })),
    projects: Array.from({ length: projects }, (_, index) => ({
      ...project,
      name: `project-${index}`,
      buckets: [],
      members: names.filter((_name, place) => (place + index) % 10 < 1),
    })),
  };
}

function parsed(text: string): Workspace {
  return found(parseWorkspace({ file: 'atelier.yaml', folder: '/', text }, flowSources));
}

function found(result: ReturnType<typeof parseWorkspace>): Workspace {
  if (!result.ok) throw new Error(result.problems.map(({ message, fix }) => `${message} ${fix}`).join('\n'));
  return result.workspace;
}
