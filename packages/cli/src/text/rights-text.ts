import type { Rights } from '@atelier/aws';
import { table } from './table.ts';

const head = ['STATEMENT', 'DOES', 'ACTIONS', 'ON', 'WHEN'];

/** The text of each policy, statement by statement, for people; `--json` has the documents. */
export function rightsText({ account, policies, notes }: Rights): string {
  const parts = policies.map(({ name, characters, document }) => {
    const rows = document.Statement.map(({ Sid, Effect, Action, ...statement }) => [
      Sid,
      Effect === 'Allow' ? 'gives' : 'refuses',
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
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => {
      if (operator === 'Null') return `${key} is ${value === 'true' ? 'missing' : 'there'}`;
      const isNegated = operator.includes('Not');
      const isOptional = operator.endsWith('IfExists');
      return `${key} ${isNegated ? 'is not' : '='} ${[value].flat().join(' or ')}${isOptional ? ', or missing' : ''}`;
    }),
  );
}
