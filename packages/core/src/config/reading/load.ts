import { constants } from 'node:fs';
import { type FileHandle, open, readlink, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  assembleWorkspace,
  fileMentions,
  type NamedData,
  readFlows,
  type WorkspaceResult,
} from '../assemble-workspace.ts';
import { changeFile } from '../changing/change-file.ts';
import type { FileChange } from '../changing/file-change.ts';
import { checkFile } from '../check-file.ts';
import type { ConfigIssue, RuleFinding } from '../explaining/issue.ts';
import { workspaceKind } from '../file-kinds.ts';
import { decodeText } from './decode-text.ts';
import { type NamedPath, namedPath } from './named-path.ts';
import { type Source, type Unreadable, unreadableIssue } from './source.ts';

/** Some thousand people; far above what anybody writes by hand. */
const mostBytes = 256 * 1024;

/** Linux opens the way to a file and nothing else: a device is not touched, a pipe is not waited for. */
const openPathOnly = 0o10000000;

/**
 * Read a workspace's file and the files that it names, and say everything that is wrong with them.
 *
 * With changes it is the workspace that the file would describe after them; the file itself stays as it is.
 */
export async function loadWorkspace(file: string, changes: readonly FileChange[] = []): Promise<WorkspaceResult> {
  // Whoever names it on the command line may name a link.
  const read = await readSource({ path: resolve(file), within: '/' }, file);
  if (!('text' in read)) return { ok: false, problems: [unreadableIssue(read)] };
  const source = { ...read, text: changeFile(read.text, changes) };
  const checked = checkFile(source, workspaceKind);
  const sources = new Map<string, Source | Unreadable>();
  for (const mentioned of fileMentions(checked)) {
    if (sources.has(mentioned)) continue;
    const named = namedPath(source.folder, mentioned);
    sources.set(mentioned, await readSource(named, join(dirname(file), mentioned)));
  }
  const flows = readFlows(checked, sources);
  const strays = await Promise.all(flows.data.map(strayIn));
  return assembleWorkspace(checked, source.folder, { flows, sources, strays: strays.flat() });
}

/** Why a file must not be opened, or what it was found to be. */
type Opened = { readonly handle: FileHandle; readonly size: number } | Refusal;
type Refusal = Pick<RuleFinding, 'code' | 'message' | 'fix'>;

/**
 * Open the way to a file that a file names, once, so that what is looked at is what will be read.
 *
 * The handle cannot be read; whoever reads opens `/proc/self/fd/…` of it.
 */
export async function openNamed({ path, within }: NamedPath, file: string): Promise<Opened> {
  const handle = await open(path, openPathOnly);
  try {
    const status = await handle.stat();
    const real = await readlink(`/proc/self/fd/${handle.fd}`);
    const refusal = refusalOf({ file, real, within: await realpath(within), status });
    if (refusal === undefined) return { handle, size: status.size };
    await handle.close();
    return refusal;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

interface Found {
  readonly file: string;
  readonly real: string;
  readonly within: string;
  readonly status: { isFile(): boolean; isDirectory(): boolean };
}

function refusalOf({ file, real, within, status }: Found): Refusal | undefined {
  if (!status.isFile()) {
    const kind = status.isDirectory() ? 'a folder' : 'not a regular file';
    return { code: 'NotAFile', message: `${file} is ${kind}.`, fix: 'Name a file.' };
  }
  if (/^\/(proc|sys|dev\/(?!shm\/))/.test(real)) {
    const message = `${file} is ${real}, which is no file but a window into the system.`;
    return { code: 'NotAFile', message, fix: 'Name a file.' };
  }
  if (real.startsWith(within === '/' ? within : `${within}/`)) return undefined;
  return {
    code: 'LinkLeadsOut',
    message: `${file} is a link, or lies behind one, that leads to ${real}, out of the folder ${within} that is named; a link may only lead to what is below it.`,
    fix: `Write the path ${real} in the file, or put the file itself there.`,
  };
}

async function readSource(named: NamedPath, file: string): Promise<Source | Unreadable> {
  try {
    const opened = await openNamed(named, file);
    if (!('handle' in opened)) return { file, ...opened };
    await using way = opened.handle;
    if (opened.size > mostBytes) return tooLarge(file, opened.size);
    await using reading = await open(`/proc/self/fd/${way.fd}`, constants.O_RDONLY);
    // It may have grown since.
    const bytes = await readAtMost(reading, mostBytes + 1);
    if (bytes.length > mostBytes) return tooLarge(file, bytes.length);
    return decodeText(bytes, { file, folder: dirname(named.path) });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return notRead(code, file);
  }
}

async function readAtMost(handle: FileHandle, most: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(most);
  let length = 0;
  while (length < most) {
    const { bytesRead } = await handle.read(bytes, length, most - length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

/** Data that a flow names and must not be read; what is not there yet, or not to be seen from here, is no mistake. */
async function strayIn({ named, written, locate }: NamedData): Promise<readonly ConfigIssue[]> {
  try {
    const opened = await openNamed(named, written);
    if (!('handle' in opened)) return [locate(opened)];
    await opened.handle.close();
    return [];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return [];
  }
}

function tooLarge(file: string, size: number): Unreadable {
  const message = `${file} has ${Math.ceil(size / 1024)} KiB; a file may have at most ${mostBytes / 1024}.`;
  const fix = 'Name the file that describes the workspace, the flow or the network, not data.';
  return { file, code: 'TooLarge', message, fix };
}

function notRead(code: string, file: string): Unreadable {
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return {
      file,
      code: 'NoSuchFile',
      message: `There is no file ${file}.`,
      fix: 'Correct the path, or write the file.',
    };
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return {
      file,
      code: 'NotReadable',
      message: `You may not read ${file}.`,
      fix: 'Give yourself the right to read it.',
    };
  }
  const message = `${file} cannot be read: the system says ${code}.`;
  return { file, code: 'NotReadable', message, fix: 'Copy it to another place and name that.' };
}
