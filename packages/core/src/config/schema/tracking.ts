import { choice, flag, section, text } from './fields.ts';

export const tracking = section({
  kind: choice(['app', 'server', 'none'])
    .describe(
      'Managed MLflow: a serverless app, a server that is billed for every hour, or none. Default: server in an isolated network, which has no known way to an app; else app.',
    )
    .optional(),
  name: text(
    /^(?=.{1,40}$)[a-zA-Z0-9](-*[a-zA-Z0-9])*$/,
    'at most 40 letters, digits and -, beginning and ending with a letter or digit',
    'mlflow',
  )
    .describe('What comes after the workspace in the name of the app or server. Default: mlflow.')
    .optional(),
  autoRegister: flag().describe('Make every logged model a version in the registry. Default: false.').optional(),
  size: choice(['Small', 'Medium', 'Large']).describe('Size of a server. Default: Small.').optional(),
  version: text(/^[0-9]+\.[0-9]+(\.[0-9]+)?$/, 'an MLflow version such as 3.0.0, or "3.0" in quotes', '3.0.0')
    .describe('MLflow version of a server. Default: the newest that AWS offers.')
    .optional(),
  bucket: text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket', 'acme-mlflow')
    .describe(
      'Existing bucket for artifacts, which gets a folder for each project. Default: one made for each project.',
    )
    .optional(),
  prefix: text(/^\/\S*$/, 'a path that begins with /', '/mlflow')
    .describe('Where artifacts lie in the bucket. Default: / .')
    .optional(),
  maintenance: text(
    /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun):([01][0-9]|2[0-3]):[0-5][0-9]$/,
    'a day and a time in UTC',
    'Tue:03:30',
  )
    .describe('Weekly start of maintenance, in UTC. Default: chosen by AWS.')
    .optional(),
});
