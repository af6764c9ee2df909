import type { Ground } from './ground.ts';
import { piecesOf } from './ground.ts';

/**
 * Shell script that runs as a notebook environment starts: pip and conda's pip install from the workspace's packages,
 * and the workspace's repository is in the home folder. Null: nothing to do.
 *
 * It never fails the start: a space without packages is of more use than none, and the log says what went wrong. The
 * sign-in to CodeArtifact lasts 12 hours at most, so it is renewed while the space runs.
 */
export function startScript(ground: Ground): string | null {
  const steps = [...packageSteps(ground), ...cloneSteps(ground)];
  return steps.length === 0 ? null : ['#!/bin/bash', 'set -u', ...steps, 'exit 0', ''].join('\n');
}

function packageSteps({ plan, names, workspace }: Ground): readonly string[] {
  if (piecesOf(plan, 'packages').length === 0) return [];
  const { packageDomain, packageRepository } = names;
  const login = `aws codeartifact login --tool pip --domain ${packageDomain} --repository ${packageRepository} --region ${workspace.aws.region}`;
  return [
    `${login} || echo "No package source: signing in to CodeArtifact failed." >&2`,
    `(while sleep 36000; do ${login}; done) > /dev/null 2>&1 &`,
  ];
}

function cloneSteps({ workspace }: Ground): readonly string[] {
  const { cloneRepository } = workspace.studio;
  if (cloneRepository === null) return [];
  const folder = (cloneRepository.split('/').pop() ?? 'repository').replace(/\.git$/, '').replace(/[^\w.-]/g, '-');
  const address = `'${cloneRepository.replaceAll("'", `'\\''`)}'`;
  const target = `"$HOME/${folder}"`;
  return [
    `test -e ${target} || timeout 240 git clone ${address} ${target} || echo "The repository was not cloned." >&2`,
  ];
}
