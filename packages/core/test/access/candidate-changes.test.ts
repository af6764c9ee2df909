import { describe, expect, test } from 'vitest';
import { accessTable } from '../../src/access/access-table.ts';
import { candidateChanges } from '../../src/access/candidate-changes.ts';
import { decide } from '../../src/access/decide.ts';
import { triplesOf } from '../../src/access/triples.ts';
import { changeFile } from '../../src/config/changing/change-file.ts';
import { parseWorkspace } from '../../src/config/parse-workspace.ts';

const text = `workspace: acme
people:
  lead: { role: lead-data-scientist }
  boss: { role: admin }
  july: { role: data-scientist }
  john: { role: data-engineer }
  auditor: { role: viewer }
  stranger: { role: viewer }
projects:
  sales: { members: [lead, july, john, auditor] }
  bare: { members: [lead], warehouse: none }
tracking: { kind: none }
source: { kind: none }
studio: { spaces: shared }
`;

function workspaceAfter(changes: Parameters<typeof changeFile>[1]) {
  const parsed = parseWorkspace({ file: 'atelier.yaml', folder: '/', text: changeFile(text, changes) });
  return parsed.ok ? parsed.workspace : null;
}

describe('for everything that the table refuses', () => {
  const workspace = workspaceAfter([]);
  if (workspace === null) throw new Error('The file has mistakes.');
  const refused = triplesOf(workspace).filter(
    ({ person, action, resource }) => !decide(workspace, person, action, resource).allowed,
  );
  const nobodys = accessTable.filter(({ roles }) => roles.length === 0).map(({ action }) => action);

  test('some candidate turns it, but for what nobody has, what is of another, and flows that are in no file', () => {
    const unturned: string[] = [];
    let turned = 0;
    for (const { person, action, resource } of refused) {
      const turns = candidateChanges(workspace, person, action, resource).some((changes) => {
        const after = workspaceAfter(changes);
        const again = after?.people.find(({ name }) => name === person.name);
        return after != null && again !== undefined && decide(after, again, action, resource).allowed;
      });
      const isAnothers = 'person' in resource && resource.person !== person.name && action !== 'space.stop';
      const isHopeless = nobodys.includes(action) || isAnothers || action.startsWith('flow.');
      if (turns) turned += 1;
      if (turns === isHopeless) unturned.push(`${person.name} ${action} ${JSON.stringify(resource)}`);
    }
    // A lead who alone approves in a project stays one.
    expect(unturned.filter((one) => !one.startsWith('lead '))).toEqual([]);
    expect(turned).toBeGreaterThan(150);
  });

  test('none opens the network, and the fewest edits come first', () => {
    for (const { person, action, resource } of refused) {
      const candidates = candidateChanges(workspace, person, action, resource);
      const lengths = candidates.map((changes) => changes.length);
      expect(lengths).toEqual(lengths.toSorted((one, other) => one - other));
      for (const { path } of candidates.flat())
        expect(path[0]).toMatch(/^(people|projects|packages|studio|source|tracking)$/);
    }
  });
});
