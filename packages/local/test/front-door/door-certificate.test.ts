import { createPrivateKey } from 'node:crypto';
import { appendFileSync, chmodSync, copyFileSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doorCertificate } from '../../src/front-door/door-certificate.ts';
import { type CertificateFiles, doorName, hasOpenssl, type TestAuthority, testAuthority } from './test-authority.ts';

describe.skipIf(!hasOpenssl)('a certificate of a front door (skipped where no openssl makes one)', () => {
  let authority: TestAuthority;
  let good: CertificateFiles;
  let other: CertificateFiles;
  beforeAll(() => {
    authority = testAuthority();
    good = authority.issue();
    other = authority.issue();
  });
  afterAll(() => authority.remove());

  const read = (files: Partial<CertificateFiles> = {}, name = doorName) =>
    doorCertificate({ name, address: '127.0.0.2', port: 443, ...good, ...files });
  const holding = (text: string, mode = 0o600) => {
    const path = join(authority.folder, `holding-${Math.random()}`);
    writeFileSync(path, text, { mode });
    chmodSync(path, mode);
    return path;
  };
  const textOf = (path: string) => readFileSync(path, 'utf8');

  test('is read with its key, and until when it holds', () => {
    const { certificate, key, endsAtMs } = read();
    expect(certificate).toBe(textOf(good.certificate));
    expect(key).toContain('PRIVATE KEY');
    expect(Math.round((endsAtMs - Date.now()) / 86_400_000)).toBe(90);
  });

  test('may stand before its issuers, in one file with its key, and behind a link', () => {
    const chain = holding(`${textOf(good.certificate)}${authority.ca}`);
    expect(read({ certificate: chain }).certificate.match(/BEGIN/g)).toHaveLength(2);
    const both = holding(`${textOf(good.key)}${textOf(good.certificate)}`);
    expect(read({ certificate: both, key: both }).certificate).not.toContain('PRIVATE');
    const link = join(authority.folder, 'live.pem');
    symlinkSync(good.certificate, link);
    expect(read({ certificate: link }).certificate).toBe(textOf(good.certificate));
  });

  test.each([
    ['for RSA', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048']],
    ['for P-384', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384']],
  ])('%s is taken', (_, key) => {
    expect(read(authority.issue({ key })).key).toContain('PRIVATE KEY');
  });

  describe('is refused, and nothing of the key is told', () => {
    const refused: readonly (readonly [string, () => unknown, RegExp])[] = [
      ['without the names below', () => read(authority.issue({ names: [`DNS:${doorName}`] })), /not for \*\.atelier/],
      ['for the names below alone', () => read(authority.issue({ names: [`DNS:*.${doorName}`] })), /not for atelier/],
      [
        'for one name below',
        () => read(authority.issue({ names: [`DNS:${doorName}`, `DNS:a.${doorName}`] })),
        /not for \*/,
      ],
      ['for another domain', () => read({}, 'atelier.example.org'), /not for \*\.atelier\.example\.org/],
      ['for every domain of a country', () => read(authority.issue({ names: ['DNS:*.com', 'DNS:*'] })), /not for/],
      ['for an address', () => read(authority.issue({ names: ['IP:127.0.0.2'] })), /is for IP Address:127\.0\.0\.2/],
      ['that has ended', () => read(authority.issue({ fromDays: -9, toDays: -1 })), /ended at 20/],
      ['that has not begun', () => read(authority.issue({ fromDays: 1 })), /holds only from 20/],
      ['for clients', () => read(authority.issue({ extended: 'clientAuth' })), /other uses/],
      ['for a short key', () => read(authority.issue({ key: rsa(1024) })), /1024 bits/],
      [
        'for a key that browsers do not know',
        () => read(authority.issue({ key: ['-algorithm', 'ED25519'] })),
        /ed25519/,
      ],
      ['with the key of another', () => read({ key: other.key }), /another key/],
      ['before what has not issued it', () => read({ certificate: holding(bothChains()) }), /place 2/],
      ['in the place of its key', () => read({ key: holding(textOf(good.certificate)) }), /no private key/],
      ['whose file holds its key', () => read({ certificate: good.key }), /no certificate as PEM/],
      ['that is none', () => read({ certificate: holding(spoilt(textOf(good.certificate))) }), /that is none/],
      ['that is empty', () => read({ certificate: holding('') }), /no certificate/],
      ['that is a folder', () => read({ certificate: authority.folder }), /no plain file/],
      ['that is not there', () => read({ certificate: '/nowhere/cert.pem' }), /ENOENT/],
      ['that is a device without end', () => read({ certificate: '/dev/zero' }), /no plain file/],
      ['of megabytes', () => read({ certificate: holding('x'.repeat(300_000)) }), /300000 bytes/],
      ['with ten issuers', () => read({ certificate: holding(authority.ca.repeat(10)) }), /10 certificates/],
      ...[0o640, 0o604, 0o620, 0o644, 0o666].map(
        (mode) =>
          [
            `whose key has the mode ${mode.toString(8)}`,
            () => read({ key: holding(textOf(good.key), mode) }),
            new RegExp(`mode ${mode.toString(8)}`),
          ] as const,
      ),
    ];

    test.each(refused)('%s', (_, reading, told) => {
      expect(reading).toThrow(told);
      expect(reading).toThrow(/accepted is/);
      expect(reading).not.toThrow(/PRIVATE|MII|MIG/);
    });
  });

  test('is refused with a key behind a passphrase, which is said', () => {
    const locked = createPrivateKey(textOf(good.key)).export({
      ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'of a test' },
    } as const);
    expect(() => read({ key: holding(String(locked)) })).toThrow(/passphrase/);
  });

  test('whose files change while they are read is refused or whole, a thousand times', () => {
    const torn = { certificate: join(authority.folder, 'torn.pem'), key: join(authority.folder, 'torn-key.pem') };
    const [text, keyText] = [textOf(good.certificate), textOf(good.key)];
    let whole = 0;
    for (let turn = 0; turn < 1000; turn += 1) {
      writeFileSync(torn.certificate, text.slice(0, (turn * 7919) % text.length));
      if (turn % 10 === 0) appendFileSync(torn.certificate, text.slice((turn * 7919) % text.length));
      copyFileSync(good.key, torn.key);
      if (turn % 3 === 0) writeFileSync(torn.key, keyText.slice(0, (turn * 104_729) % keyText.length));
      try {
        const { certificate, key } = read(torn);
        whole += 1;
        expect([certificate, key.trim()]).toEqual([text, keyText.trim()]);
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^(CertificateUnusable|DoorKeyUnusable)$/) });
      }
    }
    expect(whole).toBeGreaterThan(0);
  });

  const rsa = (bits: number) => ['-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`];
  const bothChains = () => `${textOf(good.certificate)}${textOf(other.certificate)}`;
  const spoilt = (text: string) => text.replace(/\n.{20}/, '\nAAAAAAAAAAAAAAAAAAAA');
});
