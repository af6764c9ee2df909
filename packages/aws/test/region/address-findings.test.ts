import { parseWorkspace, type Workspace } from '@atelier/core';
import { expect, test } from 'vitest';
import { addressFindings } from '../../src/region/address-findings.ts';
import { networkFindings } from '../../src/region/network-findings.ts';
import { answers, workspaceIn } from './described-network.ts';

function workspaceOf(more: string): Workspace {
  const text = `workspace: acme\naws: { region: eu-central-1 }\n${more}`;
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/team', text });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.workspace;
}

const findings = (more: string) => addressFindings(workspaceOf(more));
const team = (capacity: number) =>
  `people: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana], warehouse: { baseCapacity: ${capacity} } } }`;

test('a range that has room for endpoints, home folders, warehouses and people is accepted', () => {
  expect(findings(`network: { cidr: 10.0.0.0/23 }\n${team(8)}`)).toEqual([]);
});

test('a range without room for the endpoints is refused, and counted out', () => {
  expect(findings(`network: { cidr: 10.0.0.0/25 }\n${team(8)}`)).toMatchObject([
    {
      code: 'TooFewAddresses',
      message: expect.stringMatching(/10\.0\.0\.0\/28 has 11 .* 17 for endpoints, 1 for home/),
    },
    { code: 'TooFewAddresses', message: expect.stringMatching(/10\.0\.0\.16\/28.*9 for warehouses, 2 for people/) },
  ]);
});

test('a larger warehouse takes more addresses', () => {
  expect(findings(`network: { cidr: 10.0.0.0/23 }\n${team(256)}`).map(({ code }) => code)).toEqual([
    'TooFewAddresses',
    'TooFewAddresses',
  ]);
});

test('a subnet that is there already has as many addresses as AWS says', () => {
  const json = answers();
  Object.assign(json.Subnets[0] ?? {}, { AvailableIpAddressCount: 0 });
  const [found, ...others] = addressFindings(workspaceIn({ json }));
  expect(others).toEqual([]);
  expect(found?.message).toMatch(/subnet-0a1b2c3d has 0 free addresses and needs 1: 1 for home folders/);
  expect(found?.fix).toMatch(/more free addresses/);
});

const errorsIn = (json: object) => networkFindings(workspaceIn({ json })).filter(({ level }) => level === 'error');

test('what speaks against a network is one list', () => {
  expect(errorsIn(answers())).toEqual([]);
  const json = { ...answers(), EnableDnsSupport: { Value: false } };
  Object.assign(json.Subnets[0] ?? {}, { AvailableIpAddressCount: 0 });
  expect(errorsIn(json).map(({ code }) => code)).toEqual(['NoDns', 'TooFewAddresses']);
});
