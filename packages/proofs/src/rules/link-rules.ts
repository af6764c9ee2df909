import { textAt } from '../at.ts';
import type { Model } from '../model.ts';
import { globsOverlap } from '../policy/glob.ts';
import { grants, statementHole } from '../policy/grants.ts';
import { type Identity, isHolder, nameOf } from '../policy/identities.ts';
import { heldToNetwork, refusesOtherNetworks, refusesOtherPlaces } from '../policy/limits.ts';
import { isUndecided } from '../policy/ownership.ts';
import { coversEverything, speaksOf } from '../policy/read-policy.ts';
import type { Statement } from '../policy/statement.ts';
import type { Rule, Violation } from '../rule.ts';

const studioLinks = ['sagemaker:CreatePresignedDomainUrl', 'sagemaker:CreatePresignedNotebookInstanceUrl'];
const trackingLinks = [
  'sagemaker-mlflow:AccessUI',
  'sagemaker-mlflow:SearchRuns',
  'sagemaker:CallMlflowAppApi',
  'sagemaker:CreatePresignedMlflowTrackingServerUrl',
  'sagemaker:CreatePresignedMlflowAppUrl',
];

/** Links that open Studio or tracking in any browser that has them. */
function links(actions: readonly string[], what: string, refuses: typeof refusesOtherNetworks) {
  return (model: Model): Violation[] =>
    // A policy that nobody has opens nothing; what its future holders are refused is not known.
    model.identities.filter(isHolder).flatMap((identity) => {
      const open = actions.flatMap((action) => {
        const isHeld = identity.statements.some(
          (one) =>
            !one.allows &&
            coversEverything(one) &&
            speaksOf(one, action) &&
            refuses(one, model) !== 'open' &&
            !mayBeSpared(identity, one, model),
        );
        return isHeld ? [] : grants(identity, action).filter((statement) => heldToNetwork(statement, model) === 'open');
      });
      return open
        .slice(0, 1)
        .map((statement) =>
          statementHole(
            statement,
            `${nameOf(identity)} opens ${what} from any network.`,
            'Deny it unless aws:SourceVpce or aws:SourceVpc is the network.',
          ),
        );
    });
}

/** Whether a refusal names a caller whom it spares, and that may be this one: a role without a name has any. */
function mayBeSpared({ resource }: Identity, { conditions }: Statement, model: Model): boolean {
  const spared = conditions.filter(({ key }) => key === 'aws:principalarn').flatMap(({ values }) => values);
  const called = textAt(resource.properties, 'RoleName') ?? textAt(resource.properties, 'UserName');
  return spared.some((arn) => {
    const found = model.find(arn);
    if (found !== undefined) return found === resource;
    return called === undefined || isUndecided(arn, model) || globsOverlap(arn, `*/${called}`);
  });
}

export const linkRules: readonly Rule[] = [
  {
    id: 'studio-link',
    proves: 'Studio is opened from inside the network, or from addresses that are listed, alone.',
    beyond:
      'That AWS asks these policies again for each request and frame of a browser (its page on CreatePresignedDomainUrl); sign-in through Identity Center opens Studio outside of every policy.',
    violations: links(studioLinks, 'Studio', refusesOtherPlaces),
  },
  {
    id: 'tracking-link',
    proves: 'Tracking is read, written and opened from inside the network alone.',
    beyond: 'The tracking service itself keeps an address on the internet; only rights stop who calls it there.',
    violations: links(trackingLinks, 'tracking', refusesOtherNetworks),
  },
];
