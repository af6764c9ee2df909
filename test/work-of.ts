/** A fixed piece of work of about ten milliseconds: texts, maps and lists, as what is measured deals with. */
function unit(): number {
  const rows = Array.from({ length: 6_000 }, (_, index) => ({ id: index, name: `row ${index}`, tags: ['a', 'b'] }));
  const read = JSON.parse(JSON.stringify(rows)) as typeof rows;
  return new Map(read.map((row) => [row.name, row])).size;
}

/** Processor time of this process alone, so that other processes do not count. */
async function processorTime(run: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await run();
  // Linux knows the sum exactly, and divides it by what it happens to see.
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Processor times of doing something so often; of them the shortest counts, as others may be at work beside. */
async function several(run: () => unknown, count: number): Promise<readonly number[]> {
  const times: number[] = [];
  while (times.length < count) times.push(Math.max(await processorTime(run), 1));
  return times;
}

/**
 * How much work something is, in units of about ten milliseconds on the machine that runs the test, slow or fast.
 *
 * Units are measured right before and after. The work is done twice, so that it must be such that can be.
 */
export async function workOf(run: () => unknown): Promise<number> {
  const [units, works] = [await several(unit, 5), await several(run, 2)];
  return Math.min(...works) / Math.min(...units, ...(await several(unit, 5)));
}
