import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { prove } from '../../src/commands/prove.ts';
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

async function run(files: Readonly<Record<string, unknown>>, json = false) {
  for (const [name, template] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(template));
  const io = recordingIo(folder);
  return { code: await prove(io, Object.keys(files), { json }), ...io.said };
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

  test('of a file that is not there is a problem', async () => {
    await expect(prove(recordingIo(folder), ['no.json'], {})).rejects.toMatchObject({ code: 'NoSuchFile' });
  });
});
