import type { Rights } from '@atelier/aws';
import { table } from './table.ts';

const head = ['STATEMENT', 'ACTIONS', 'ON', 'WHEN'];

/** What each policy says, statement by statement, for people; `--json` has the documents. */
export function rightsText({ account, policies, notes }: Rights): string {
  const parts = policies.map(({ name, characters, document }) => {
    const rows = document.Statement.map(({ Sid, Action, ...statement }) => [
      Sid,
      String(Action.length),
      'Resource' in statement ? statement.Resource : '',
      conditionLines(statement.Condition),
    ]);
    return `${name}: ${document.Statement.length} statements, ${characters} of 6144 characters\n${table([head, ...rows])}`;
  });
  const anywhere = account === null ? ['The file names no aws.account, so the ARNs hold for any account.\n'] : [];
  return [...parts, ...anywhere, ...notes.map((note) => `${note}\n`)].join('\n');
}

function conditionLines(
  condition: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): readonly string[] {
  return Object.values(condition)
    .flatMap((keys) => Object.entries(keys))
    .map(([key, value]) => `${key} = ${[value].flat().join(' or ')}`);
}
