import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { personHeader } from '@atelier/core/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  doorName,
  hasOpenssl,
  type TestAuthority,
  testAuthority,
} from '../../../local/test/front-door/test-authority.ts';
import { answerOwner } from '../../src/answer-owner.ts';
import { originText } from '../../src/origins/known-origins.ts';
import { personIn } from '../crowd.ts';
import { closed, listening } from '../keeping-server.ts';
import { shownIn, type TlsGateway, tlsGateway } from './tls-gateway.ts';

describe.skipIf(!hasOpenssl)('a front door by TLS (skipped where no openssl makes a certificate)', () => {
  let authority: TestAuthority;
  let door: TlsGateway;
  beforeAll(async () => {
    authority = testAuthority();
    door = await tlsGateway({ authority });
  });
  afterAll(async () => {
    await door.close();
    authority.remove();
  });

  const bearer = () => ({ authorization: `Bearer ${door.token}` });

  test('answers programs with a token at its name, and says so to nobody else', async () => {
    const index = await door.ask({ headers: bearer() });
    expect([index.status, JSON.parse(index.body).projects.length]).toEqual([200, 2]);
    expect((await door.ask({})).status).toBe(401);
    const passed = await door.ask({ path: '/projects/acme/tracking/health', headers: bearer() });
    expect([passed.status, passed.body]).toEqual([200, 'reached']);
  });

  test('has browsers come back by TLS alone, with each answer, its own, passed on and refused', async () => {
    const answers = [
      await door.ask({ headers: bearer() }),
      await door.ask({ path: '/projects/acme/tracking/health', headers: bearer() }),
      await door.ask({ path: '/.atelier/style.css' }),
      await door.ask({ host: 'evil.example', servername: doorName }),
      await door.ask({ path: '/nowhere' }),
    ];
    for (const { headers } of answers) {
      expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
      expect(headers['origin-agent-cluster']).toBe('?1');
    }
  });

  test('does not let a server behind it take that back', async () => {
    const hostile = await tlsGateway({
      authority,
      behind: (_, response) => {
        response.setHeader('Strict-Transport-Security', 'max-age=0');
        response.setHeader('Origin-Agent-Cluster', '?0');
        response.end('reached');
      },
    });
    const headers = { authorization: `Bearer ${hostile.token}` };
    const answer = await hostile.ask({ path: '/projects/acme/tracking/health', headers });
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    expect(answer.headers['origin-agent-cluster']).toBe('?1');
    await hostile.close();
  });

  test('sends whoever is not signed in from an origin to the portal, and back to nowhere else', async () => {
    const page = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' };
    const space = new URL(
      originText({ kind: 'space', person: personIn('lead-data-scientist', 'acme'), project: 'acme' }, door.url),
    );
    for (const host of [`tracking-acme.${doorName}`, space.hostname]) {
      const { status, headers } = await door.ask({ host, headers: page });
      expect(status).toBe(303);
      expect(headers.location).toMatch(new RegExp(`^${door.url}/enter\\?to=`));
      expect(headers['set-cookie']?.[0]).toMatch(/^__Host-atelier-\d+-state=[^;]+; Path=\/; .*; Secure$/);
    }
  });

  test("is asked in a person's name at the owner's socket, where no host is named", async () => {
    const path = join(door.folder, 'owner');
    const server = await listening(
      answerOwner({ ...door.gateway.door, proven: () => undefined }, () => undefined),
      path,
    );
    const person = personIn('viewer', 'acme');
    const [answer] = await once(
      request({ socketPath: path, path: '/', headers: { [personHeader]: person } }).end(),
      'response',
    );
    expect(answer.statusCode).toBe(404);
    await closed(server);
  });

  test('shows a renewed certificate to whoever comes, and goes on with who is there', async () => {
    const before = await door.shake();
    const serial = before.getPeerCertificate().serialNumber;
    door.gateway.shown?.show(shownIn(authority.issue()));
    const after = await door.shake();
    expect(after.getPeerCertificate().serialNumber).not.toBe(serial);
    const answered = new Promise((resolve) => before.once('data', (data) => resolve(`${data}`.split('\r\n')[0])));
    before.write(`GET / HTTP/1.1\r\nHost: ${new URL(door.url).host}\r\nAuthorization: Bearer ${door.token}\r\n\r\n`);
    expect(await answered).toBe('HTTP/1.1 200 OK');
    before.destroy();
    after.destroy();
  });

  test('goes on with its certificate when it is given none', async () => {
    const serialOf = async () => {
      const socket = await door.shake();
      const { serialNumber } = socket.getPeerCertificate();
      socket.destroy();
      return serialNumber;
    };
    const serial = await serialOf();
    const good = shownIn(authority.issue());
    for (const bad of [
      { certificate: '', key: '' },
      { certificate: 'none', key: good.key },
      { certificate: good.certificate, key: shownIn(authority.issue()).key },
    ]) {
      expect(() => door.gateway.shown?.show(bad)).toThrow();
    }
    expect(await serialOf()).toBe(serial);
  });
});
