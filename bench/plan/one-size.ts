/** The plan of a workspace with as many people and projects as asked for, in a process of its own. Prints JSON. */
import { planReport, readPriceBook, synthesise } from '@atelier/aws';
import { crowd } from '../../packages/aws/test/crowd.ts';

const [people = 0, projects = 0] = process.argv.slice(2).map(Number);
const start = performance.now();
const workspace = crowd(people, projects);
const [synthesis, prices] = await Promise.all([synthesise(workspace), readPriceBook()]);
const report = await planReport({ workspace, synthesis, prices, deployed: null });
const resources = report.stacks.map((stack) => stack.resources);
process.stdout.write(
  JSON.stringify({
    people,
    projects,
    seconds: Math.round((performance.now() - start) / 10) / 100,
    peakMib: Math.round(process.resourceUsage().maxRSS / 1024),
    stacks: resources.length,
    mostResources: Math.max(...resources),
    failing: report.guardrails.filter(({ ok }) => !ok).map(({ id }) => id),
  }),
);
