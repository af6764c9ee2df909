import { parseWorkspace, type Workspace } from '@atelier/core';

/** A workspace of any size: everybody is in up to three projects, and each project has its lead. */
export function crowd(people: number, projects: number): Workspace {
  const roles = ['data-scientist', 'data-engineer', 'viewer'];
  const lines = ['workspace: crowd', 'aws: { region: eu-central-1 }', 'network: { cidr: 10.0.0.0/16 }', 'people:'];
  const members = Array.from({ length: projects }, (): string[] => []);
  for (let person = 0; person < people; person += 1) {
    const isLead = person < projects;
    lines.push(`  person-${person}: { role: ${isLead ? 'lead-data-scientist' : roles[person % roles.length]} }`);
    for (const project of new Set([person % projects, (person * 7) % projects, (person * 13) % projects])) {
      members[project]?.push(`person-${person}`);
    }
  }
  lines.push('projects:');
  for (const [project, names] of members.entries()) {
    const all = names.includes(`person-${project % people}`) ? names : [...names, `person-${project % people}`];
    lines.push(`  project-${project}: { members: [${all.join(', ')}] }`);
  }
  const parsed = parseWorkspace({ file: 'atelier.yaml', folder: '/', text: `${lines.join('\n')}\n` });
  if (!parsed.ok)
    throw new Error(
      parsed.problems
        .slice(0, 3)
        .map(({ message }) => message)
        .join('\n'),
    );
  return parsed.workspace;
}
