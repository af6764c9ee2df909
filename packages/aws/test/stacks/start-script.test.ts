import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blueprintOf } from '@atelier/core';
import { App } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { groundOf } from '../../src/stacks/ground.ts';
import { startScript } from '../../src/stacks/start-script.ts';
import { written } from '../example.ts';

const egress =
  'workspace: acme\naws: { region: eu-central-1 }\nnetwork: { mode: egress }\npackages: { upstream: none }\n';
const plain = written(egress);

/** Home folder, and the words that git is asked with when a space starts with this repository; null: it is not asked. */
function askedOfGit(cloneRepository: string, there: readonly string[] = []) {
  const workspace = { ...plain, studio: { ...plain.studio, cloneRepository } };
  const script = startScript(groundOf(new App(), workspace, blueprintOf(workspace))) ?? '';
  const home = mkdtempSync(join(tmpdir(), 'atelier-home-'));
  for (const folder of there) mkdirSync(join(home, folder));
  const programs = mkdtempSync(join(tmpdir(), 'atelier-programs-'));
  writeFileSync(join(programs, 'git'), '#!/bin/sh\nprintf "%s\\n" "$@" > "$HOME/.asked"\nexit 1\n', { mode: 0o755 });
  const env = { HOME: home, PATH: `${programs}:${process.env.PATH}` };
  execFileSync('bash', ['-c', script], { env, cwd: home, stdio: 'ignore' });
  const asked = join(home, '.asked');
  return { home, asked: existsSync(asked) ? readFileSync(asked, 'utf8').trimEnd().split('\n') : null };
}

describe('the script that runs as a space starts', () => {
  test('clones the repository into the home folder, and a failure of it fails nothing', () => {
    const { home, asked } = askedOfGit('https://git.example.com/team/notebooks.git');
    expect(asked).toEqual(['clone', '--', 'https://git.example.com/team/notebooks.git', `${home}/notebooks`]);
  });

  test('leaves a clone that is there alone', () => {
    expect(askedOfGit('https://git.example.com/team/notebooks.git', ['notebooks']).asked).toBeNull();
  });

  test('signs in to CodeCommit as the role that the space runs as', () => {
    const address = 'https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/notes';
    const { home, asked } = askedOfGit(address);
    const helper = [
      '-c',
      'credential.helper=!aws codecommit credential-helper $@',
      '-c',
      'credential.UseHttpPath=true',
    ];
    expect(asked).toEqual(['clone', ...helper, '--', address, `${home}/notes`]);
  });

  test.each(["https://git.example.com/a'; touch broken; '", 'https://git.example.com/$(touch broken)`touch broken`'])(
    'takes %s for an address and for nothing else',
    (address) => {
      const { home, asked } = askedOfGit(address);
      expect(asked?.[2]).toBe(address);
      expect(existsSync(join(home, 'broken'))).toBe(false);
    },
  );

  test('is not there when there is nothing to do', () => {
    expect(startScript(groundOf(new App(), plain, blueprintOf(plain)))).toBeNull();
  });

  test('clones what the role of the space may read of the repositories of projects, and leaves alone what is there', async () => {
    const { home, script } = teamHome(['fraud', 'sales', 'churn'], ['acme-sales', 'acme-elsewhere']);
    mkdirSync(join(home, 'churn'));
    const env = { HOME: home, PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: '1' };
    execFileSync('bash', ['-c', script], { env, cwd: home, stdio: 'ignore' });
    await expect.poll(() => existsSync(join(home, 'sales/notes.md')), { timeout: 60_000 }).toBe(true);
    expect(readdirSync(home).filter((name) => !name.startsWith('.'))).toEqual(['churn', 'sales']);
    expect(readdirSync(join(home, 'churn'))).toEqual([]);
  });

  test('lets git of a space sign in to CodeCommit as the role, and to nobody else', () => {
    const { home, script } = teamHome(['sales'], []);
    const env = { HOME: home, PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: '1' };
    execFileSync('bash', ['-c', script], { env, cwd: home, stdio: 'ignore' });
    const helperFor = (url: string) =>
      spawnSync('git', ['config', '--get-urlmatch', 'credential.helper', url], { env, encoding: 'utf8' }).stdout.trim();
    expect(helperFor('https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/acme-sales')).toBe(
      '!aws codecommit credential-helper $@',
    );
    for (const url of [
      'https://git-codecommit.eu-central-1.amazonaws.com.example.com/v1/repos/x',
      'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/x',
      'http://git-codecommit.eu-central-1.amazonaws.com/v1/repos/x',
      'https://github.com/x/y',
    ])
      expect(helperFor(url)).toBe('');
  });

  test('is as long as Studio takes, however many projects there are', () => {
    const projects = Array.from({ length: 450 }, (_, number) => `a-project-with-a-name-${number}`);
    const { script } = teamHome(projects, []);
    expect(Buffer.from(script).toString('base64').length).toBeLessThanOrEqual(16_384);
    expect(script).toContain('credential-helper');
  });
});

/** A home folder whose git finds these repositories in place of CodeCommit's, and the script of a team with these projects. */
function teamHome(projects: readonly string[], repositories: readonly string[]) {
  const lines = projects.map((name) => `  ${name}: { members: [ada] }\n`).join('');
  const workspace = written(
    `workspace: acme\naws: { region: eu-central-1 }\npackages: { upstream: none }\nnetwork: { mode: egress }\npeople: { ada: { role: lead-data-scientist } }\nprojects:\n${lines}`,
  );
  const script = startScript(groundOf(new App(), workspace, blueprintOf(workspace))) ?? '';
  const home = mkdtempSync(join(tmpdir(), 'atelier-home-'));
  const host = mkdtempSync(join(tmpdir(), 'atelier-codecommit-'));
  for (const repository of repositories) {
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', join(host, repository), ...args], { stdio: 'ignore' });
    mkdirSync(join(host, repository));
    writeFileSync(join(host, repository, 'notes.md'), 'notes\n');
    git('init', '--quiet');
    git('add', '.');
    git('-c', 'user.name=ada', '-c', 'user.email=ada@example.com', 'commit', '--quiet', '-m', 'Begin');
  }
  const address = 'https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/';
  writeFileSync(join(home, '.gitconfig'), `[url "file://${host}/"]\n  insteadOf = ${address}\n`);
  return { home, script };
}
