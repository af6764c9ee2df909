import { Problem, type ProblemDetails } from '@atelier/problem';
import { type Account, holdsNothing } from '../read/account.ts';
import type { TakenName } from './read-taken.ts';

/** Blockers of a deployment from names that it needs and that are taken. */
export function takenNameBlockers(taken: readonly TakenName[], account: Account): readonly Problem[] {
  const staying = taken.filter(({ isGoing }) => !isGoing);
  const ours = staying.filter(({ isOurs }) => isOurs);
  const isLiving = account.stacks.some((stack) => !holdsNothing(stack));
  const kept = isLiving ? byKind(ours).map((those) => letGo(those, account)) : ofEarlier(ours, account);
  const others = staying.filter(({ isOurs }) => !isOurs).map((each) => ofAnother(each, account));
  return [...kept, ...others, ...going(taken.filter(({ isGoing }) => isGoing))];
}

function byKind(taken: readonly TakenName[]): readonly (readonly TakenName[])[] {
  return [...Map.groupBy(taken, ({ kind }) => kind).values()];
}

function listed(taken: readonly TakenName[]): string {
  return taken.map(({ kind, name }) => `${kind} ${name}`).join(', ');
}

/** What could be taken back is not among the names; a whole teardown takes the rest when nothing of this one is there. */
function ofEarlier(ours: readonly TakenName[], { workspace }: Account): readonly Problem[] {
  if (ours.length === 0) return [];
  const message =
    `An earlier ${workspace} kept what this one would make under the same names, and cannot take back: ${listed(ours)}. ` +
    'AWS remembers the stacks that kept it for 90 days, and they have to have held it as the same resource of their template.';
  const fix = 'Copy what you need of them, run atelier destroy --stores delete, which removes them, then deploy again.';
  return [problem({ code: 'StoresKept', message, fix, whose: 'yours' })];
}

function letGo(those: readonly TakenName[], { workspace }: Account): Problem {
  const [first] = those;
  const each = those.length > 1 ? ', and do the same for the others' : '';
  return problem({
    code: 'NameKept',
    message:
      `${workspace} has ${listed(those)}, which no stack of it holds: what people made stays when it is taken out of the ` +
      'file, or when its stack goes. AWS makes no second one under the name.',
    fix: `Leave it out of the file. Or ${first?.remedy}${each}; then deploy again.`,
    whose: 'yours',
  });
}

function ofAnother({ kind, name, isHidden }: TakenName, { workspace }: Account): Problem {
  const otherName = 'Give the workspace or its project another name';
  if (isHidden === true)
    return problem({
      code: 'NameHidden',
      message: `AWS does not say whether the ${kind} ${name} is there: it is somebody else's, or the rights to see it are missing.`,
      fix: `Is the project new? Then write atelier rights --for deploy again and hand it out. Otherwise: ${otherName}; then deploy again.`,
      whose: 'yours',
    });
  return problem({
    code: 'NameOfAnother',
    message: `The ${kind} ${name} is there, and neither a stack nor a tag says that it is ${workspace}'s: AWS makes no second one under the name.`,
    fix: `${otherName}, or delete that one if nobody needs it; then deploy again.`,
    whose: 'yours',
  });
}

function going(those: readonly TakenName[]): readonly Problem[] {
  if (those.length === 0) return [];
  const message = `What has a name that is needed is being deleted at this moment: ${listed(those)}.`;
  return [
    problem({ code: 'NameStillTaken', message, fix: 'Wait until it is gone, then deploy again.', whose: 'yours' }),
  ];
}

function problem(details: Omit<ProblemDetails, 'state'>): Problem {
  return new Problem({ ...details, state: 'Nothing was changed.' });
}
