import { readdirSync, readFileSync } from 'node:fs';

/**
 * Whether any process of a group still does something.
 *
 * One that has ended and that nobody has asked about yet is in its group all the same; it holds neither files nor locks. The
 * first process of a sandbox is left to the machine's own first process, which asks when it gets to it.
 */
export function isGroupAlive(group: number): boolean {
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && isLiving(name, group));
}

const ended = ['Z', 'X'];

function isLiving(pid: string, group: number): boolean {
  try {
    // After the name, which may hold anything: state, parent, group.
    const [state = '', , its] = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ');
    return Number(its) === group && !ended.includes(state);
  } catch {
    // It has ended meanwhile.
    return false;
  }
}
