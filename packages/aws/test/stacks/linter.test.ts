import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { synthesise } from '../../src/synthesise.ts';
import { example, exampleFile, written } from '../example.ts';

const linter = fileURLToPath(new URL('../../../../.venv/bin/cfn-lint', import.meta.url));

const everything = `workspace: full
aws: { region: us-east-1, tags: { team: a }, iam: { rolePath: /ml/, permissionsBoundary: ml-boundary } }
signIn: { method: sso }
network: { mode: egress, zones: 3, cidr: 10.20.0.0/16 }
studio:
  spaces: shared
  homeFolders: delete
  projectTemplates: true
  docker: { enabled: true, trustedAccounts: ["111122223333"] }
  image: { name: team-image, appConfig: team-config }
  cloneRepository: https://git.example.com/team/notebooks.git
tracking: { kind: server, size: Medium, version: 3.0.0, autoRegister: true, maintenance: Tue:03:30, prefix: /runs, hours: { from: "08:00", to: "18:00" } }
packages: { upstream: pypi, allow: all }
bigData: { emr: serverless }
people: { lead: { role: lead-data-scientist }, ana.b@example.com: { role: data-scientist }, root: { role: admin } }
projects:
  sales: { members: [lead, ana.b@example.com], notify: [lead@example.com], budget: { monthlyUsd: 900 } }
limits: { monthlyUsd: 5000, instances: ["ml.t3.*"] }
`;

const existing = `workspace: mine
aws: { region: eu-west-1, account: "111122223333" }
network:
  existing: { vpc: vpc-0a1b2c3d, cidr: 10.0.0.0/16, subnets: [subnet-0a1b2c3d, subnet-0a1b2c3e], routeTables: [rtb-0a1b2c3d], endpoints: [sts] }
studio: { idleStop: off, spaces: none, isolateDomain: false }
tracking: { kind: none }
source: { kind: none }
people: { lead: { role: lead-data-scientist } }
`;

interface LinterFinding {
  readonly Level: string;
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Filename: string;
}

async function lint(workspace: AwsWorkspace): Promise<readonly LinterFinding[]> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-lint-'));
  const { stacks } = await synthesise(workspace, { folder });
  const files = stacks.map(({ stack }) => join(folder, `${stack}.template.json`));
  const output = await new Promise<string>((resolve) => {
    // Findings make it exit with a code other than 0; what it prints is the answer either way.
    execFile(linter, ['--format', 'json', ...files], { maxBuffer: 2 ** 26 }, (_, stdout, stderr) =>
      resolve(stdout || stderr),
    );
  });
  return JSON.parse(output);
}

test.each([
  ['the example', () => example('acme')],
  ['the published migration', () => exampleFile('published/migration.yaml')],
  ['a workspace with everything switched on', async () => written(everything)],
  ['a workspace in a network that is there already', async () => written(existing)],
])('cfn-lint and the validation of the CDK find nothing in what %s becomes', async (_, workspace) => {
  const findings = await lint(await workspace());
  expect(findings.map(({ Rule, Message, Filename }) => `${Rule.Id} ${Filename}: ${Message.slice(0, 200)}`)).toEqual([]);
});
