import { isShared, type Workspace } from '@atelier/core';

/** Something that policies cannot hold people to, and what does instead. */
export interface BeyondIam {
  readonly what: string;
  readonly instead: string;
}

/** Limits of what AWS lets the policies of this workspace say; printed with the plan, so that nobody believes otherwise. */
export function beyondIam(workspace: Workspace): readonly BeyondIam[] {
  return [
    {
      what: 'Lists of jobs, models, endpoints, spaces and profiles show the names of all projects.',
      instead: 'What stands behind a name is closed to others; names should tell no secrets.',
    },
    {
      what: 'Whoever may query a warehouse may connect to it, and AWS does not see what a statement does.',
      instead: 'Grants in the database; the tag RedshiftDbRoles gives each person the role for them.',
    },
    {
      what: 'Budgets are seen from outside of the network alone: AWS has no private way to them in each region, and none that takes a policy.',
      instead:
        'The console of AWS shows them to whoever holds budget.see or cost.see; AWS writes to the addresses in notify.',
    },
    ...ofTracking(workspace),
    ...ofSpaces(workspace),
    ...ofSignIn(workspace),
  ];
}

function ofTracking({ tracking, network }: Workspace): BeyondIam[] {
  if (isShared(tracking)) {
    return [
      {
        what: 'One tracking server has no walls: whoever may log runs there changes and deletes those of all projects.',
        instead:
          "The files of runs stay in each project's own bucket, which no other reads; `scope: project` gives each a server.",
      },
    ];
  }
  if (tracking.kind !== 'app') return [];
  return [
    {
      what: 'A tracking app does not tell reading from writing.',
      instead: 'Those who may only read are kept out; `kind: server` lets them in.',
    },
    ...(network.mode === 'egress' ? [appBeyondTheNetwork] : []),
  ];
}

const appBeyondTheNetwork: BeyondIam = {
  what: 'Calls to a tracking app leave through the NAT gateway and tell no network, so that what keeps people inside refuses them.',
  instead: '`kind: server` is reached through its endpoint in every network.',
};

function ofSpaces({ projects, studio }: Workspace): BeyondIam[] {
  if (studio.spaces !== 'shared' || projects.length === 0) return [];
  return [
    {
      what: 'Somebody of another project can open a shared space that runs, if they guess its address.',
      instead: 'They cannot start it, and shared spaces reach a project alone of which everybody is a member.',
    },
  ];
}

/** AWS asks no identity policy where a domain signs in through Identity Center (its blog, "Secure access to Studio with AWS SSO"). */
function ofSignIn({ signIn, network }: Workspace): BeyondIam[] {
  if (signIn.method === 'sso') {
    return [
      {
        what: 'With Identity Center, Studio opens from any address; no policy limits where a browser is.',
        instead: "Rules of the identity provider about places and devices; notebooks' own calls stay in the network.",
      },
    ];
  }
  if (network.access.kind !== 'anywhere') return [];
  return [
    {
      what: 'Studio opens from any address, as network.access is anywhere; so does a link that somebody has passed on.',
      instead:
        'A link begins one session, for five minutes; `access: endpoint` or a list of ranges holds it to places.',
    },
  ];
}
