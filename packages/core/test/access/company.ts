import { parseWorkspace } from '../../src/config/parse-workspace.ts';
import type { Person } from '../../src/model/person.ts';
import type { Workspace } from '../../src/model/workspace.ts';

const flow = 'flow: weekly\ninputs: { sales: { file: s.csv } }\nforecast: { horizon: 5 }';
const weekly = { file: 'weekly.yaml', folder: '/', text: flow };

/** A workspace with every role in and out of projects; `settings` are further lines of the file. */
export function company(settings = ''): Workspace {
  const text = `
workspace: acme
people:
  root: { role: admin }
  lead: { role: lead-data-scientist }
  july: { role: data-scientist }
  john: { role: data-engineer }
  auditor: { role: viewer }
  boss: { role: admin }
  stranger: { role: data-scientist }
projects:
  sales: { members: [root, lead, july, john, auditor], flows: [weekly.yaml] }
  churn: { members: [lead] }
${settings}`;
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/', text }, new Map([['weekly.yaml', weekly]]));
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result.workspace;
}

export function personNamed(workspace: Workspace, name: string): Person {
  const person = workspace.people.find((one) => one.name === name);
  if (person === undefined) throw new Error(`There is no person "${name}".`);
  return person;
}
