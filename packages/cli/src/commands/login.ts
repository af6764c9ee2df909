import { hostname } from 'node:os';
import { tokenClient } from '@atelier/local';
import { oneLine } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { beginDevice, untilAllowed } from '../login/ask-device.ts';
import { frontDoorUrl } from '../login/front-door-url.ts';
import { forgetLogin, keepLogin, readLogin } from '../login/login-file.ts';

interface Options {
  readonly file?: string;
  readonly json?: boolean;
  readonly url?: string;
}

/** Log in for a workspace: a person allows it in the browser, and commands act as that person from then on. */
export async function login(io: Io, options: Options): Promise<ExitCode> {
  const url = await frontDoorUrl(io, options.file, options.url);
  const device = await beginDevice(url, `command line of ${hostname()}`);
  io.err(`To log in to ${oneLine(device.workspace)}, open ${oneLine(device.verification_uri_complete)}\n`);
  io.err(
    `and allow the code ${oneLine(device.user_code)}. It is good for ${Math.floor(device.expires_in / 60)} minutes.\n`,
  );
  const made = await untilAllowed(io, url, device);
  keepLogin(io, options.file, made);
  const { person, tokenId } = made;
  io.out(
    options.json
      ? `${JSON.stringify({ person, url, tokenId })}\n`
      : `Logged in as ${oneLine(person)}. "atelier logout" ends it.\n`,
  );
  return exitCodes.done;
}

/** End the login of a workspace: its token at the front door, where that answers, and what is kept here. */
export async function logout(io: Io, options: Options): Promise<ExitCode> {
  const kept = readLogin(io, options.file);
  const ended = kept !== undefined && (await endAtDoor(kept));
  forgetLogin(io, options.file);
  if (options.json) io.out(`${JSON.stringify({ person: kept?.person ?? null, ended })}\n`);
  else if (kept === undefined) io.out('Nobody was logged in.\n');
  else if (ended) io.out(`${oneLine(kept.person)} is logged out, and the token is ended.\n`);
  else
    io.out(
      `${oneLine(kept.person)} is logged out here. The front door did not end the token ${kept.tokenId}; it may have ended already.\n`,
    );
  return exitCodes.done;
}

async function endAtDoor(kept: NonNullable<ReturnType<typeof readLogin>>): Promise<boolean> {
  try {
    await tokenClient(kept).end(kept.tokenId);
    return true;
  } catch {
    // It is forgotten here in any case, and said.
    return false;
  }
}
