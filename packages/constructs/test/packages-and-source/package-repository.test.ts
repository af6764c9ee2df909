import { describe, expect, test } from 'vitest';
import { PackageRepository, type PackageRepositoryProps } from '../../src/packages-and-source/package-repository.ts';
import { account, deployed, ofType, region } from '../network/deployed.ts';

const kmsKeyArn = `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;

function packages(allow: PackageRepositoryProps['allow']) {
  const names = { domainName: 'acme', repositoryName: 'acme-packages', storeName: 'acme-store' };
  return deployed((stack) => void new PackageRepository(stack, 'Packages', { ...names, kmsKeyArn, allow }));
}

function groups(allow: PackageRepositoryProps['allow']): Record<string, unknown> {
  return Object.fromEntries(
    ofType(packages(allow), 'AWS::CodeArtifact::PackageGroup').map(({ Properties }) => [
      Properties.Pattern,
      (Properties.OriginConfiguration as { Restrictions: unknown }).Restrictions,
    ]),
  );
}

const blocked = { RestrictionMode: 'BLOCK' };
const only = (name: string) => ({
  RestrictionMode: 'ALLOW_SPECIFIC_REPOSITORIES',
  Repositories: [expect.stringMatching(`^Packages${name}.*\\.Name$`)],
});
const throughStore = { ExternalUpstream: only('Store'), InternalUpstream: only('Repository'), Publish: blocked };

describe('packages', () => {
  test('come from the public index through the store, which people do not install from', () => {
    const [store, repository] = ofType(packages([]), 'AWS::CodeArtifact::Repository').map(
      ({ Properties }) => Properties,
    );
    expect(store).toMatchObject({ RepositoryName: 'acme-store', ExternalConnections: ['public:pypi'] });
    expect(store).not.toHaveProperty('Upstreams');
    expect(repository).toMatchObject({ RepositoryName: 'acme-packages', Upstreams: [expect.stringMatching('Store')] });
    expect(repository).not.toHaveProperty('ExternalConnections');
  });

  test('that are not named stay out, and nothing is published', () => {
    expect(groups(['pandas'])).toEqual({
      '/*': { ExternalUpstream: blocked, InternalUpstream: blocked, Publish: blocked },
      '/pypi//pandas$': throughStore,
    });
  });

  test('are the same by whatever spelling of their name', () => {
    const patterns = Object.keys(groups(['Scikit_Learn', 'scikit-learn', 'ruamel.yaml']));
    expect(patterns).toEqual(['/*', '/pypi//ruamel-yaml$', '/pypi//scikit-learn$']);
  });

  test('all come in where all are allowed, through the store alone', () => {
    expect(groups('all')).toEqual({ '/*': throughStore });
  });

  test.each(['pandas>=2', 'pandas[all]', '', '-x', 'https://example.com'])('"%s" is no name', (name) => {
    expect(() => packages([name])).toThrow(`"${name}" is not the name of a Python package`);
  });

  test('are encrypted with the key, and for this account alone', () => {
    const resources = packages('all');
    expect(ofType(resources, 'AWS::CodeArtifact::Domain')).toMatchObject([
      { Properties: { EncryptionKey: kmsKeyArn } },
    ]);
    const policies = Object.values(resources).flatMap(({ Properties }) => Properties.PermissionsPolicyDocument ?? []);
    expect(policies).toHaveLength(3);
    for (const { Statement } of policies as { Statement: Record<string, unknown>[] }[]) {
      expect(Statement.map(({ Principal }) => Principal)).toEqual([{ AWS: `arn:aws:iam::${account}:root` }]);
    }
  });
});
