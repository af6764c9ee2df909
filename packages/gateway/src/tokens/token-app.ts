import type { AuditLog } from '@atelier/audit';
import type { Caller, Workspace } from '@atelier/core';
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

/**
 * A person's own tokens, over HTTP, to whoever was let in as a whole person, or reads. A token makes none that ends after it.
 *
 * That they were let in is written down already; here only what is refused after all, of somebody who has just left.
 */
export function tokenApp({ tokens, workspace, audit, now }: TokenGround, asker: Requester): Hono {
  const record: AuditLog['append'] = async (entry) => (entry.allowed ? undefined : audit.append(entry));
  const entrance = { by: asker.by, callerOf: () => asker.caller, record };
  const served = servedRoutes({ ...entrance, workspace, mostBytes });
  served.once(tokenRoutes.tokens, ({ caller }) => {
    const person = personOf(caller);
    return { person, tokens: tokens.list(person) };
  });
  served.once(tokenRoutes.makeToken, ({ caller, body: { name, scope, project, days, keys } }) => {
    const person = personOf(caller);
    const ends = [days === undefined ? undefined : now() + days * dayMs, tokens.endOf(asker.by)];
    const given = ends.filter((atMs) => atMs !== undefined);
    const endsAtMs = given.length === 0 ? undefined : Math.min(...given);
    if (project !== null) requireMember(workspace(), person, project);
    return tokens.make({ person, name, narrowed: { scope, project }, endsAtMs, keys });
  });
  served.once(tokenRoutes.endToken, ({ caller, params: { id } }) => {
    if (!tokens.end(id, personOf(caller))) throw noSuchToken(id);
    return {};
  });
  return served.app;
}

/** It has been decided that people alone ask, and for some of it whole people. */
function personOf(caller: Caller): string {
  if (caller.kind === 'person') return caller.person;
  throw new Error('tokens are of people alone');
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
