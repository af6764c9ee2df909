import type { Model } from '../model.ts';
import { dataActions, networkOpenings, openings } from '../policy/dangers.ts';
import { isNarrowed } from '../policy/grants.ts';
import type { Rule, Violation } from '../rule.ts';
import { isWide, rights } from './rights-rules.ts';

function standingCredentials(model: Model): Violation[] {
  const passwords = model
    .ofType('AWS::IAM::User')
    .filter(({ properties }) => properties.LoginProfile !== undefined)
    .map((user) => ({ at: user, path: 'Properties.LoginProfile', what: 'a password' }));
  const keys = model
    .ofType('AWS::IAM::AccessKey')
    .map((key) => ({ at: key, path: 'Properties.UserName', what: 'a key' }));
  return [...passwords, ...keys].map(({ at, path, what }) => ({
    at,
    path,
    message: `${at.logicalId} gives a user ${what} that is good from anywhere and for ever.`,
    fix: 'Let people sign in through Identity Center, and programs run as roles.',
  }));
}

export const openingRules: readonly Rule[] = [
  {
    id: 'all-data',
    proves: 'Nobody reads or writes all objects, secrets, parameters, keys, tables, queues or repositories there are.',
    beyond: 'Logs, and lists of names.',
    violations: rights(dataActions, isWide, 'on everything that is kept', 'Name the resources.'),
  },
  {
    id: 'opening-right',
    proves: 'Nobody may change who reaches stores, keys, topics, queues, functions and snapshots.',
    beyond: 'Shares of catalogs and markets that no action here is named for.',
    violations: rights(
      openings,
      (statement) => !isNarrowed(statement),
      'and so let others in',
      'Take it away; policies of resources are changed in templates.',
    ),
  },
  {
    id: 'network-right',
    proves: 'Nobody may open the network: by routes, gateways, groups, peers or endpoints.',
    beyond: '',
    violations: rights(
      networkOpenings,
      (statement) => !isNarrowed(statement),
      'and so open the network',
      'Take it away; the network is changed in templates.',
    ),
  },
  {
    id: 'standing-credential',
    proves: 'Nobody has a password or access key of a user.',
    beyond: 'Users made outside the templates.',
    violations: standingCredentials,
  },
];
