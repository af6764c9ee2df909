import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MadeToken } from '../../src/tokens/tokens.ts';
import { type ProgramGateway, programGateway } from './program-gateway.ts';

let gateway: ProgramGateway;
let july: MadeToken;
let john: MadeToken;
const path = '/projects/sales/endpoints/demand/ping';

beforeAll(async () => {
  gateway = await programGateway();
  const { tokens } = gateway.programs;
  july = tokens.make({ person: 'july', name: 'whole', keys: 'pair' });
  john = tokens.make({ person: 'john', name: 'whole', keys: 'pair' });
});
afterAll(() => gateway.close());

/** Status and code of the answer to a request with one header, as Node lets it through. */
function ask(authorization: string, url = path): Promise<{ readonly status: number; readonly code: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(gateway.url);
    const headers = { host: `${hostname}:${port}`, authorization };
    const sent = request({ host: '127.0.0.1', port, path: url, headers, agent: false }, async (answer) => {
      const said = await text(answer);
      resolve({ status: answer.statusCode ?? 0, code: /"code":"(\w+)"/.exec(said)?.[1] ?? said });
    });
    sent.once('error', reject);
    sent.end();
  });
}

const basic = (password: string) => `Basic ${Buffer.from(`any:${password}`).toString('base64')}`;

test('each way in which programs send a token lets in', async () => {
  const { text: token } = july;
  for (const sent of [`Bearer ${token}`, `bearer ${token}`, `token ${token}`, basic(token)]) {
    expect(await ask(sent), sent.slice(0, 8)).toEqual({ status: 200, code: 'reached' });
  }
});

describe('nobody is let in', () => {
  test('by a token that is cut, longer, of another case, of two halves, or forged: 441 of them', async () => {
    const { text: token, id } = july;
    const secretOf = (one: MadeToken) => one.text.slice(-43);
    const forged = [
      ...Array.from({ length: token.length }, (_, end) => token.slice(0, end)),
      ...Array.from(
        { length: token.length },
        (_, at) => token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1),
      ),
      ...Array.from({ length: 300 }, () => `atl_${id}_${randomBytes(32).toString('base64url')}`),
      ...[
        `${token}A`,
        `${token}=`,
        ` ${token}x`,
        token.toUpperCase(),
        token.toLowerCase(),
        `${token},${token}`,
        `${token} x`,
      ],
      ...[
        `atl_${john.id}_${secretOf(july)}`,
        `atl_${july.id}_${secretOf(john)}`,
        `${token}%00`,
        `x${token}`,
        secretOf(july),
        id,
      ],
    ];
    const outcomes = await Promise.all(forged.map((one) => ask(`Bearer ${one}`)));
    expect([...new Set(outcomes.map(({ status }) => status))]).toEqual([401]);
    expect(forged.length).toBe(441);
  });

  test('by the id of a key pair as a token, its secret as a bearer, or a session token beside it', async () => {
    const { accessKeyId = '', secretAccessKey = '' } = july.keyPair ?? {};
    for (const one of [accessKeyId, secretAccessKey, `${accessKeyId}:${secretAccessKey}`]) {
      expect((await ask(`Bearer ${one}`)).status).toBe(401);
      expect((await ask(basic(one))).status).toBe(401);
    }
  });

  test('by an address, a cookie or another header', async () => {
    const { text: token } = july;
    const others = [
      ...[{ cookie: `token=${token}` }, { cookie: `atelier=${token}` }, { 'x-amz-security-token': token }],
      ...[{ 'proxy-authorization': `Bearer ${token}` }, { 'x-api-key': token }, { 'atelier-person': 'july' }],
      {},
    ];
    for (const headers of others) {
      for (const url of [path, `${path}?token=${token}`, `${path}?access_token=${token}`]) {
        const answer = await fetch(gateway.url + url, { headers: headers as Record<string, string> });
        expect(answer.status, JSON.stringify(headers)).not.toBe(200);
      }
    }
  });

  test('by damaged headers, 4,000 of them, and the front door answers on', async () => {
    let seed = 20_261_201;
    const chance = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const { accessKeyId = '' } = july.keyPair ?? {};
    const credential = `${accessKeyId}/20261201/local/sagemaker/aws4_request`;
    const whole = [
      ...[`Bearer ${july.text}`, `token ${july.text}`, basic(july.text)],
      `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    ];
    const signs = ['\t', ' ', ',', '=', ';', ':', '/', '\u00ff', '\u0080', '"', '%00', 'Bearer ', 'A', '_'];
    const damage = (header: string) => {
      const [at, length] = [chance(header.length), chance(4)];
      const put = Array.from({ length: 1 + chance(3) }, () => signs[chance(signs.length)] ?? '').join('');
      return header.slice(0, at) + put + header.slice(at + length);
    };
    const isWhole = (header: string) =>
      whole.some(
        (one) => one.toLowerCase().replace(/\s+/g, ' ').trim() === header.toLowerCase().replace(/\s+/g, ' ').trim(),
      );
    const outcomes = new Map<string, number>();
    for (let batch = 0; batch < 80; batch += 1) {
      const damaged = Array.from({ length: 50 }, () => damage(whole[chance(whole.length)] ?? '')).filter(
        (one) => !isWhole(one),
      );
      for (const [index, { status, code }] of (await Promise.all(damaged.map((one) => ask(one)))).entries()) {
        // What is in front of a password is any user's name, so that damage there changes nothing.
        const isUser = damaged[index]?.startsWith('B') && passwordOf(damaged[index] ?? '') === july.text;
        if (!isUser) outcomes.set(`${status} ${code}`, (outcomes.get(`${status} ${code}`) ?? 0) + 1);
      }
    }
    expect(
      [...outcomes.keys()].filter((one) => !/^40[0-9] (TokenWrong|SignatureNotAccepted|TokenMissing)$/.test(one)),
    ).toEqual([]);
    expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(3500);
    expect((await ask(`Bearer ${july.text}`)).status).toBe(200);
  });
});

function passwordOf(header: string): string | undefined {
  const coded = /^basic +(.+)$/i.exec(header)?.[1];
  return coded && /:(.*)$/s.exec(Buffer.from(coded, 'base64').toString())?.[1];
}

test('a secret that is nearly right takes as long as one that is not at all', () => {
  const { tokens } = gateway.programs;
  const near = `${july.text.slice(0, -1)}${july.text.endsWith('A') ? 'B' : 'A'}`;
  const far = `atl_${july.id}_${'z'.repeat(43)}`;
  const medianNanos = (token: string) => {
    const nanos = Array.from({ length: 4001 }, () => {
      const before = process.hrtime.bigint();
      tokens.find(token);
      return Number(process.hrtime.bigint() - before);
    });
    return nanos.toSorted((one, other) => one - other)[2000] ?? 0;
  };
  medianNanos(far);
  const [one, other] = [medianNanos(near), medianNanos(far)];
  expect(Math.abs(one - other) / Math.max(one, other)).toBeLessThan(0.5);
});
