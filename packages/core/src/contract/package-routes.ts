import * as z from 'zod';
import { nothing, workspaceItself } from './request-parts.ts';
import { documentRoute } from './route.ts';

const brought = z.object({ name: z.string(), version: z.string(), chain: z.array(z.string()) });

const allowedLine = z.object({
  /** As the file has it. */
  line: z.string(),
  /** The package itself first, then what it needs. */
  brings: z.array(brought),
  /** Why it cannot be installed; null: it can. */
  failed: z.string().nullable(),
  /** Whether it has been tried. */
  isKnown: z.boolean(),
});

/** What may be installed. */
export const allowedPackages = z.object({
  allow: z.union([z.literal('all'), z.array(allowedLine)]),
  own: z.array(z.string()),
  quarantineDays: z.number(),
  sources: z.array(z.string()),
});

export type AllowedPackages = z.infer<typeof allowedPackages>;

/** Why a package may be installed or not. */
export const packageReasons = z.object({
  name: z.string(),
  verdict: z.enum(['allowed', 'refused', 'not known yet']),
  because: z.string(),
  code: z.string().optional(),
  fix: z.string().optional(),
  newest: z.string().nullable().optional(),
  refused: z.array(z.object({ file: z.string(), message: z.string(), fix: z.string() })).optional(),
});

export type PackageReasons = z.infer<typeof packageReasons>;

/** Routes of the index of packages for people; those for pip and uv are of Python's own standards. */
export const packageRoutes = {
  list: documentRoute({
    method: 'GET',
    path: '/packages/allowed',
    params: nothing,
    body: z.undefined(),
    answer: allowedPackages,
    action: 'package.install',
    resource: workspaceItself,
  }),
  why: documentRoute({
    method: 'GET',
    path: '/packages/why/:name',
    params: z.object({ name: z.string() }),
    body: z.undefined(),
    answer: packageReasons,
    action: 'package.install',
    resource: workspaceItself,
  }),
};
