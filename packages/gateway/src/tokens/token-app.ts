import type { AuditLog } from '@atelier/audit';
import { type Caller, callerText, notAllowed, type Workspace } from '@atelier/core';
import { tokenRoutes } from '@atelier/core/contract';
import { servedRoutes } from '@atelier/local/routes';
import { Problem } from '@atelier/problem';
import type { Hono } from 'hono';
import type { Requester } from '../requester.ts';
import type { Tokens } from './tokens.ts';

const mostBytes = 4096;
const dayMs = 86_400_000;

export interface TokenGround {
  readonly tokens: Tokens;
  workspace(): Workspace;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly now: () => number;
}

/** A person's own tokens, over HTTP. A token makes none that is wider than itself, or that ends after it. */
export function tokenApp({ tokens, workspace, audit, now }: TokenGround, asker: Requester): Hono {
  const entrance = { by: asker.by, callerOf: () => asker.caller, record: audit.append };
  const served = servedRoutes({ ...entrance, workspace, mostBytes });
  served.once(tokenRoutes.tokens, ({ caller }) => {
    const person = personOf(caller);
    return { person, tokens: tokens.list(person) };
  });
  served.once(tokenRoutes.makeToken, ({ caller, body: { name, scope, project, days, keys } }) => {
    const person = wholePersonOf(caller);
    const ends = [days === undefined ? undefined : now() + days * dayMs, tokens.endOf(asker.by)];
    const given = ends.filter((atMs) => atMs !== undefined);
    const endsAtMs = given.length === 0 ? undefined : Math.min(...given);
    if (project !== null) requireMember(workspace(), person, project);
    return tokens.make({ person, name, narrowed: { scope, project }, endsAtMs, keys });
  });
  served.once(tokenRoutes.endToken, ({ caller, params: { id } }) => {
    if (!tokens.end(id, wholePersonOf(caller))) throw noSuchToken(id);
    return {};
  });
  return served.app;
}

function personOf(caller: Caller): string {
  if (caller.kind !== 'person')
    throw refused(caller, `tokens are of people, and ${callerText(caller)} is none of them`);
  return caller.person;
}

/** A person with all that they may do. */
function wholePersonOf(caller: Caller): string {
  const person = personOf(caller);
  const isNarrowed = caller.kind === 'person' && caller.narrowed !== undefined;
  if (isNarrowed)
    throw refused(caller, 'what it was asked with is narrower than the person, and makes and ends no tokens');
  return person;
}

function refused(caller: Caller, because: string): Problem {
  return notAllowed({ caller, action: 'person.see', resource: { kind: 'workspace' } }, because);
}

/** A token of a project that its person is not of would let in nowhere; whether it exists is not told. */
function requireMember({ projects }: Workspace, person: string, project: string): void {
  if (projects.some(({ name, members }) => name === project && members.includes(person))) return;
  throw new Problem({
    code: 'NoProjectOfYours',
    message: `"${project}" is not a project that ${person} is a member of.`,
    fix: 'Name one of your projects; "atelier status" shows them.',
    whose: 'yours',
    state: 'No token was made.',
  });
}

function noSuchToken(id: string): Problem {
  return new Problem({
    code: 'NoSuchToken',
    message: `You have no token ${id}.`,
    fix: 'See yours with "atelier token list".',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
