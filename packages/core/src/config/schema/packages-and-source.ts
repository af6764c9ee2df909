import * as z from 'zod';
import { choice, list, section, text } from './fields.ts';

const packageName = text(
  /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
  'the name of a Python package, without a version',
  'pandas',
);

/** Where packages come from. */
export const packages = section({
  upstream: choice(['pypi', 'none'])
    .describe('The index behind the only package source that notebooks and jobs can reach.')
    .default('pypi'),
  allow: z
    .union([choice(['all']), list(packageName, 'a list of package names')], {
      error: '`all`, or a list of package names',
    })
    .meta({ examples: [['pandas', 'scikit-learn']] })
    .describe('Packages that may be installed, beside those in the image. Default: none.')
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
