import * as z from 'zod';
import { choice, list, section, text, whole } from './fields.ts';

const name = '[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?';
const release = '[0-9]+(\\.[0-9]+)*';
const suffix = '((a|b|rc)[0-9]+)?(\\.post[0-9]+)?(\\.dev[0-9]+)?';
/** Of PEP 440, without local versions and arbitrary equality. */
const clause = `((>=|<=|<|>) ?${release}${suffix}|(==|!=) ?${release}(${suffix}|\\.\\*)|~= ?[0-9]+(\\.[0-9]+)+${suffix})`;

const packageName = text(new RegExp(`^${name}$`), 'the name of a Python package, without a version', 'pandas');

const allowedPackage = text(
  new RegExp(`^${name}( ?${clause}( ?, ?${clause})*)?$`),
  'the name of a Python package, with the versions of it that may be installed',
  'pandas>=2,<4',
);

/** Where packages come from. */
export const packages = section({
  upstream: choice(['pypi', 'none'])
    .describe('The index behind the only package source that notebooks and jobs can reach.')
    .default('pypi'),
  allow: z
    .union([choice(['all']), list(allowedPackage, 'a list of packages')], {
      error: '`all`, or a list of packages',
    })
    .meta({ examples: [['pandas>=2,<4', 'scikit-learn']] })
    .describe(
      'Packages that may be installed, beside those in the image, with the versions of each that may be. Default: none.',
    )
    .default([]),
  quarantineDays: whole(0, 365)
    .describe('How old a file of the index has to be before it is installed; most that do harm are found within days.')
    .default(7),
  own: text(/^[^\0]+$/, 'the path of a folder', './wheels')
    .describe("Folder with wheels of the team's own, which come before packages of the same name in the index.")
    .optional(),
  sources: list(packageName, 'a list of package names')
    .describe('Packages whose source archives may be built, which runs code of theirs. Default: none.')
    .default([]),
});

/** Who hosts the projects' repositories. */
export const source = section({
  kind: choice(['codecommit', 'connection', 'none'])
    .describe(
      "Who hosts the projects' git repositories: CodeCommit, GitHub or GitLab through a code connection, or nobody.",
    )
    .default('codecommit'),
  arn: text(
    /^arn:[^:\s]+:(codeconnections|codestar-connections):[^:\s]+:[0-9]{12}:connection\/\S+$/,
    'the ARN of a code connection',
    'arn:aws:codeconnections:eu-central-1:111122223333:connection/0a1b2c3d',
  )
    .describe('The code connection.')
    .optional(),
  owner: text(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'the name of an organisation or group', 'acme')
    .describe('Organisation or group that owns the repositories behind the connection.')
    .optional(),
});

/** Engines past one machine. */
export const bigData = section({
  emr: choice(['serverless', 'none']).describe('EMR Serverless for Spark jobs on AWS.').default('none'),
  engine: choice(['sqlframe', 'spark'])
    .describe('What runs Spark code on one machine: SQLFrame on DuckDB, or Spark itself.')
    .default('sqlframe'),
});
