import { basename } from 'node:path/posix';
import { codeCommitRepository, piecesOf } from '@atelier/core';
import type { Ground } from './ground.ts';

/**
 * Shell script that runs as a notebook environment starts: pip and conda's pip install from the workspace's packages,
 * the workspace's repository is in the home folder, git signs in to CodeCommit, and the repositories of the person's
 * projects are cloned. Null: nothing to do.
 *
 * It never fails the start: a space without packages is of more use than none, and the log says what went wrong. The
 * sign-in to CodeArtifact lasts 12 hours at most, so it is renewed while the space runs.
 */
export function startScript(ground: Ground): string | null {
  const steps = [...packageSteps(ground), ...cloneSteps(ground), ...projectSteps(ground)];
  return steps.length === 0 ? null : ['#!/bin/bash', 'set -u', ...steps, 'exit 0', ''].join('\n');
}

function packageSteps({ blueprint, names, workspace }: Ground): readonly string[] {
  if (piecesOf(blueprint, 'packages').length === 0) return [];
  const { packageDomain, packageRepository } = names;
  const login = `aws codeartifact login --tool pip --domain ${packageDomain} --repository ${packageRepository} --region ${workspace.aws.region}`;
  return [
    `${login} || echo "No package source: signing in to CodeArtifact failed." >&2`,
    `(while sleep 36000; do ${login}; done) > /dev/null 2>&1 &`,
  ];
}

/** CodeCommit knows people by their role; what a clone is told of that stays in it, for the next pull. */
const asThisRole = "-c credential.helper='!aws codecommit credential-helper $@' -c credential.UseHttpPath=true ";

function cloneSteps({ workspace }: Ground): readonly string[] {
  const { cloneRepository } = workspace.studio;
  if (cloneRepository === null) return [];
  const target = `"$HOME"/${quoted(basename(cloneRepository, '.git'))}`;
  const options = codeCommitRepository(cloneRepository) === null ? '' : asThisRole;
  const clone = `timeout 240 git clone ${options}-- ${quoted(cloneRepository)} ${target}`;
  return [
    // Without a terminal git would wait for a password until the start is given up.
    'export GIT_TERMINAL_PROMPT=0',
    `test -e ${target} || ${clone} || echo "The repository was not cloned." >&2`,
  ];
}

/** Studio takes 16 KiB of script as base64. With more names than this people clone by hand; git signs in all the same. */
const mostCharactersOfNames = 8_000;

/**
 * Everybody's script names the repositories of all projects, since it is one for the whole domain; CodeCommit refuses those
 * that the role of the space may not read, and they are left out. It goes on in the background: a start waits for nobody.
 */
function projectSteps({ blueprint, names, workspace }: Ground): readonly string[] {
  const projects = piecesOf(blueprint, 'repository').map(({ project }) => project.name);
  if (workspace.source.kind !== 'codecommit' || projects.length === 0) return [];
  const host = `https://git-codecommit.${workspace.aws.region}.amazonaws.com`;
  const setting = (name: string, value: string) =>
    `git config --global ${quoted(`credential.${host}.${name}`)} ${value}`;
  const signIn = [setting('helper', quoted('!aws codecommit credential-helper $@')), setting('UseHttpPath', 'true')];
  const all = projects.map((name) => `${name} ${names.repository(name)}`).join('\n');
  if (all.length > mostCharactersOfNames) return signIn;
  return [
    ...signIn,
    'export GIT_TERMINAL_PROMPT=0',
    `(while read -r project repository; do test -e "$HOME/$project" ||`,
    `  timeout 240 git clone --quiet -- "${host}/v1/repos/$repository" "$HOME/$project"; done <<'END'`,
    ...all.split('\n'),
    'END',
    ') > /dev/null 2>&1 &',
  ];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
