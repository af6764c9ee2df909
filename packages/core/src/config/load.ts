import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { assembleWorkspace, fileMentions, type WorkspaceResult } from './assemble-workspace.ts';
import { checkFile } from './check-file.ts';
import { decodeText } from './decode-text.ts';
import { workspaceKind } from './file-kinds.ts';
import { type Source, type Unreadable, unreadableIssue } from './source.ts';

/** Some thousand people; far above what anybody writes by hand. */
const mostKibibytes = 256;

/** Read a workspace's file and the files that it names, and say everything that is wrong with them. */
export async function loadWorkspace(file: string): Promise<WorkspaceResult> {
  const source = await readSource(resolve(file), file);
  if (!('text' in source)) return { ok: false, problems: [unreadableIssue(source)] };
  const checked = checkFile(source, workspaceKind);
  const sources = new Map<string, Source | Unreadable>();
  for (const mentioned of fileMentions(checked)) {
    if (sources.has(mentioned)) continue;
    sources.set(mentioned, await readSource(resolve(source.folder, mentioned), join(dirname(file), mentioned)));
  }
  return assembleWorkspace(checked, source.folder, sources);
}

async function readSource(path: string, file: string): Promise<Source | Unreadable> {
  try {
    const status = await stat(path);
    if (!status.isFile()) {
      const kind = status.isDirectory() ? 'a folder' : 'not a regular file';
      return { file, code: 'NotAFile', message: `${file} is ${kind}.`, fix: 'Name a YAML file.' };
    }
    if (status.size > mostKibibytes * 1024) {
      const message = `${file} has ${Math.ceil(status.size / 1024)} KiB; a file may have at most ${mostKibibytes}.`;
      return {
        file,
        code: 'TooLarge',
        message,
        fix: 'Name the file that describes the workspace, the flow or the network, not data.',
      };
    }
    return decodeText(await readFile(path), { file, folder: dirname(path) });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return notRead(code, file);
  }
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
