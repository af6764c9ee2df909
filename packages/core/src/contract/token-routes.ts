import * as z from 'zod';
import { nothing, workspaceItself } from './request-parts.ts';
import { documentRoute } from './route.ts';
import type { Frozen } from './schema-of.ts';

const scope = z.enum(['read', 'all']);
const mostDays = 365;
const name = z.string().regex(/^[^\p{C}\p{Z}]([^\p{C}\p{Zl}\p{Zp}]{0,62}[^\p{C}\p{Z}])?$/u, {
  error: 'expected 1 to 64 visible characters, no space at either end',
});

const listed = z.object({
  id: z.string(),
  name: z.string(),
  scope,
  project: z.string().nullable(),
  /** Of the key pair that stands for it. */
  accessKeyId: z.string().nullable(),
  madeAtMs: z.int(),
  endsAtMs: z.int(),
  /** To the minute. */
  usedAtMs: z.int().nullable(),
});

const keyPair = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() });
/** Its secrets are told this once. */
const made = z.object({ id: z.string(), text: z.string(), endsAtMs: z.int(), keyPair: keyPair.optional() });

/** What is told of a token. */
export type TokenListed = Frozen<z.output<typeof listed>>;
/** A token that has just been made, with its secrets. */
export type TokenMade = Frozen<z.output<typeof made>>;

const tokenList: z.ZodType<{ readonly person: string; readonly tokens: readonly TokenListed[] }> = z.object({
  person: z.string(),
  tokens: z.array(listed),
});
const tokenMade: z.ZodType<TokenMade> = made;

/** Routes of the front door for people's own tokens: whoever asks sees, makes and ends their own and no others. */
export const tokenRoutes = {
  tokens: documentRoute({
    method: 'GET',
    path: '/tokens',
    params: nothing,
    body: z.undefined(),
    answer: tokenList,
    action: 'person.see',
    resource: workspaceItself,
  }),
  /** With less than all that a person may do, one makes none. */
  makeToken: documentRoute({
    method: 'POST',
    path: '/tokens',
    params: nothing,
    body: z.strictObject({
      name,
      scope: scope.default('all'),
      project: z
        .string()
        .regex(/^[a-z][a-z0-9-]{0,63}$/)
        .nullable()
        .default(null),
      days: z.int().min(1).max(mostDays).optional(),
      keys: z.enum(['none', 'pair']).default('none'),
    }),
    answer: tokenMade,
    action: 'person.see',
    resource: workspaceItself,
  }),
  endToken: documentRoute({
    method: 'DELETE',
    path: '/tokens/:id',
    params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{16}$/, { error: 'expected 16 of 0-9 and a-f' }) }),
    body: z.undefined(),
    answer: nothing,
    action: 'person.see',
    resource: workspaceItself,
  }),
};
