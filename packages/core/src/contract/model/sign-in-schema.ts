import * as z from 'zod';
import type { SignIn, SignInPlace } from '../../model/sign-in.ts';
import { schemaOf } from '../schema-of.ts';

export const signInSchema = schemaOf<SignIn>()(
  z.strictObject({
    method: z.enum(['iam', 'sso']),
    identityCenter: z.string().nullable(),
    provider: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.enum(['saml', 'portal', 'permission-set']), arn: z.string() }),
        z.strictObject({ kind: z.literal('oidc'), arn: z.string(), audience: z.string() }),
      ])
      .nullable(),
    oidc: z.strictObject({ issuer: z.string(), clientId: z.string(), secretFile: z.string().nullable() }).nullable(),
  }),
);

export const placeSchema = schemaOf<SignInPlace>()(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('endpoint') }),
    z.strictObject({ kind: z.literal('ranges'), outside: z.array(z.string()), inside: z.array(z.string()) }),
    z.strictObject({ kind: z.literal('anywhere') }),
  ]),
);
