import { weekdays } from '../../model/tracking.ts';
import { choice, flag, list, section, text } from './fields.ts';

const timeOfDay = text(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'a time such as "07:30", in quotes', '07:30');

const hours = section({
  from: timeOfDay.describe('When it starts.'),
  to: timeOfDay.describe('When it stops, on the same day.'),
  days: list(choice(weekdays), `a list of days: ${weekdays.join(', ')}`, { min: 1 })
    .describe('Days on which it starts.')
    .default(['Mon', 'Tue', 'Wed', 'Thu', 'Fri']),
  timeZone: text(
    /^(UTC|[A-Z][A-Za-z_]+(\/[A-Z][\w+-]*){1,2})$/,
    'the name of a time zone, such as Europe/Berlin',
    'Europe/Berlin',
  )
    .describe('Time zone of these hours.')
    .default('UTC'),
});

export const tracking = section({
  kind: choice(['app', 'server', 'none'])
    .describe(
      'Managed MLflow: a server that is billed for every hour, a serverless app, which no way is known to that keeps people inside, or none.',
    )
    .default('server'),
  name: text(
    /^(?=.{1,40}$)[a-zA-Z0-9](-*[a-zA-Z0-9])*$/,
    'at most 40 letters, digits and -, beginning and ending with a letter or digit',
    'mlflow',
  )
    .describe('What comes after the workspace in the name of the app or server. Default: mlflow.')
    .optional(),
  autoRegister: flag().describe('Make every logged model a version in the registry. Default: false.').optional(),
  scope: choice(['project', 'workspace'])
    .describe(
      "project: a server for each project. workspace: one for all, who then see each other's runs and models. Default: project.",
    )
    .optional(),
  hours: hours
    .describe('When a server runs, to save the rest; whoever may log runs may start it besides. Default: always.')
    .optional(),
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
