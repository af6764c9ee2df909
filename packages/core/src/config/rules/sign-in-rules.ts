import ipaddr from 'ipaddr.js';
import { rangePrivacy } from '../../model/range-privacy.ts';
import type { SignInProvider } from '../../model/sign-in.ts';
import { isOwnRole } from '../aws/own-role.ts';
import type { RuleFinding } from '../explaining/issue.ts';
import type { WorkspaceFile } from '../schema/workspace-file.ts';
import type { WorkspaceRule } from './rule.ts';

/** Form of the ARN that belongs to each kind of provider, and what it is of. */
const arnForms: Readonly<Record<SignInProvider['kind'], readonly [form: RegExp, what: string, example: string]>> = {
  saml: [/:saml-provider\/[\w+=,.@-]+$/, 'a SAML provider', 'saml-provider/company'],
  oidc: [/:oidc-provider\/[\w.-]+(\/[\w./~-]*)?$/, 'an OIDC provider', 'oidc-provider/login.example.com'],
  portal: [/:role\/(?!aws-)([\w+=,.@-]+\/)*[\w+=,.@-]+$/, 'a role', 'role/portal'],
  'permission-set': [
    /:role\/aws-reserved\/sso\.amazonaws\.com\/([a-z0-9-]+\/)?AWSReservedSSO_[\w+=,.@-]+_[0-9a-f]{16}$/,
    'the role of a permission set',
    'role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Notebooks_0123456789abcdef',
  ],
};

const providerIsOfItsKind: WorkspaceRule = {
  reads: ['signIn.provider'],
  *check({ file: { signIn } }) {
    const { provider } = signIn;
    if (provider === undefined) return;
    const [form, what, example] = arnForms[provider.kind];
    if (form.test(provider.arn)) return;
    yield {
      path: ['signIn', 'provider', 'arn'],
      code: 'BadProvider',
      message: `"${provider.arn}" is not the ARN of ${what}, which kind ${provider.kind} is about.`,
      fix: `Write one that ends like \`${example}\`, or another kind.`,
    };
  },
};

/** Whoever works in a role of the workspace would open Studio as everybody. */
const portalIsOutside: WorkspaceRule = {
  reads: ['signIn.provider', 'workspace'],
  *check({ file: { signIn, workspace } }) {
    const { provider } = signIn;
    if (provider?.kind !== 'portal' || !isOwnRole(provider.arn, workspace)) return;
    yield {
      path: ['signIn', 'provider', 'arn'],
      code: 'BadProvider',
      message: `"${provider.arn}" has the name of a role that ${workspace} makes for its people or their work: whoever works in it would open Studio as anybody.`,
      fix: 'Name the role of the program that signs people in.',
    };
  },
};

const audienceIsOfOidc: WorkspaceRule = {
  reads: ['signIn.provider.kind'],
  *check({ file: { signIn }, isGiven }) {
    const kind = signIn.provider?.kind;
    if (kind === undefined || (kind === 'oidc') === isGiven(['signIn', 'provider', 'audience'])) return;
    const path = ['signIn', 'provider', 'audience'];
    yield kind === 'oidc'
      ? {
          path,
          code: 'MissingSetting',
          message: 'A provider of kind oidc needs its audience: without one, tokens for any other program would do.',
          fix: 'Add `audience` with the client id of the program that people sign in to.',
        }
      : {
          path,
          on: 'key' as const,
          code: 'NoEffect',
          message: `\`audience\` belongs to an OIDC provider, but kind is ${kind}.`,
          fix: 'Write `kind: oidc`, or remove audience.',
        };
  },
};

const providerIsUsed: WorkspaceRule = {
  reads: ['signIn.method'],
  *check({ file: { signIn }, isGiven }) {
    if (signIn.method === 'iam' || !isGiven(['signIn', 'provider'])) return;
    yield {
      path: ['signIn', 'provider'],
      on: 'key',
      code: 'NoEffect',
      message: 'A provider is for sign-in with iam; with sso, Identity Center says who somebody is.',
      fix: 'Write `method: iam`, or remove provider.',
    };
  },
};

/** Signs of Latin-1 that are seen: IAM takes no others in a policy (CreateRole, IAM API Reference), and `*`, `?`, `$` mean more. */
const plainName = /^(?!.*[*?$])[!-~\xa1-\xac\xae-\xff]+$/;

/** Names of sessions, which stand for people where a role is taken on by another (AssumeRole, STS API Reference). */
const sessionName = /^[\w+=,.@-]{2,64}$/;

const namesArePlain: WorkspaceRule = {
  reads: ['signIn', 'people.*.sso'],
  *check({ file: { signIn, people } }) {
    const kind = signIn.provider?.kind;
    if (kind === undefined) return;
    const isOfSession = kind === 'portal' || kind === 'permission-set';
    for (const [name, { sso }] of Object.entries(people)) {
      const given = sso ?? name;
      if ((isOfSession ? sessionName : plainName).test(given)) continue;
      const accepted = isOfSession
        ? '2 to 64 letters, digits and _ + = , . @ -'
        : 'letters of Latin-1, digits and signs that are seen, without *, ? and $';
      yield {
        path: ['people', name, ...(sso === undefined ? [] : ['sso'])],
        ...(sso === undefined ? { on: 'key' as const } : {}),
        code: 'BadSignInName',
        message: `"${given}" cannot be told by a provider of kind ${kind} in a way that fits nobody else. Accepted is ${accepted}.`,
        fix: 'Write the name that the provider gives the person, as `sso`; if that is this one, let it give another.',
      };
    }
  },
};

const placeIsLimitable: WorkspaceRule = {
  reads: ['signIn.method', 'network.access'],
  *check({ file: { signIn, network }, isGiven }) {
    if (signIn.method === 'iam' || network.access === 'anywhere' || !isGiven(['network', 'access'])) return;
    yield {
      path: ['network', 'access'],
      code: 'NotLimited',
      message:
        'With sso nothing holds people to a place: AWS asks no policy of ours when they sign in through Identity Center.',
      fix: 'Write `access: anywhere` and limit places in the identity provider, or write `method: iam` in signIn.',
    };
  },
};

/** Addresses that no request to AWS comes from (RFC 6890): of this machine, of this link, of many, of nobody. */
const ofNobody: Readonly<Record<string, string>> = {
  loopback: 'of the machine itself',
  linkLocal: 'of one link alone',
  multicast: 'of groups',
  broadcast: 'of everybody on a link',
  unspecified: 'of nobody',
};

/** A shorter prefix is no list of offices. */
const shortestPrefix = 8;

const rangesAreMeant: WorkspaceRule = {
  reads: ['network.access'],
  *check({ file: { network }, itemPath }) {
    for (const range of typeof network.access === 'string' ? [] : network.access) {
      const wrong = wrongRange(range);
      if (wrong !== undefined) yield { path: itemPath(['network', 'access'], range), ...wrong };
    }
  },
};

function wrongRange(range: string): Omit<RuleFinding, 'path'> | undefined {
  if (!ipaddr.IPv4.isValidCIDR(range) || !ipaddr.IPv4.isValidFourPartDecimal(range.split('/')[0] ?? '')) {
    return {
      code: 'BadAccessRange',
      message: `"${range}" is not an IPv4 range.`,
      fix: 'Write for example 203.0.113.0/24.',
    };
  }
  const bits = Number(range.split('/')[1]);
  const first = ipaddr.IPv4.networkAddressFromCIDR(range).toString();
  if (bits < shortestPrefix || rangePrivacy(range) === 'mixed') {
    const message = `"${range}" holds ${bits < shortestPrefix ? 'a large part of the internet' : 'private and public addresses'}.`;
    return {
      code: 'BadAccessRange',
      message,
      fix: 'Write the ranges of your offices or of your VPN, or `access: anywhere`.',
    };
  }
  const whose =
    ofNobody[ipaddr.IPv4.parse(first).range()] ?? (Number(first.split('.')[0]) >= 240 ? 'kept for later' : '');
  if (whose !== '') {
    return {
      code: 'BadAccessRange',
      message: `"${range}" holds addresses ${whose}, from which no request comes.`,
      fix: 'Write the ranges of your offices or of your VPN.',
    };
  }
  if (range.startsWith(`${first}/`)) return undefined;
  return {
    code: 'BadAccessRange',
    message: `"${range}" does not begin at the first address of its /${bits} range.`,
    fix: `Write ${first}/${bits}.`,
  };
}

const providerIsOfTheAccount: WorkspaceRule = {
  reads: ['aws', 'signIn.provider.arn'],
  *check({ file: { aws, signIn } }: { file: WorkspaceFile }) {
    const account = signIn.provider?.arn.split(':')[4];
    if (account === undefined || aws?.account === undefined || account === aws.account) return;
    yield {
      path: ['signIn', 'provider', 'arn'],
      code: 'ProviderElsewhere',
      message: `"${signIn.provider?.arn}" is in the account ${account}, but aws.account is ${aws.account}. Nobody of another account is let in.`,
      fix: `Write one of ${aws.account}, or correct aws.account.`,
    };
  },
};

/** Who opens Studio on AWS, and from where. */
export const signInRules = [
  providerIsOfItsKind,
  portalIsOutside,
  audienceIsOfOidc,
  providerIsUsed,
  namesArePlain,
  placeIsLimitable,
  rangesAreMeant,
  providerIsOfTheAccount,
];
