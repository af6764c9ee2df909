import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyAudit } from '../src/index.ts';
import { allIn, entry, judged, linesOf, newPlace } from './audit-place.ts';

const hostile = ['plain', 'é漢😀', 'a"b\\c', '{"n":3,"digest":"', '\u2028\n\u0000\ufffd', 'x'.repeat(300)];

/** A log of so many records, closed. */
async function written(records: number, segmentBytes?: number) {
  const place = newPlace();
  const log = place.open(segmentBytes);
  for (let index = 0; index < records; index += 1)
    await log.append(entry(`${index} ${hostile[index % hostile.length]}`));
  await log.close();
  const [verified] = verifyAudit(place.folder).logs;
  if (!verified?.head) throw new Error('there is no log');
  return { ...place, head: verified.head };
}

test('every bit of a log that is another one is seen, and which line it is in', async () => {
  const { folder, file } = await written(4);
  const bytes = readFileSync(file());
  let flips = 0;
  let line = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    const was = bytes[at] ?? 0;
    for (let bit = 0; bit < 8; bit += 1) {
      bytes[at] = was ^ (1 << bit);
      writeFileSync(file(), bytes);
      const { verdict, breaks, unendedBytes } = judged(folder);
      // The very last end of line leaves a record without one.
      const isLast = at === bytes.length - 1;
      expect([at, bit, verdict, unendedBytes > 0]).toEqual([at, bit, isLast ? 'whole' : 'broken', isLast]);
      if (!isLast) expect(breaks[0]?.line).toBe(line);
      flips += 1;
    }
    bytes[at] = was;
    if (was === 10) line += 1;
  }
  expect(flips).toBeGreaterThan(14_000);
});

test('records that are taken out, doubled or exchanged are seen, wherever they stood', async () => {
  const { folder, file, head } = await written(9);
  const lines = linesOf(file());
  const told = (changed: readonly string[]) => {
    writeFileSync(file(), changed.map((line) => `${line}\n`).join(''));
    return judged(folder, []);
  };
  for (const [index, line] of lines.entries()) {
    expect([index, told(lines.toSpliced(index, 0, line)).verdict]).toEqual([index, 'broken']);
    const isEnd = index === lines.length - 1;
    const { breaks } = told(lines.toSpliced(index, 1));
    expect([index, breaks]).toEqual([
      index,
      isEnd ? [] : [{ file: file(), line: index + 1, why: '1 before it are missing' }],
    ]);
    for (let other = index + 1; other < lines.length; other += 1) {
      expect(told(lines.with(index, lines[other] ?? '').with(other, line)).verdict).toBe('broken');
      expect(told(lines.toSpliced(other, 0, line)).verdict).toBe('broken');
    }
  }
  // What the file alone does not tell, a head that was noted does.
  told(lines.slice(0, -1));
  expect(judged(folder, [head.digest]).missingHeads).toEqual([head.digest]);
});

test('a record that stood at the same place in another log is seen', async () => {
  const [{ folder, file }, other] = [await written(6), await written(6)];
  const [lines, others] = [linesOf(file()), linesOf(other.file())];
  for (const [index, foreign] of others.entries()) {
    writeFileSync(file(), lines.with(index, foreign).join('\n').concat('\n'));
    const { verdict, breaks } = judged(folder);
    expect([index, verdict, breaks[0]?.why]).toEqual([index, 'broken', 'it does not follow what stands before it']);
  }
});

test('a file of the log that is missing, or exchanged with another, is seen', async () => {
  const { folder, file, files, head } = await written(30, 2000);
  const count = files().length;
  expect(count).toBeGreaterThan(5);
  for (let segment = 1; segment <= count; segment += 1) {
    renameSync(file(segment), join(folder, '.aside'));
    const { verdict, missingHeads, breaks } = judged(folder, segment === count ? [head.digest] : []);
    expect([segment, verdict, missingHeads]).toEqual(
      segment === count ? [segment, 'whole', [head.digest]] : [segment, 'broken', []],
    );
    if (segment < count) expect(breaks[0]).toMatchObject({ file: file(segment), why: 'the file is missing' });
    renameSync(join(folder, '.aside'), file(segment));
  }
  renameSync(file(2), join(folder, '.aside'));
  renameSync(file(3), file(2));
  renameSync(join(folder, '.aside'), file(3));
  expect(judged(folder).verdict).toBe('broken');
});

test('a log cut at any byte of its last records is opened again with each record that is whole, and what is torn is kept', async () => {
  const { folder, own, file, head, told, open } = await written(8);
  const whole = readFileSync(file());
  const ends = [...whole.entries()].filter(([, byte]) => byte === 10).map(([at]) => at);
  let cuts = 0;
  for (let size = ends.at(-4) ?? 0; size < whole.length; size += 1) {
    writeFileSync(file(), whole.subarray(0, size));
    for (const name of readdirSync(own).filter((one) => one.endsWith('.torn'))) rmSync(join(own, name));
    told.length = 0;
    expect(judged(folder, [head.digest]).missingHeads).toEqual([head.digest]);
    const log = open();
    await log.append(entry('after'));
    await log.close();
    // One that lacks its end of line alone is whole.
    const kept = ends.filter((end) => end <= size).length;
    expect([size, judged(folder).verdict, allIn(folder).length]).toEqual([size, 'whole', kept]);
    expect(readFileSync(file()).subarray(0, ends[kept - 1])).toEqual(whole.subarray(0, ends[kept - 1]));
    const from = (ends[kept - 1] ?? 0) + 1;
    const torn = size > from ? `${whole.subarray(from, size).toString('latin1')}\n` : undefined;
    const aside = join(own, '000001.torn');
    expect(existsSync(aside) ? readFileSync(aside, 'latin1') : undefined).toBe(torn);
    expect(told.length).toBe(torn === undefined ? 0 : 1);
    cuts += 1;
  }
  expect(cuts).toBeGreaterThan(1000);
});

test('a log whose chain is broken is left as it is, and a new file says that it cannot follow it', async () => {
  const { folder, own, file, files, told, open } = await written(6);
  const forged = readFileSync(file(), 'utf8').replaceAll('"allowed":true', '"allowed":false');
  writeFileSync(file(), forged);
  for (const because of ['one', 'two']) {
    const log = open();
    await log.append(entry(because));
    await log.close();
  }
  expect(readFileSync(file(), 'utf8')).toBe(forged);
  expect(files()).toEqual(['000001.jsonl', '000002.jsonl']);
  expect(told).toEqual([expect.stringContaining(`line 2 of ${file()}: it was changed`)]);
  expect(JSON.parse(linesOf(file(2))[0] ?? '')).toMatchObject({ n: 7, unfollowed: { segment: 1, line: 2 } });
  expect(judged(folder)).toMatchObject({ verdict: 'broken', breakCount: 7 });
  // Whoever notes the end from now on sees that what follows it is whole.
  const noted = judged(folder).head?.digest ?? '';
  const log = open();
  await log.append(entry('three'));
  await log.close();
  expect(judged(folder, [noted])).toMatchObject({ verdict: 'whole', missingHeads: [], breaks: [] });
  // The break does not go away with the file that it was in.
  rmSync(join(own, '000001.jsonl'));
  expect(judged(folder).verdict).toBe('broken');
});

test('a log that was written anew from its beginning is not the one that was noted', async () => {
  const { folder, own, head, open } = await written(3);
  rmSync(own, { recursive: true });
  const log = open();
  for (let index = 0; index < 3; index += 1) await log.append(entry('forged'));
  await log.close();
  expect(judged(folder, [head.digest]).missingHeads).toEqual([head.digest]);
});

test('of two who write to one log, none is told that a record is kept which is not', async () => {
  const place = newPlace();
  const logs = [place.open(), place.open()];
  const kept: string[] = [];
  const refused: string[] = [];
  for (let round = 0; round < 50; round += 1) {
    await Promise.all(
      logs.map(async (log, writer) => {
        const because = `${writer} ${round}`;
        await log.append(entry(because)).then(
          () => kept.push(because),
          (error) => refused.push(error.code),
        );
      }),
    );
  }
  expect(refused.length).toBeGreaterThanOrEqual(50);
  expect(new Set(refused)).toEqual(new Set(['AuditNotWritten']));
  const found = readFileSync(place.file(), 'utf8');
  expect(kept.filter((because) => !found.includes(`"because":"${because}"`))).toEqual([]);
});

/** What is done to a log's file while it is open. */
const meanwhile: Readonly<Record<string, (file: string) => void>> = {
  'is written to by another': (file) => appendFileSync(file, 'a stranger’s line\n'),
  'is cut': (file) => truncateSync(file, 100),
  'is emptied': (file) => truncateSync(file, 0),
  'is removed': (file) => rmSync(file),
  'gets a second name': (file) => linkSync(file, `${file}.other`),
};

test.each(Object.entries(meanwhile))('nothing is answered any more once the file %s', async (_, change) => {
  const place = newPlace();
  const log = place.open();
  await log.append(entry('one'));
  change(place.file());
  await expect(log.append(entry('two'))).rejects.toMatchObject({ code: 'AuditNotWritten', whose: 'machine' });
  await expect(log.append(entry('three'))).rejects.toMatchObject({ code: 'AuditNotWritten' });
});

const outside = (folder: string) => join(folder, '.outside');

/** What stands in the place of a log when it is opened. */
const inItsPlace: Readonly<Record<string, (place: ReturnType<typeof newPlace>) => void>> = {
  'a link to a file': ({ folder, file }) => symlinkSync(outside(folder), file()),
  'a link to nothing': ({ file }) => symlinkSync('/nowhere/at/all', file()),
  'a pipe': ({ file }) => void execFileSync('mkfifo', [file()]),
  'a folder': ({ file }) => mkdirSync(file()),
  'a device': ({ file }) => symlinkSync('/dev/null', file()),
  'a file with two names': ({ folder, file }) => linkSync(outside(folder), file()),
  'a link to a folder in place of its own': ({ folder, own }) => {
    rmSync(own, { recursive: true });
    mkdirSync(`${outside(folder)}.folder`);
    symlinkSync(`${outside(folder)}.folder`, own);
  },
  'a file in place of its folder': ({ own }) => {
    rmSync(own, { recursive: true });
    writeFileSync(own, '');
  },
};

test.each(Object.entries(inItsPlace))('%s is not written to, nor waited for', (_, put) => {
  const place = newPlace();
  mkdirSync(place.own);
  writeFileSync(outside(place.folder), 'mine\n');
  put(place);
  const unusable = expect.objectContaining({ code: 'AuditUnusable', whose: 'machine' });
  expect(() => place.open()).toThrow(unusable);
  expect(() => verifyAudit(place.folder)).toThrow(unusable);
  expect(() => allIn(place.folder)).toThrow(unusable);
  expect(readFileSync(outside(place.folder), 'utf8')).toBe('mine\n');
});

test('a log with a line that is longer than any record is left as it is, with what stands behind that', async () => {
  const { folder, file, open } = await written(3);
  const [head = '', ...records] = linesOf(file());
  const strange = [head, 'x'.repeat(5_000_000), ...records].join('\n').concat('\n');
  writeFileSync(file(), strange);
  await open().close();
  expect(readFileSync(file(), 'utf8')).toBe(strange);
  expect(judged(folder)).toMatchObject({ verdict: 'broken' });
});

test('a link in place of the file for what is torn is not followed', async () => {
  const { folder, own, file, open } = await written(3);
  writeFileSync(outside(folder), 'mine\n');
  symlinkSync(outside(folder), join(own, '000001.torn'));
  truncateSync(file(), statSync(file()).size - 5);
  const before = readFileSync(file());
  expect(() => open()).toThrow(expect.objectContaining({ code: 'AuditUnusable' }));
  expect(readFileSync(outside(folder), 'utf8')).toBe('mine\n');
  expect(readFileSync(file())).toEqual(before);
});

test('a log that others could read is shut when it is opened', async () => {
  const { own, file, open } = await written(1);
  chmodSync(own, 0o755);
  chmodSync(file(), 0o644);
  await open().close();
  expect([statSync(own).mode & 0o777, statSync(file()).mode & 0o777]).toEqual([0o700, 0o600]);
});
