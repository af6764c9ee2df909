import { copyFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type CertificateWatch, watchCertificate } from '../../src/front-door/certificate-watch.ts';
import { type DoorCertificate, doorCertificate } from '../../src/front-door/door-certificate.ts';
import { type CertificateFiles, doorName, hasOpenssl, type TestAuthority, testAuthority } from './test-authority.ts';

const patience = { timeout: 20_000, interval: 100 };

describe.skipIf(!hasOpenssl)(
  'the files of a certificate (skipped where no openssl makes one)',
  { timeout: 60_000 },
  () => {
    let authority: TestAuthority;
    let watch: CertificateWatch | undefined;
    let renewed: DoorCertificate[];
    let news: string[];
    beforeAll(() => {
      authority = testAuthority();
    });
    afterAll(() => authority.remove());
    afterEach(() => watch?.close());

    /** Watch a pair of files of their own, with what `first` holds in them. */
    const watching = (first: CertificateFiles, name: string) => {
      const at = (file: string) => join(authority.folder, `${name}-${file}`);
      const door = { name: doorName, address: '127.0.0.2', port: 443, certificate: at('chain'), key: at('key') };
      copyFileSync(first.certificate, door.certificate);
      copyFileSync(first.key, door.key);
      [renewed, news] = [[], []];
      const heard = { renewed: (one: DoorCertificate) => renewed.push(one), tell: (line: string) => news.push(line) };
      watch = watchCertificate(door, doorCertificate(door), heard);
      return door;
    };

    test('that are renewed one after the other are taken up together, and the one before is kept until then', async () => {
      const door = watching(authority.issue(), 'apart');
      const before = watch?.current();
      const next = authority.issue({ toDays: 60 });
      copyFileSync(next.certificate, door.certificate);
      await expect.poll(() => watch?.refused(), patience).toMatch(/another key/);
      expect([watch?.current(), renewed]).toEqual([before, []]);
      copyFileSync(next.key, door.key);
      await expect.poll(() => renewed.length, patience).toBe(1);
      expect(watch?.refused()).toBeNull();
      expect(watch?.current()).toEqual(renewed[0]);
      expect(news).toHaveLength(2);
      expect(news[0]).toMatch(/not renewed, and the one before is shown/);
      expect(news[1]).toMatch(/new certificate .* is shown, good until/);
      expect(news.join()).not.toMatch(/PRIVATE|MII|MIG/);
    });

    test('that links lead to are taken up when the links lead elsewhere', async () => {
      const door = watching(authority.issue(), 'linked');
      const next = authority.issue({ toDays: 60 });
      for (const of of ['key', 'certificate'] as const) {
        symlinkSync(next[of], `${door[of]}.new`);
        renameSync(`${door[of]}.new`, door[of]);
      }
      await expect.poll(() => renewed.length, patience).toBe(1);
      expect(watch?.current().certificate).toBe(doorCertificate(door).certificate);
    });

    test.each<[string, (door: CertificateFiles) => void, RegExp]>([
      ['are removed', ({ certificate }) => rmSync(certificate), /ENOENT/],
      ['are emptied', ({ certificate }) => writeFileSync(certificate, ''), /no certificate/],
      ['hold one that has ended', (door) => put(authority.issue({ fromDays: -9, toDays: -1 }), door), /ended at/],
      ['hold one of another name', (door) => put(authority.issue({ names: ['DNS:a.example'] }), door), /not for/],
      ['are opened to others', ({ key }) => writeFileSync(key, '', { mode: 0o644 }), /no private key|mode/],
    ])('that %s change nothing of what is shown, and it is said once', async (what, spoil, told) => {
      const door = watching(authority.issue(), what.replaceAll(' ', '-'));
      const before = watch?.current();
      spoil(door);
      await expect.poll(() => watch?.refused(), patience).toMatch(told);
      expect([watch?.current(), renewed, news.length]).toEqual([before, [], 1]);
    });

    test('of a certificate that ends soon, or has ended, are told of at once', () => {
      const door = watching(authority.issue({ toDays: 5 }), 'soon');
      expect(news).toEqual([expect.stringMatching(/the certificate of atelier\.example\.com ends at 20/)]);
      watch?.close();
      const over = { ...doorCertificate(door), endsAtMs: Date.now() - 1000 };
      watch = watchCertificate(door, over, { renewed: () => undefined, tell: (line) => news.push(line) });
      expect(news[1]).toMatch(/has ended at .*: browsers and programs refuse it/);
    });

    test('that hold still are not told of', async () => {
      watching(authority.issue(), 'still');
      const other = watching(authority.issue(), 'other');
      put(authority.issue({ toDays: 60 }), other);
      await expect.poll(() => renewed.length, patience).toBe(1);
      expect(news).toHaveLength(1);
    });

    const put = (from: CertificateFiles, to: CertificateFiles) => {
      copyFileSync(from.certificate, to.certificate);
      copyFileSync(from.key, to.key);
    };
  },
);
