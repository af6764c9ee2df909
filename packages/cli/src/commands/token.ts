import { tokenClient } from '@atelier/local';
import { Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { doorOf, loginFailure } from '../login/way-in.ts';
import { tokenListText, tokenMadeText } from '../text/token-text.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options {
  readonly file?: string;
  readonly json?: boolean;
}

interface MakeOptions extends Options {
  readonly project?: string;
  readonly read?: boolean;
  readonly days?: string;
  readonly aws?: boolean;
}

/** Make a token of whoever is logged in, and show it this once. */
export async function makeToken(io: Io, name: string, options: MakeOptions): Promise<ExitCode> {
  const made = await asking(
    tokenClient(doorOf(io, options.file)).make({
      name,
      scope: options.read === true ? 'read' : 'all',
      project: options.project ?? null,
      days: options.days === undefined ? undefined : wholeNumber('--days', options.days, 1),
      keys: options.aws === true ? 'pair' : 'none',
    }),
  );
  if (options.json) io.out(`${JSON.stringify(made)}\n`);
  else {
    io.err('This is shown once; keep it where nobody else reads it.\n');
    io.out(tokenMadeText(made));
  }
  return exitCodes.done;
}

/** Show the tokens of whoever is logged in. */
export async function listTokens(io: Io, options: Options): Promise<ExitCode> {
  const list = await asking(tokenClient(doorOf(io, options.file)).list());
  io.out(options.json ? `${JSON.stringify(list)}\n` : tokenListText(list));
  return exitCodes.done;
}

/** End one of them. */
export async function endToken(io: Io, id: string, options: Options): Promise<ExitCode> {
  if (!/^[0-9a-f]{16}$/.test(id)) throw noTokenId();
  await asking(tokenClient(doorOf(io, options.file)).end(id));
  io.out(options.json ? `${JSON.stringify({ ended: id })}\n` : `The token ${id} is ended.\n`);
  return exitCodes.done;
}

async function asking<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw loginFailure(error);
  }
}

function noTokenId(): Problem {
  return new Problem({
    code: 'NoTokenId',
    message: `What was given is no id of a token; accepted are 16 of 0-9 and a-f, never the token itself.`,
    fix: 'See the ids with "atelier token list".',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
