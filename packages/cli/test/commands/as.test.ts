import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actions, roles } from '@atelier/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/run.ts';
import { recordingIo } from '../recording-io.ts';

const example = join(import.meta.dirname, '../../../../examples/company/atelier.yaml');
const here = `workspace: acme
people: { lead: { role: lead-data-scientist }, july: { role: viewer } }
projects: { sales: { members: [lead, july] }, churn: { members: [lead] } }
`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-as-'));
  await writeFile(join(folder, 'here.yaml'), here);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function as(...args: string[]) {
  const io = recordingIo(folder);
  const code = await run(['as', ...args], io);
  return { code, ...io.said };
}

async function told(...args: string[]) {
  const { out } = await as(...args, '--json');
  return JSON.parse(out);
}

interface Right {
  readonly action: string;
  readonly resource: string;
  readonly project: string | null;
  readonly allowed: boolean;
  readonly answer: string;
}

describe('atelier as', () => {
  test('tells each row about each thing of a person, with its reason, and what AWS says', async () => {
    const { rights, projects, person, isInFile, isTried } = await told('omar', example);
    expect([projects, person.role, isInFile, isTried]).toEqual([['yields'], 'data-scientist', true, false]);
    expect(new Set(rights.map(({ action }: Right) => action))).toEqual(new Set(actions));
    for (const right of rights) {
      expect(right.because).not.toBe('');
      expect(right.answer === 'no').toBe(!right.allowed);
    }
  });

  test('says the same as a question does of each', async () => {
    const { rights } = await told('omar', example);
    for (const action of ['data.write', 'job.run', 'model.approve']) {
      const io = recordingIo(folder);
      const code = await run(['why', 'omar', action, 'yields', example], io);
      expect(code === 0).toBe(rights.find((right: Right) => right.action === action).allowed);
    }
  });

  test('is for people by project, with stores and price', async () => {
    const { code, out } = await as('omar', example);
    expect(code).toBe(0);
    expect(out).toMatch(/^omar as data-scientist, on AWS; signs in as omar@example\.com\.$/m);
    expect(out).toMatch(/^Project yields$/m);
    expect(out).toMatch(/^no +data\.write +that takes lead-data-scientist or data-engineer/m);
    expect(out).toMatch(/^data +harvest-yields-data-111122223333-euc1 +read$/m);
    expect(out).toMatch(/^no +space\.open +spaces of others /m);
    expect(out).toMatch(/^\+\d+\.\d\d USD a month compared with the file without this person\.$/m);
  });

  test.each(roles)('shows somebody new as %s before they are in the file, which stays as it is', async (role) => {
    const before = await readFile(example, 'utf8');
    const { isInFile, isTried, rights, stores, monthlyUsd } = await told(
      'nina',
      '--try',
      role,
      '--project',
      'yields',
      example,
    );
    expect([isInFile, isTried]).toEqual([false, true]);
    const may = (action: string) => rights.find((right: Right) => right.action === action).allowed;
    expect([may('data.read'), may('data.write')]).toEqual([
      true,
      ['lead-data-scientist', 'data-engineer'].includes(role),
    ]);
    expect(stores.find(({ kind }: { kind: string }) => kind === 'data').access).toBe(
      may('data.write') ? 'read and write' : 'read',
    );
    expect(monthlyUsd).toBeGreaterThan(0);
    expect(await readFile(example, 'utf8')).toBe(before);
  });

  test('shows somebody in another role, and what that changes', async () => {
    const { isInFile, rights, monthlyUsd } = await told('omar', '--try', 'viewer', example);
    expect([isInFile, monthlyUsd]).toEqual([true, 0]);
    expect(rights.find(({ action }: Right) => action === 'model.register').allowed).toBe(false);
  });

  test('shows nobody the things of projects of others', async () => {
    const july = await told('july', 'here.yaml');
    const member = await told('july', '--project', 'churn', 'here.yaml');
    expect([july.projects, july.otherProjects]).toEqual([['sales'], ['churn']]);
    expect(july.rights.some(({ project }: Right) => project === 'churn')).toBe(false);
    expect([member.projects, member.ground, member.monthlyUsd]).toEqual([['sales', 'churn'], 'this machine', null]);
  });
});

describe('atelier as refuses', () => {
  test.each([
    [['nina', example], /"nina" is not a person of the file.*--try ROLE/s],
    [['omarr', example], /Write omar/],
    [['nina', '--try', 'boss', example], /"boss" is not accepted here\. Accepted are admin/],
    [['Nina Simone', '--try', 'viewer', example], /Nina Simone/],
    [['nina', '--try', 'viewer', '--project', 'yelds', example], /"yelds" is not a project.*yields/s],
    [['lena', '--try', 'viewer', example], /Nobody in project "yields" may approve/],
    [['__proto__', '--try', 'viewer', example], /__proto__/],
  ])('%j', async (args, words) => {
    const { code, out, err } = await as(...args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(words);
  });
});
