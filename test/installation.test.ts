import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, Locked>>;
};
const fetched = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && link !== true);

describe('every package of the lock', () => {
  test('has a hash, or comes inside one that has', () => {
    const without = fetched.filter(
      ([, { integrity, inBundle }]) => inBundle !== true && !integrity?.startsWith('sha512-'),
    );
    expect(fetched.length).toBeGreaterThan(100);
    expect(without.map(([path]) => path)).toEqual([]);
  });

  test('has no address', () => {
    expect(fetched.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  test('is there for every kind of machine, so that none is fetched without a hash', () => {
    const optional = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).map((name) => ({ path, name })),
    );
    const lost = optional.filter(({ name }) => !fetched.some(([path]) => path.endsWith(`node_modules/${name}`)));
    expect(optional.length).toBeGreaterThan(10);
    expect(lost).toEqual([]);
  });
});

describe('what is installed for those who do not test', () => {
  const shipped = fetched.filter(([, { dev }]) => dev !== true);

  test('runs nothing while it is installed', () => {
    expect(shipped.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).toContain('ignore-scripts=true\n');
  });

  test('is under no GPL or AGPL, and each says what it is under', () => {
    const refused = /^(?!.* OR ).*GPL/;
    const wrong = shipped.filter(([, { license }]) => license === undefined || refused.test(license));
    expect(wrong.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });

  test('has every library that a package names as its own', () => {
    const own = Object.entries(packages).filter(([path]) => /^packages\/\w+$/.test(path));
    const names = [...new Set(own.flatMap(([, { dependencies = {} }]) => Object.keys(dependencies)))];
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !packages[`node_modules/${name}`] || packages[`node_modules/${name}`]?.dev)).toEqual(
      [],
    );
  });
});
