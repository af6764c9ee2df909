import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ProveOptions, prove } from '../../src/commands/prove.ts';
import { recordingIo } from '../recording-io.ts';

const openSubnet = {
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, MapPublicIpOnLaunch: true } },
  },
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prove-'));
});

async function run(files: Readonly<Record<string, unknown>>, json = false, options: ProveOptions = {}) {
  for (const [name, template] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(template));
  const io = recordingIo(folder);
  return { code: await prove(io, Object.keys(files), { ...options, json }), ...io.said };
}

describe('prove', () => {
  test('prints one JSON document of findings, and exits 1', async () => {
    const { code, out } = await run({ 'net.json': openSubnet }, true);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      ok: false,
      verdicts: {
        'isolation-in': 'refuted',
        'isolation-out': 'refuted',
        encryption: 'proven',
        access: 'proven',
        endpoints: 'proven',
        supplies: 'proven',
      },
      accepted: [],
      findings: [
        {
          rule: 'public-address',
          verdict: 'refuted',
          promises: ['isolation-in', 'isolation-out'],
          type: 'AWS::EC2::Subnet',
          stack: 'net',
          resource: 'Subnet',
          path: 'Properties.MapPublicIpOnLaunch',
          message: 'Subnet has or gives out addresses on the internet (MapPublicIpOnLaunch is true).',
          fix: 'Set MapPublicIpOnLaunch to false.',
        },
      ],
    });
  });

  test('says to a person where each finding is and what to do', async () => {
    const { code, out } = await run({ 'net.json': openSubnet });
    expect(code).toBe(1);
    expect(out).toContain(
      '  net Subnet Properties.MapPublicIpOnLaunch (public-address; isolation-in, isolation-out)\n',
    );
    expect(out).toMatch(/^isolation-in +refuted /m);
    expect(out).toMatch(/^encryption +proven /m);
    expect(out).toContain('    -> Set MapPublicIpOnLaunch to false.\n');
    expect(out).toMatch(/1 template: 1 refuted, 0 not known\.\n$/);
  });

  test('exits 0 where every promise is proven', async () => {
    const { Vpc } = openSubnet.Resources;
    expect(await run({ 'a.json': { Resources: { Vpc } }, 'b.json': { Resources: { Vpc } } })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/\n2 templates: every promise is proven\.\n$/),
    });
  });

  const volume = {
    Parameters: { On: { Type: 'String' } },
    Resources: { Disk: { Type: 'AWS::EC2::Volume', Properties: { Encrypted: { Ref: 'On' }, KmsKeyId: 'alias/own' } } },
  };

  test('says what is not known, and exits 1', async () => {
    const { code, out } = await run({ 'disk.json': volume });
    expect(code).toBe(1);
    expect(out).toMatch(/^encryption +not proven /m);
    expect(out).toMatch(/\nWhat is not known\n\n {2}disk Disk Properties\.Encrypted \(/);
    expect(out).toMatch(/1 template: 0 refuted, 1 not known\.\n$/);
  });

  test.each([
    ['On=true', 0, 'proven'],
    ['On=false', 1, 'refuted'],
    ['On=', 1, 'refuted'],
  ])('takes the value of a parameter, %s', async (text, code, verdict) => {
    const said = await run({ 'disk.json': volume }, true, { parameter: [text] });
    expect([said.code, JSON.parse(said.out).verdicts.encryption]).toEqual([code, verdict]);
  });

  test('takes the account and the region', async () => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/1';
    const queue = { Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: key } } } };
    const codes = ['111122223333', '999988887777'].map(async (account) => {
      const { code, out } = await run({ 'q.json': queue }, true, { account, region: 'eu-west-1' });
      return [code, JSON.parse(out).verdicts.encryption];
    });
    expect(await Promise.all(codes)).toEqual([
      [0, 'proven'],
      [1, 'refuted'],
    ]);
  });

  test('lists what was accepted, with its reason, and exits 0', async () => {
    const entry = '- { rule: public-address, resource: Subnet, reason: A test of a browser, until: 2999-12-31 }';
    writeFileSync(join(folder, 'accepted.yaml'), entry);
    const { code, out } = await run({ 'net.json': openSubnet }, false, { accept: 'accepted.yaml' });
    expect(code).toBe(0);
    expect(out).toMatch(/^isolation-in +proven, but for 1 accepted /m);
    expect(out).toContain('    accepted until 2999-12-31: A test of a browser\n');
    expect(out).toMatch(/1 template: every promise is proven, 1 accepted\.\n$/);
  });

  test('exits 1 where what was accepted has expired, or is not there', async () => {
    const entry = (resource: string, until: string) =>
      `- { rule: public-address, resource: ${resource}, reason: A test of a browser, until: ${until} }\n`;
    writeFileSync(join(folder, 'accepted.yaml'), entry('Subnet', '2001-01-01') + entry('Other', '2999-12-31'));
    const { code, out } = await run({ 'net.json': openSubnet }, false, { accept: 'accepted.yaml' });
    expect(code).toBe(1);
    expect(out).toContain('The acceptance of public-address ended on 2001-01-01.');
    expect(out).toContain('The acceptance of public-address fits no finding');
    expect(out).toMatch(/1 template: 1 refuted, 2 not known\.\n$/);
  });

  test.each([
    ['a parameter that is none', { parameter: ['Off=1'] }, 'BadValue', /"Off"; there are: On/],
    ['a parameter without a value', { parameter: ['On'] }, 'BadParameter', /"On"/],
    ['an account that is none', { account: '1' }, 'BadValue', /"1" is no account/],
    ['a region that is none', { region: 'europe' }, 'BadValue', /"europe" is no region/],
    ['a file of accepted findings that is not there', { accept: 'no.yaml' }, 'NotReadable', /no\.yaml/],
  ])('refuses %s', async (_, options, code, message) => {
    await expect(run({ 'disk.json': volume }, false, options)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      whose: 'yours',
    });
  });

  test('of a file that is not there is a problem', async () => {
    await expect(prove(recordingIo(folder), ['no.json'], {})).rejects.toMatchObject({ code: 'NoSuchFile' });
  });
});
