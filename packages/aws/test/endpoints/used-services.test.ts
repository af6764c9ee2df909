import type { StackTemplate } from '@atelier/cloudformation';
import { describe, expect, test } from 'vitest';
import { readPriceBook } from '../../src/estimate/price-book.ts';
import { planReport } from '../../src/report/plan-report.ts';
import { synthesise } from '../../src/synthesise.ts';
import { exampleFile, written } from '../example.ts';

const head = 'workspace: acme\naws: { region: eu-central-1 }\npeople: { ana: { role: lead-data-scientist } }\n';
const team = `${head}projects: { sales: { members: [ana] } }\n`;
const provider = 'signIn: { provider: { kind: saml, arn: "arn:aws:iam::111122223333:saml-provider/company" } }\n';
const connection = 'arn:aws:codeconnections:eu-central-1:111122223333:connection/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f';

const workspaces: readonly (readonly [string, () => ReturnType<typeof exampleFile> | ReturnType<typeof written>])[] = [
  ['the example', () => exampleFile('acme/atelier.yaml')],
  ['a network of others', () => exampleFile('existing/atelier.yaml')],
  ['nothing but a project', () => written(team)],
  ['no project', () => written(head)],
  ['no warehouse', () => written(`${head}projects: { sales: { members: [ana], warehouse: none } }\n`)],
  [
    'a warehouse in one of two projects',
    () => written(`${team.trimEnd().slice(0, -1)}, ideas: { members: [ana], warehouse: none } }\n`),
  ],
  ['Spark', () => written(`${team}bigData: { emr: serverless }\n`)],
  ['a server for tracking', () => written(`${team}tracking: { kind: server }\n`)],
  [
    'no tracking, no packages, no repositories',
    () =>
      written(
        `${team}tracking: { kind: none }\npackages: { upstream: none }\nsource: { kind: none }\nstudio: { image: { name: a, appConfig: b } }\n`,
      ),
  ],
  [
    'a code connection',
    () => written(`${team}network: { mode: egress }\nsource: { kind: connection, arn: "${connection}", owner: us }\n`),
  ],
  ['project templates', () => written(`${team}studio: { projectTemplates: true }\n`)],
  ['people of a provider', () => written(`${team}${provider}`)],
  ['people of a provider in an office', () => written(`${team}${provider}network: { access: ["203.0.113.0/24"] }\n`)],
  [
    'people of a provider on a line of their own',
    () => written(`${team}${provider}network: { access: [10.20.0.0/16] }\n`),
  ],
  ['people of a provider anywhere', () => written(`${team}${provider}network: { access: anywhere }\n`)],
  ['doors of a company', () => exampleFile('company/atelier.yaml')],
  ['shared spaces', () => written(`${team}studio: { spaces: shared }\n`)],
];

async function endpointsOf(
  workspace: Parameters<typeof synthesise>[0],
  change?: (stacks: readonly StackTemplate[]) => void,
) {
  const [synthesis, prices] = await Promise.all([synthesise(workspace), readPriceBook()]);
  const stacks = structuredClone(synthesis.stacks);
  change?.(stacks);
  return planReport({ workspace, synthesis: { ...synthesis, stacks }, prices, deployed: null });
}

describe('each endpoint has a user, and whatever is used has its endpoint', () => {
  test.each(workspaces)('with %s', async (_, workspaceOf) => {
    const { endpoints } = await endpointsOf(await workspaceOf());
    expect({ missing: endpoints.missing, surplus: endpoints.surplus }).toEqual({ missing: [], surplus: [] });
  });
});

interface Policy {
  readonly PolicyDocument: { readonly Statement: { Action: string | string[] }[] };
}

/** Rights of people, whom managed policies are of. */
function peoplesRights(stacks: readonly StackTemplate[]): { Action: string | string[] }[] {
  const resources = stacks.flatMap(({ template }) => Object.values(template.Resources));
  const policies = resources.filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy');
  return policies.flatMap(({ Properties }) => (Properties as unknown as Policy).PolicyDocument.Statement);
}

test.each(['glue:GetTable', 'emr-serverless:AccessLivyEndpoints', 'states:StartExecution'])(
  'a right to %s without an endpoint is an error, which names the service',
  async (action) => {
    const { endpoints, guardrails } = await endpointsOf(written(team), (stacks) => {
      const [statement] = peoplesRights(stacks);
      if (statement !== undefined) statement.Action = [statement.Action, action].flat();
    });
    expect(endpoints.missing).toHaveLength(1);
    expect(guardrails.find(({ id }) => id === 'endpoint-list')).toMatchObject({
      ok: false,
      finding: expect.stringContaining(`Nothing reaches ${endpoints.missing[0]}`),
    });
  },
);

test('an endpoint that nobody has a right to use is told with its price', async () => {
  const { endpoints, guardrails } = await endpointsOf(written(`${team}bigData: { emr: serverless }\n`), (stacks) => {
    for (const statement of peoplesRights(stacks))
      if (statement.Action !== undefined)
        statement.Action = [statement.Action].flat().filter((action) => !action.startsWith('emr-serverless:'));
  });
  expect(endpoints.surplus).toEqual([{ service: 'emr-serverless', monthlyUsd: 17.52 }]);
  expect(guardrails.find(({ id }) => id === 'endpoint-list')).toMatchObject({
    ok: true,
    finding: expect.stringMatching(/emr-serverless serves nothing .* costs 17\.52 USD a month/),
  });
});

test('budgets, which may be seen and have no endpoint, are said to be seen from outside alone', async () => {
  const { access, endpoints } = await endpointsOf(written(team));
  expect(endpoints.missing).toEqual([]);
  expect(access.beyond.map(({ what }) => what)).toContainEqual(
    expect.stringMatching(/^Budgets are seen from outside of the network alone/),
  );
});
