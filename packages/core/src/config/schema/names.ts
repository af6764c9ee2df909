import { text } from './fields.ts';

/** Name of a workspace: the beginning of every name that AWS gets to see. */
export const workspaceName = text(
  /^(?!.*--)[a-z][a-z0-9-]{1,14}[a-z0-9]$/,
  '3 to 16 characters of a-z, 0-9 and single -, beginning with a letter and not ending in -',
  'acme',
);

/** Name of a project: such as `ml`. MLflow takes none of one letter; AWS sees it after that of the workspace. */
export const projectName = text(
  /^(?!.*--)[a-z][a-z0-9-]{0,30}[a-z0-9]$/,
  '2 to 32 characters of a-z, 0-9 and single -, beginning with a letter and not ending in -',
  'sales-forecasting',
);

/** Name of a flow or an endpoint. */
export function shortName(example: string) {
  return text(
    /^(?!.*--)[a-z][a-z0-9-]{1,30}[a-z0-9]$/,
    '3 to 32 characters of a-z, 0-9 and single -, beginning with a letter and not ending in -',
    example,
  );
}

/** Name of a person: short, or a sign-in name. */
export const personName = text(
  /^[a-z0-9][a-z0-9@._+-]{0,62}[a-z0-9]$/,
  '2 to 64 characters of a-z, 0-9, -, @, ., _ and +, beginning and ending with a letter or digit',
  'july',
);

export const accountId = text(/^[0-9]{12}$/, 'the 12 digits of an AWS account, in quotes', '111122223333');

export const instanceType = text(
  /^ml\.[a-z][a-z0-9-]*\.[a-z0-9]+$/,
  'a SageMaker instance type: ml, a family and a size, joined by dots',
  'ml.t3.medium',
);

export const emailAddress = text(/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/, 'an e-mail address', 'lead@example.com');
