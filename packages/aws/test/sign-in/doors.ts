import { type Person, parseWorkspace, type Workspace } from '@atelier/core';
import { account } from '../access/principals.ts';

/** A kind of provider: how the file names it, and the call by which its user takes on a role. */
export interface Door {
  readonly provider: string;
  readonly action: string;
  /** Who calls, as AWS knows them. */
  readonly caller: string;
  /** What AWS knows of the user while that call is made. */
  readonly asserts: (signInName: string) => Readonly<Record<string, string>>;
}

const iam = (rest: string) => `arn:aws:iam::${account}:${rest}`;
const reserved = 'role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Notebooks_0123456789abcdef';

export const doors = {
  saml: {
    provider: `{ kind: saml, arn: "${iam('saml-provider/company')}" }`,
    action: 'sts:AssumeRoleWithSAML',
    caller: iam('saml-provider/company'),
    asserts: (name) => ({ 'saml:sub': name, 'saml:aud': 'https://signin.aws.amazon.com/saml' }),
  },
  oidc: {
    provider: `{ kind: oidc, arn: "${iam('oidc-provider/login.example.com/main')}", audience: atelier }`,
    action: 'sts:AssumeRoleWithWebIdentity',
    caller: iam('oidc-provider/login.example.com/main'),
    asserts: (name) => ({ 'login.example.com/main:sub': name, 'login.example.com/main:aud': 'atelier' }),
  },
  portal: {
    provider: `{ kind: portal, arn: "${iam('role/portal')}" }`,
    action: 'sts:AssumeRole',
    caller: iam('role/portal'),
    asserts: (name) => ({ 'sts:RoleSessionName': name, 'aws:userid': 'AROAPORTAL:server' }),
  },
  'permission-set': {
    provider: `{ kind: permission-set, arn: "${iam(reserved)}" }`,
    action: 'sts:AssumeRole',
    caller: iam(reserved),
    asserts: (name) => ({ 'sts:RoleSessionName': 'anything', 'aws:userid': `AROASSO:${name}` }),
  },
} satisfies Readonly<Record<string, Door>>;

/** Names that begin and end alike, and one that differs from its profile. */
export function signInWorkspace(door: Door, access: string): Workspace {
  const text = `
workspace: acme
aws: { region: eu-central-1, iam: { rolePath: /ml/ } }
signIn: { provider: ${door.provider} }
network: { access: ${access} }
people:
  lead: { role: lead-data-scientist, sso: Lead@example.com }
  lea: { role: data-scientist }
  july.ann@example.com: { role: data-scientist }
  ann@example.com: { role: viewer }
  boss: { role: admin }
projects:
  sales: { members: [lead, lea, july.ann@example.com, ann@example.com] }
`;
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/', text });
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result.workspace;
}

export type Pair = readonly [asked: Person, asking: Person];

/** Everybody with everybody. */
export function pairsOf({ people }: Workspace): readonly Pair[] {
  return people.flatMap((asked) => people.map((asking): Pair => [asked, asking]));
}
