import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  isPublicKeyText,
  publicKeyText,
  type ReceiptVerdict,
  receiptKey,
  receiptKeyMade,
  signedReceiptText,
  spaceId,
  spaceReceipt,
  verifyReceipt,
} from '@atelier/local';
import { Problem, shellWord } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { sinceTime } from '../since-time.ts';
import { spaceNamed } from '../space-named.ts';
import { stateOf } from '../state-of.ts';
import { receiptText } from '../text/receipt-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

export interface ReceiptOptions {
  readonly file?: string;
  readonly shared?: boolean;
  readonly json?: boolean;
  readonly since?: string;
  readonly sign?: boolean;
  readonly verify?: string;
  readonly key?: string;
}

/** Show what crossed the sockets of a space, sign it, or look whether a receipt is as it was signed. */
export async function spaceReceiptCommand(
  io: Io,
  names: readonly string[],
  options: ReceiptOptions,
): Promise<ExitCode> {
  if (options.verify !== undefined) return verify(io, options.verify, options);
  const space = spaceId(spaceNamed(names, options));
  const state = stateOf(io, options.file);
  const { name: workspace } = await readWorkspace(workspaceFile(io, options.file));
  const since = options.since === undefined ? null : sinceTime(options.since);
  let unread = 0;
  const receipt = spaceReceipt(state, { workspace, space, since }, () => {
    unread += 1;
  });
  if (options.sign) io.data(signedReceiptText(receipt, receiptKey(state)));
  else io.out(options.json ? `${JSON.stringify(receipt)}\n` : receiptText(receipt));
  if (unread > 0) io.err(`${unread} lines of the log are no records, and are not in the receipt.\n`);
  return exitCodes.done;
}

function verify(io: Io, file: string, { key, json, file: workspace }: ReceiptOptions): ExitCode {
  const text = readReceiptFile(resolve(io.cwd, file));
  const verdict = verifyReceipt(text, key === undefined ? ownKey(io, workspace) : givenKey(key));
  io.out(json ? `${JSON.stringify({ file, verdict })}\n` : `${verdictText(file, verdict)}\n`);
  return verdict === 'as signed' ? exitCodes.done : exitCodes.refused;
}

function verdictText(file: string, verdict: ReceiptVerdict): string {
  switch (verdict) {
    case 'as signed':
      return `${file} is as it was signed. That it says all that there was to say is the word of whoever holds the key.`;
    case 'changed':
      return `${file} is not what was signed: it was changed.`;
    case 'no receipt':
      return `${file} is no signed receipt.`;
    case 'signed with another key':
      return `${file} was signed with another key than the one asked for, or by nobody.`;
  }
}

function ownKey(io: Io, file: string | undefined): string {
  const key = receiptKeyMade(stateOf(io, file));
  if (key !== undefined) return publicKeyText(key);
  throw new Problem({
    code: 'NoReceiptKey',
    message: 'This workspace has signed no receipt, so that there is no key of its own to compare with.',
    fix: 'Give the public key of whoever has signed it, as --key.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

function givenKey(text: string): string {
  if (isPublicKeyText(text)) return text;
  throw new Problem({
    code: 'NotAReceiptKey',
    message: `--key is "${text}"; it takes the publicKey of a signed receipt: an Ed25519 key in base64.`,
    fix: 'Copy it whole from where its owner has told it, not from the receipt itself.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

/** Receipts of years of a busy space. */
function readReceiptFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Problem(
      {
        code: 'ReceiptUnreadable',
        message: `${path} cannot be read: ${error instanceof Error ? error.message : error}.`,
        fix: `See what it is (ls -la ${shellWord(path)}).`,
        whose: 'yours',
        state: 'Nothing was changed.',
      },
      error,
    );
  }
}
