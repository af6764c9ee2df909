import { at, listAt, textAt } from '../at.ts';
import type { Model } from '../model.ts';
import { globMatches } from '../policy/glob.ts';
import { grants } from '../policy/grants.ts';
import type { Identity } from '../policy/identities.ts';
import type { Rule, Violation } from '../rule.ts';

/**
 * A server on which the roles of several projects work: it has no walls, as IAM knows the server alone ("Actions, resources,
 * and condition keys for Amazon SageMaker with MLflow": every action is on a whole tracking server).
 */
function sharedTracking(model: Model): Violation[] {
  return model.ofType('AWS::SageMaker::MlflowTrackingServer').flatMap((server) => {
    const name = textAt(server.properties, 'TrackingServerName') ?? '';
    const users = model.identities.filter((identity) => mayRead(identity, name));
    const projects = [...new Set(users.flatMap(projectOf))].toSorted();
    if (projects.length < 2) return [];
    const message = `${projects.slice(0, 3).join(', ')} work on one tracking server, which has no walls: each sees and changes the runs and models of the others.`;
    return [{ at: server, path: 'Type', message, fix: 'Make a tracking server for each project.' }];
  });
}

function mayRead(identity: Identity, server: string): boolean {
  return grants(identity, 'sagemaker-mlflow:SearchRuns').some(({ resources }) =>
    resources.some((arn) => globMatches(arn.replace(/^arn:.*:mlflow-tracking-server\//, ''), server)),
  );
}

/** The project that a role says by a tag whose last word is that. */
function projectOf({ resource }: Identity): readonly string[] {
  return listAt(resource.properties, 'Tags').flatMap((tag) =>
    /(^|[:/._-])project$/i.test(textAt(tag, 'Key') ?? '') && at(tag, 'Value') !== undefined
      ? (textAt(tag, 'Value') ?? [])
      : [],
  );
}

export const sharingRules: readonly Rule[] = [
  {
    id: 'shared-tracking',
    proves: 'Roles of several projects, by their tags, work on no tracking server together.',
    beyond: 'Who works in which project, where no tag of a role says so.',
    violations: sharedTracking,
  },
];
