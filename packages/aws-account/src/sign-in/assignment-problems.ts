import { Problem } from '@atelier/problem';

/** State of a deployment whose people could not be let in. */
export const restIsDeployed = 'Everything else is deployed, or goes on being deployed.';

/** The directory is not to be seen from the account; somebody with rights to it has to do it. */
export function directoryNotSeen(application: string): Problem {
  return new Problem({
    code: 'DirectoryNotSeen',
    message: `The account does not see the instance of Identity Center to which ${application} belongs.`,
    fix: 'Have the lines below run where the instance is, or where it is delegated to.',
    whose: 'yours',
    state: restIsDeployed,
  });
}

/** SageMaker has made the application in another instance than the file names. */
export function otherInstance(named: string, actual: string): Problem {
  return new Problem({
    code: 'OtherIdentityCenter',
    message: `The file names ${named} in signIn.identityCenter, but the Studio domain signs people in through ${actual}.`,
    fix: 'Correct signIn.identityCenter, if that is the directory that is meant.',
    whose: 'yours',
    state: 'Nobody was assigned.',
  });
}

/** Nobody of a sign-in name is in the directory; `state` says what has been done besides. */
export function notInDirectory(signInName: string, state: string): Problem {
  return new Problem({
    code: 'NotInDirectory',
    message: `Identity Center has no user "${signInName}".`,
    fix: 'Make the user in its directory, or write the user name that it has as `sso` of the person.',
    whose: 'yours',
    state,
  });
}
