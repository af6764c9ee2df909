import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/run.ts';
import { recordingIo } from '../recording-io.ts';

const example = join(import.meta.dirname, '../../../../examples/acme/atelier.yaml');
const small = 'workspace: acme\naws: { region: eu-central-1 }\npeople: { lead: { role: lead-data-scientist } }\n';

let folder: string;
let planned: { readonly code: number; readonly out: string };

async function atelier(...args: string[]) {
  const io = recordingIo(folder);
  const code = await run(args, io);
  return { code, ...io.said };
}

async function fileOf(text: string, name = 'atelier.yaml'): Promise<string> {
  await writeFile(join(folder, name), text);
  return name;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-plan-'));
  planned = await atelier('plan', example, '--target', 'aws', '--json');
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('atelier plan of the example', () => {
  test('finds nothing that speaks against it: isolation holds, no endpoint is missing, every guardrail holds', () => {
    const report = JSON.parse(planned.out);
    expect(planned.code).toBe(0);
    expect(report.ok).toBe(true);
    expect(report.isolation).toEqual({
      ok: true,
      wanted: true,
      findings: [],
      waysIn: [expect.stringContaining('through Identity Center'), expect.stringContaining('role/acme-operator')],
    });
    expect(report.endpoints.missing).toEqual([]);
    expect(report.access.triples).toBeGreaterThanOrEqual(200);
    expect(report.access.denied + report.access.allowed).toBe(report.access.triples);
    expect(report.guardrails.filter(({ ok }: { ok: boolean }) => !ok)).toEqual([]);
  });

  test('is one JSON document of the promised shape', () => {
    expect(JSON.parse(planned.out)).toMatchObject({
      pieces: expect.arrayContaining([
        {
          id: 'network',
          kind: 'network',
          because: expect.any(String),
          needs: expect.any(Array),
          stack: 'acme-network',
          resources: expect.arrayContaining([expect.any(String)]),
          none: null,
        },
      ]),
      stacks: expect.arrayContaining([
        { name: 'acme-foundation', resources: expect.any(Number), after: ['acme-network'] },
      ]),
      endpoints: {
        required: expect.arrayContaining(['sts', 'logs', 'ecr.api', 's3']),
        present: expect.arrayContaining(['sts', 'logs', 'ecr.api', 's3']),
        missing: [],
        surplus: [],
      },
      isolation: { ok: true, findings: [] },
      access: { triples: expect.any(Number), denied: expect.any(Number), allowed: expect.any(Number) },
      cost: {
        lines: expect.arrayContaining([
          {
            id: 'network-endpoints',
            what: expect.any(String),
            formula: expect.any(String),
            usd: expect.any(Number),
            confidence: expect.stringMatching(/^(verified|derived|assumed|unknown)$/),
            source: expect.any(String),
          },
        ]),
        monthlyUsd: expect.any(Number),
      },
      guardrails: expect.arrayContaining([expect.objectContaining({ id: 'schemas', ok: true, finding: null })]),
    });
  });
});

test('atelier plan says of what nothing is made, and why', async () => {
  const { out } = await atelier('plan', await fileOf(`${small}projects: { sales: { members: [lead] } }\n`));
  expect(out).toMatch(/^sandbox:sales\/lead .*\n +Nothing is made: It is a folder of the bucket of sandboxes.*\.$/m);
});

describe('atelier plan --target local', () => {
  const file =
    'workspace: acme\npeople: { lead: { role: lead-data-scientist } }\nprojects: { sales: { members: [lead] } }\n';

  test('says what stands for each piece on this machine, of a file that never goes to AWS', async () => {
    const { code, out } = await atelier('plan', await fileOf(file), '--target', 'local');
    expect(code).toBe(0);
    expect(out).toMatch(/^warehouse:sales +process warehouse sales\n +folder projects\/sales\/warehouse$/m);
    expect(out).toMatch(/^repository:sales +Nothing: .*\.$/m);
    expect(out).toMatch(/^process supervisor +It .*\.$/m);
  });

  test('is one JSON document of the promised shape', async () => {
    const { out } = await atelier('plan', await fileOf(file), '--target', 'local', '--json');
    expect(JSON.parse(out)).toEqual({
      workspace: 'acme',
      pieces: expect.arrayContaining([
        {
          id: 'tracking:sales',
          kind: 'tracking',
          because: expect.any(String),
          needs: expect.any(Array),
          counterparts: [
            { kind: 'process', name: 'tracking', since: 'up' },
            { kind: 'folder', name: 'tracking', since: 'up' },
          ],
          none: null,
        },
      ]),
      own: expect.arrayContaining([{ kind: 'folder', name: 'run', since: 'up', because: expect.any(String) }]),
      door: { kind: 'loopback' },
      journeys: {
        // The status, the project in it and what is deployed there, SQL to read and to write; tracking and the registry to
        // read, to write and to approve; forecasts; the own space, to start, to open and to stop.
        asked: 15,
        notHere: expect.arrayContaining([
          {
            journey: 'data.read on project sales',
            who: ['lead'],
            because: expect.stringContaining('Files lie in the folder of the workspace'),
          },
        ]),
      },
    });
  });
});

describe('atelier plan exits with 1', () => {
  test('of a workspace whose estimate is above its limit, and says by how much', async () => {
    const file = await fileOf(`${small}limits: { monthlyUsd: 10 }\n`);
    const { code, out } = await atelier('plan', file);
    expect(code).toBe(1);
    expect(out).toMatch(/^FAILS {2}.*\n.*\b10\b.*\n/m);
    expect(out).toMatch(/This must not be deployed: .*\.\n$/);
  });

  test.each([
    ['other sign-in', small.replace('people:', 'signIn: { method: sso }\npeople:'), /AuthMode/],
    ['another name', small.replace('workspace: acme', 'workspace: other'), /in the new stack other-foundation/],
  ])('of a workspace that gets %s after it was deployed, and tells the way round', async (_, text, finding) => {
    await atelier('synth', await fileOf(small, 'deployed.yaml'), '--out', 'deployed');
    const { code, out } = await atelier('plan', await fileOf(text, 'next.yaml'), '--deployed', 'deployed', '--json');
    const guard = JSON.parse(out).guardrails.find(({ id }: { id: string }) => id === 'stateful-replacement');
    const errors = guard.findings.filter(({ level }: { level: string }) => level === 'error');
    expect(code).toBe(1);
    expect(errors.map(({ message }: { message: string }) => message)).toContainEqual(expect.stringMatching(finding));
    for (const { fix } of errors) expect(fix).toMatch(/\w{3,}.*\.$/);
  });

  test.each([
    ['on something else', ['--target', 'moon'], small, /"moon".*\n.*--target aws/s],
    ['here, over templates', ['--target', 'local', '--deployed', 'there'], small, /--deployed.*\n.*--target aws/s],
    ['without an aws section', [], 'workspace: acme\n', /has no `aws` section.*\n.*region: eu-central-1/s],
    ['in a region that is none', [], small.replace('eu-central-1', 'eu-centrl-1'), /eu-centrl-1.*\n.*eu-central-1/s],
    [
      'with what is not made on AWS yet',
      [],
      `${small}signIn: { method: sso }\nstudio: { experience: both }\n`,
      /studio\.experience is both.*\n.*experience: studio/s,
    ],
    ['over templates that are not there', ['--deployed', 'nowhere'], small, /nowhere/],
  ])('of a workspace %s', async (_, options, text, words) => {
    const { code, out, err } = await atelier('plan', await fileOf(text), ...options);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(words);
  });
});

describe('atelier plan with policies of the organization', () => {
  const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  const deny = { Sid: 'NoRoles', Effect: 'Deny', Action: 'sagemaker:CreateApp', Resource: '*' };

  test('says which journeys they take away, by which statement of which file, and fails', async () => {
    await fileOf(policy({ Effect: 'Allow', Action: '*', Resource: '*' }), 'root.json');
    await fileOf(policy(deny), 'unit.json');
    const given = ['--scp', 'root.json', '--scp', 'unit.json'];
    const { code, out } = await atelier('plan', await fileOf(small), ...given);
    expect(code).toBe(1);
    expect(out).toMatch(/^lead:\n(.*\n)*? {2}space\.start .*The statement NoRoles of unit\.json refuses it/m);
    expect(out).toMatch(/^ {2}Let sagemaker:CreateApp on \S+ through the statement NoRoles of unit\.json\.$/m);
    expect((await atelier('plan', 'atelier.yaml', '--scp', 'root.json')).code).toBe(0);
  });

  test('bounds roles by what is handed in, where the file names a boundary', async () => {
    const named = small.replace('eu-central-1', 'eu-central-1, iam: { permissionsBoundary: Company }');
    const file = await fileOf(named, 'bounded.yaml');
    const silent = await atelier('plan', file);
    expect([silent.code, silent.out]).toEqual([0, expect.stringContaining('give it with --boundary')]);
    await fileOf(policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' }), 'boundary.json');
    const bounded = await atelier('plan', file, '--boundary', 'boundary.json');
    expect(bounded.code).toBe(1);
    expect(bounded.out).toMatch(/Allow \S+ on \S+ in boundary\.json\./);
  });

  test.each([
    ['that is not there', ['--scp', 'nowhere.json'], /nowhere\.json cannot be read: ENOENT.*\n.*--scp/s],
    ['that is none', ['--scp', 'atelier.yaml'], /holds no policy of an organization.*\n.*describe-policy/s],
    ['for this machine', ['--target', 'local', '--scp', 'root.json'], /--scp hands in policies.*\n.*--target aws/s],
    ['for roles without one', ['--boundary', 'root.json'], /names no boundary.*\n.*permissionsBoundary/s],
  ])('refuses a file %s, and says what it takes', async (_, options, words) => {
    const { code, out, err } = await atelier('plan', await fileOf(small), ...options);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(words);
  });
});

describe('atelier outputs', () => {
  test('prints one JSON document of what other systems can read', async () => {
    const { code, out } = await atelier('outputs', await fileOf(small), '--json');
    const { outputs } = JSON.parse(out);
    expect(code).toBe(0);
    expect(outputs).toContainEqual({
      stack: 'acme-foundation',
      name: 'StudioDomainName',
      value: 'acme',
      description: 'Name of the Studio domain',
    });
    expect(outputs).toContainEqual(expect.objectContaining({ name: 'DomainId', value: null }));
  });
});

describe('atelier synth', () => {
  test('writes the templates where it is told to, for the CDK to deploy', async () => {
    const { code, out } = await atelier('synth', await fileOf(small), '--out', 'templates', '--json');
    const { folder: written, stacks } = JSON.parse(out);
    expect([code, written]).toEqual([0, join(folder, 'templates')]);
    for (const { stack, resources } of stacks) {
      const template = JSON.parse(await readFile(join(written, `${stack}.template.json`), 'utf8'));
      expect(Object.keys(template.Resources)).toHaveLength(resources);
    }
    expect(JSON.parse(await readFile(join(written, 'manifest.json'), 'utf8')).artifacts).toHaveProperty('acme-network');
  });

  test('writes nothing of a workspace with what is not made on AWS yet', async () => {
    const file = await fileOf(small.replace('eu-central-1', 'eu-central-1, catalog: { principals: [role/Admin] }'));
    const { code, err } = await atelier('synth', file, '--out', 'none');
    expect(code).toBe(1);
    expect(err).toMatch(/aws\.catalog.*\n.*Remove aws\.catalog/s);
    await expect(readFile(join(folder, 'none/manifest.json'))).rejects.toThrow('ENOENT');
  });

  test('says where templates cannot be written', async () => {
    const { code, err } = await atelier('synth', await fileOf(small), '--out', 'atelier.yaml');
    expect(code).toBe(1);
    expect(err).toContain('the system says EEXIST');
  });
});
