import { regionNamed } from '@atelier/aws-regions';
import { codeCommitRepository } from '../../model/code-commit-repository.ts';
import type { RuleFinding } from '../explaining/issue.ts';
import type { WorkspaceFile } from '../schema/workspace-file.ts';
import type { WorkspaceRule } from './rule.ts';

type Need = Pick<RuleFinding, 'path' | 'message' | 'fix'>;

/** A demand that only an isolated network makes. */
function whenIsolated(reads: readonly string[], need: (file: WorkspaceFile) => Need | undefined): WorkspaceRule {
  return {
    reads: ['network.mode', ...reads],
    *check({ file }) {
      const unmet = file.network.mode === 'isolated' ? need(file) : undefined;
      if (unmet !== undefined) yield { ...unmet, code: 'NeedsInternet' };
    },
  };
}

const packagesHaveASource = whenIsolated(['packages.upstream', 'studio.image', 'aws'], ({ packages, studio, aws }) => {
  if (packages.upstream !== 'none' || studio.image.name !== null) return undefined;
  const isHosted = regionNamed(aws?.region ?? '')?.lacks.includes('CodeArtifact') !== true;
  return {
    path: ['packages', 'upstream'],
    message:
      'Nothing could be installed: an isolated network reaches no other package source, and there is no image of your own.',
    fix: isHosted
      ? 'Write `upstream: pypi`, or name an image in studio.image that has all packages.'
      : `Name an image in studio.image that has all packages, or choose another region: ${aws?.region} has no CodeArtifact.`,
  };
});

const dockerHasImages = whenIsolated(['studio.docker'], ({ studio: { docker } }) => {
  if (!docker.enabled || docker.trustedAccounts.length > 0) return undefined;
  return {
    path: ['studio', 'docker', 'enabled'],
    message:
      'Docker could pull no image: in an isolated network images come only from the accounts in trustedAccounts, and there are none.',
    fix: 'Add the account that holds your images to studio.docker.trustedAccounts, or disable Docker.',
  };
});

const sourceIsInside = whenIsolated(['source.kind'], ({ source }) => {
  if (source.kind !== 'connection') return undefined;
  return {
    path: ['source', 'kind'],
    message:
      'A connection leads to GitHub or GitLab, which is outside: code would leave an isolated network over the internet.',
    fix: 'Write `kind: codecommit`, or set network.mode to egress.',
  };
});

const clonedRepositoryIsInside = whenIsolated([], ({ studio: { cloneRepository } }) => {
  if (cloneRepository === undefined || codeCommitRepository(cloneRepository) !== null) return undefined;
  return {
    path: ['studio', 'cloneRepository'],
    message: `"${cloneRepository}" cannot be reached from an isolated network, which has CodeCommit alone.`,
    fix: 'Give the address of a CodeCommit repository, or set network.mode to egress.',
  };
});

const amazonQIsInside = whenIsolated(['aws', 'studio.unified'], ({ aws, studio: { unified } }) => {
  if (unified.amazonQ === 'off' || aws === undefined || aws.region === 'us-east-1') return undefined;
  return {
    path: ['studio', 'unified', 'amazonQ'],
    message: `Amazon Q has an endpoint for isolated networks in us-east-1 alone, not in ${aws.region}.`,
    fix: 'Write `amazonQ: off`, or set network.mode to egress.',
  };
});

/** Rules about what an isolated network cannot have. */
export const isolationRules = [
  packagesHaveASource,
  dockerHasImages,
  sourceIsInside,
  clonedRepositoryIsInside,
  amazonQIsInside,
];
