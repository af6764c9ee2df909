import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnDomain, CfnPackageGroup, CfnRepository } from 'aws-cdk-lib/aws-codeartifact';
import { Construct } from 'constructs';
import { policyOf, type TemplateStatement } from '../network/statement.ts';

export interface PackageRepositoryProps {
  /** 2 to 50 of a-z 0-9 -. */
  readonly domainName: string;
  /** Repository that people install from. */
  readonly repositoryName: string;
  /** Repository with the connection to the public Python index; nobody installs from it. */
  readonly storeName: string;
  readonly kmsKeyArn: string;
  /**
   * Python packages that come in from the public index, `all` of them or by name.
   *
   * A package that another one needs must be named too.
   */
  readonly allow: 'all' | readonly string[];
}

/**
 * The only source of Python packages: a repository that passes on what its store fetches from the public index.
 *
 * Packages come in through the store alone and are never published here, so no name of the public index can be taken
 * over from inside. All of it can be fetched again, so it goes with its stack.
 */
export class PackageRepository extends Construct {
  readonly domainArn: string;
  readonly repositoryArn: string;

  constructor(scope: Construct, id: string, props: PackageRepositoryProps) {
    super(scope, id);
    const domain = this.domain(props);
    const store = this.repository('Store', props.storeName, domain, {
      description: 'Fetches packages from the public Python index',
      externalConnections: ['public:pypi'],
    });
    const repository = this.repository('Repository', props.repositoryName, domain, {
      description: 'Packages for people and jobs',
      upstreams: [store.attrName],
    });
    this.groups(props.allow, domain, { store, repository });
    this.domainArn = domain.attrArn;
    this.repositoryArn = repository.attrArn;
  }

  private domain({ domainName, kmsKeyArn }: PackageRepositoryProps): CfnDomain {
    const permissionsPolicyDocument = policyOf(mayUseDomain(Stack.of(this)));
    const domain = new CfnDomain(this, 'Domain', { domainName, encryptionKey: kmsKeyArn, permissionsPolicyDocument });
    domain.applyRemovalPolicy(RemovalPolicy.DESTROY);
    return domain;
  }

  private repository(id: string, repositoryName: string, domain: CfnDomain, source: Source): CfnRepository {
    const repository = new CfnRepository(this, id, {
      repositoryName,
      domainName: domain.attrName,
      permissionsPolicyDocument: policyOf(mayInstall(Stack.of(this))),
      ...source,
    });
    repository.applyRemovalPolicy(RemovalPolicy.DESTROY);
    return repository;
  }

  private groups(allow: PackageRepositoryProps['allow'], domain: CfnDomain, repositories: Repositories): void {
    const open = throughStore(repositories);
    // Every domain is made with this group; CloudFormation changes it and never deletes it.
    const root = new CfnPackageGroup(this, 'EveryPackage', {
      domainName: domain.attrName,
      pattern: '/*',
      originConfiguration: allow === 'all' ? open : closed,
    });
    for (const name of allow === 'all' ? [] : [...new Set(allow.map(normalName))].toSorted()) {
      const group = new CfnPackageGroup(this, `Package-${name}`, {
        domainName: domain.attrName,
        pattern: `/pypi//${name}$`,
        originConfiguration: open,
      });
      group.addResourceDependency(root);
    }
  }
}

interface Source {
  readonly description: string;
  readonly externalConnections?: string[];
  readonly upstreams?: string[];
}

interface Repositories {
  readonly store: CfnRepository;
  readonly repository: CfnRepository;
}

const blocked = { restrictionMode: 'BLOCK' };

const closed: CfnPackageGroup.OriginConfigurationProperty = {
  restrictions: { externalUpstream: blocked, internalUpstream: blocked, publish: blocked },
};

function throughStore({ store, repository }: Repositories): CfnPackageGroup.OriginConfigurationProperty {
  const only = ({ attrName }: CfnRepository) => ({
    restrictionMode: 'ALLOW_SPECIFIC_REPOSITORIES',
    repositories: [attrName],
  });
  return { restrictions: { externalUpstream: only(store), internalUpstream: only(repository), publish: blocked } };
}

/** Name of a Python package as indexes compare it. */
function normalName(name: string): string {
  if (!/^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/i.test(name)) {
    throw new Error(`"${name}" is not the name of a Python package. Write the name alone, without version or extras.`);
  }
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function mayUseDomain({ partition, account }: Stack): TemplateStatement {
  return {
    Sid: 'DomainOfThisAccount',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: [
      'codeartifact:DescribeDomain',
      'codeartifact:GetAuthorizationToken',
      'codeartifact:ListRepositoriesInDomain',
    ],
    Resource: '*',
  };
}

function mayInstall({ partition, account }: Stack): TemplateStatement {
  return {
    Sid: 'InstallInThisAccount',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: [
      'codeartifact:DescribePackageVersion',
      'codeartifact:DescribeRepository',
      'codeartifact:GetPackageVersionReadme',
      'codeartifact:GetRepositoryEndpoint',
      'codeartifact:ListPackages',
      'codeartifact:ListPackageVersions',
      'codeartifact:ReadFromRepository',
    ],
    Resource: '*',
  };
}
