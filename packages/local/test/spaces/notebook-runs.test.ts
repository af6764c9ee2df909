import type { Workspace } from '@atelier/core';
import type { NotebookNews } from '@atelier/core/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { processesMarked } from './marked-processes.ts';
import { type OpenedSpaces, openedSpaces } from './opened-space.ts';
import { untilTrue } from './until-true.ts';

const july = { person: 'july', project: 'sales' };

let opened: OpenedSpaces;
beforeAll(async () => {
  opened = await openedSpaces();
});
afterAll(async () => await opened?.[Symbol.asyncDispose]());

function notebook(...cells: readonly string[]) {
  const code = (source: string) => ({ cell_type: 'code', metadata: {}, source, outputs: [], execution_count: null });
  const text = JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells: cells.map(code) });
  return { ...july, notebook: text, name: 'n.ipynb', parameters: {}, timeoutSeconds: 300 };
}

const never = new AbortController().signal;

async function outputsOf(news: AsyncIterable<NotebookNews>): Promise<string> {
  const pieces: string[] = [];
  for await (const item of news) if ('piece' in item) pieces.push(item.piece);
  const { cells } = JSON.parse(pieces.join(''));
  return cells.flatMap(({ outputs }: { outputs: { text: string[] }[] }) => outputs.map(({ text }) => text.join('')));
}

/** Runs it until its cell has begun to wait. */
async function begun(runs: AsyncIterator<NotebookNews>): Promise<void> {
  for (let next = await runs.next(); next.done !== true; next = await runs.next()) if ('cell' in next.value) return;
}

const waits = notebook('import time\ntime.sleep(3600)');

test('a notebook runs beside an open space of its person, in the same home and at the same doors', async () => {
  await opened.spaces.open(july);
  await opened.runCell(july, 'open("kept.txt", "w").write("kept")');
  const asks = 'import urllib.request\nprint(urllib.request.urlopen("http://127.0.0.1:8470/x").read().decode())';
  const printed = await outputsOf(opened.spaces.runNotebook(notebook('print(open("kept.txt").read())', asks), never));
  expect(printed).toEqual(['kept\n', 'july/sales warehouse /x\n']);
  expect(await opened.runCell(july, asks)).toBe('july/sales warehouse /x\n');
});

test('whoever leaves ends it, with all that it has started', async () => {
  const leaves = new AbortController();
  const starts = notebook('import subprocess, time\nsubprocess.Popen(["sleep", "4242"])\ntime.sleep(3600)');
  const news = opened.spaces.runNotebook(starts, leaves.signal)[Symbol.asyncIterator]();
  await begun(news);
  await untilTrue(async () => processesMarked(opened.host.state.root, 'sleep\x004242') === 1);
  leaves.abort();
  await expect(begun(news)).rejects.toThrow();
  await untilTrue(async () => processesMarked(opened.host.state.root, 'sleep\x004242') === 0);
});

test('one whose person leaves the project is ended, and says why', async () => {
  const news = opened.spaces.runNotebook(waits, never)[Symbol.asyncIterator]();
  await begun(news);
  const project = { name: 'sales', members: [] };
  const studio = { idleStop: null, disk: null };
  const left = { studio, people: [{ name: 'july' }], projects: [project] } as unknown as Workspace;
  const ended = expect(begun(news)).rejects.toMatchObject({ code: 'NotebookInterrupted' });
  await opened.spaces.keepOnly(left);
  await ended;
});

test('one that is ended from inside says so, and keeps nobody waiting', async () => {
  const killed = notebook('import os, signal\nos.kill(os.getppid(), signal.SIGKILL)');
  const news = opened.spaces.runNotebook(killed, never);
  await expect(outputsOf(news)).rejects.toMatchObject({ code: expect.stringMatching(/Notebook(Ended|CellFailed)/) });
});

test('of one person, what is more than half of all waits for its turn, and nobody has to listen for it to end', async () => {
  const leave = new AbortController();
  const many = Array.from({ length: 64 }, () => opened.spaces.runNotebook(waits, leave.signal)[Symbol.asyncIterator]());
  const firsts = many.map((news) => news.next().catch(() => undefined));
  expect((await firsts.at(-1))?.value).toEqual({ waiting: {} });
  await opened.spaces.close();
});
