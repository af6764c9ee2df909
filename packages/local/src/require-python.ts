import { accessSync, constants, lstatSync } from 'node:fs';
import { userInfo } from 'node:os';
import { Problem } from '@atelier/problem';

/**
 * Make sure that there is a Python environment which this account may run.
 *
 * @throws Problem PythonMissing or PythonOutOfReach
 */
export function requirePython(python: string): void {
  try {
    accessSync(python, constants.X_OK);
  } catch (error) {
    if (lstatSync(python, { throwIfNoEntry: false }) === undefined) throw pythonMissing(python);
    throw new Problem(
      {
        code: 'PythonOutOfReach',
        message: `The account ${userInfo().username} may not run the Python at ${python}.`,
        fix: `Install Atelier as this account, with a Python that it may run ("ls -lL ${python}" shows what it may not).`,
        whose: 'machine',
        state: 'Nothing was started.',
      },
      error,
    );
  }
}

function pythonMissing(python: string): Problem {
  return new Problem({
    code: 'PythonMissing',
    message: `There is no Python environment at ${python}.`,
    fix: 'Start Atelier through its launcher, ./atelier, which installs what is missing.',
    whose: 'machine',
    state: 'Nothing was started.',
  });
}
