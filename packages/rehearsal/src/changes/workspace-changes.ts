import type { ExistingNetworkSettings, Network, NewNetwork, SignIn } from '@atelier/core';
import type { World } from '@atelier/simulated-aws';
import { putExistingNetwork } from '../existing-network.ts';
import { putRole } from '../put-given.ts';
import { type Change, carriedOut, refusedWith, undone } from './change.ts';

const everyStack = ['network', 'foundation', 'project', 'people', 'spaces'] as const;

const tags: Change = {
  id: 'tags',
  apply: ({ aws, ...workspace }) => {
    if (aws === null) return { why: 'The file says nothing of AWS.' };
    const [name = 'team'] = Object.keys(aws.tags);
    return {
      workspace: { ...workspace, aws: { ...aws, tags: { ...aws.tags, [name]: 'rehearsed' } } },
      what: `the tag ${name} with another value`,
      ...{ expects: carriedOut(...everyStack), back: undone(...everyStack) },
    };
  },
};

const limits: Change = {
  id: 'limits',
  apply: (workspace) => {
    const { monthlyUsd, instances } = workspace.limits;
    const more = { monthlyUsd: (monthlyUsd ?? 5000) + 500, instances: [...(instances ?? ['ml.*']), 'ml.c5.*'] };
    return {
      workspace: { ...workspace, limits: { ...workspace.limits, ...more } },
      what: 'a higher limit, and other instances',
      expects: carriedOut('foundation', 'project', 'people'),
      back: undone('foundation', 'project', 'people'),
    };
  },
};

const signInMethod: Change = {
  id: 'sign-in-method',
  apply: (workspace) => {
    const method = workspace.signIn.method === 'sso' ? 'iam' : 'sso';
    const signIn: SignIn = { method, identityCenter: null, provider: null, oidc: null };
    return {
      workspace: { ...workspace, signIn },
      what: `sign-in by ${method} in the place of ${workspace.signIn.method}`,
      expects: refusedWith('WouldBeLost'),
    };
  },
};

const provider: Change = {
  id: 'provider',
  apply: (workspace) => {
    const { signIn, aws } = workspace;
    if (signIn.method === 'sso') return { why: 'Identity Center is asked who somebody is: there is no provider.' };
    const arn = `arn:aws:iam::${aws?.account ?? '123456789012'}:role/rehearsed-portal`;
    return {
      workspace: { ...workspace, signIn: { ...signIn, provider: { kind: 'portal', arn } } },
      what: 'a portal says who signs in',
      expects: carriedOut(...everyStack),
      back: undone(...everyStack),
      arrange: (world: World) => putRole(world, arn),
    };
  },
};

const access: Change = {
  id: 'access',
  apply: (workspace) => {
    const { signIn, network } = workspace;
    if (signIn.method === 'sso' || signIn.provider === null)
      return { why: 'Nobody signs in by a role of the account.' };
    const isByEndpoint = network.access.kind === 'endpoint';
    const other = isByEndpoint
      ? ({ kind: 'ranges', outside: ['203.0.113.0/24'], inside: [] } as const)
      : ({ kind: 'endpoint' } as const);
    return {
      workspace: { ...workspace, network: { ...network, access: other } },
      what: isByEndpoint ? 'people come from an office' : 'people come through the network alone',
      ...{ expects: carriedOut(...everyStack), back: undone(...everyStack) },
    };
  },
};

const otherNetwork: Change = {
  id: 'network',
  apply: (workspace) => {
    const network = workspace.network.kind === 'new' ? existingLike(workspace.network) : newLike(workspace.network);
    return {
      workspace: { ...workspace, network },
      what: network.kind === 'existing' ? 'an existing network in the place of its own' : 'a network of its own',
      expects: refusedWith('SeveralObjections', 'WouldBeLost'),
      ...(network.kind === 'existing' ? { arrange: (world: World) => putExistingNetwork(world, network) } : {}),
    };
  },
};

function existingLike({ access, mode, flowLogs, s3PrefixList }: NewNetwork): ExistingNetworkSettings {
  return {
    ...{ kind: 'existing', access, mode, flowLogs, s3PrefixList, cidr: '10.200.0.0/16', endpoints: [] },
    ...{ vpc: 'vpc-0feed0feed0feed00', routeTables: ['rtb-0feed0feed0feed00'], description: null },
    subnets: [0, 1, 2].map((zone) => `subnet-0feed0feed0feed0${zone}`),
  };
}

function newLike({ access, mode, flowLogs, s3PrefixList }: Network): NewNetwork {
  return { kind: 'new', access, mode, flowLogs, s3PrefixList, cidr: '10.200.0.0/16', zones: 3, zoneIds: null };
}

/** Changes of the workspace as a whole. */
export const workspaceChanges: readonly Change[] = [tags, limits, signInMethod, provider, access, otherNetwork];
