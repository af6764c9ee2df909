import { AwsFault, type Members, type Operation } from '../service/service.ts';

type Operations = Readonly<Record<string, Operation>>;

/** The words in which a service hands out a list in pages. */
export interface Paging {
  /** Member of the input that says where the page begins. */
  readonly from: string;
  /** Member of the output that says where the next page begins; the last page has none. */
  readonly next: string;
  /** Member of the input that says how many are wanted at most; left out: the service has none. */
  readonly most?: string;
  /** Member of the output that says whether there is more; left out: the service has none. */
  readonly isCut?: string;
  /** Code with which a place is refused that no page gave. */
  readonly refusal: string;
  /** Most on a page, whatever is asked for; left out: few. */
  readonly pageSize?: number;
}

/** So few that the lists of a small account have several pages too; AWS promises no number. */
export const fewOnPage = 3;
/** For lists as long as what stacks hold, which are asked for again and again. */
export const manyOnPage = 25;

/** Operations of which some hand out a list in pages; `lists` has the list's member of the output by action. */
export function paged(operations: Operations, lists: Readonly<Record<string, string>>, paging: Paging): Operations {
  const inPages = Object.entries(operations).map(([action, operation]): [string, Operation] => {
    const list = lists[action];
    return [action, list === undefined ? operation : cutting(operation, list, paging)];
  });
  return Object.fromEntries(inPages);
}

function cutting(operation: Operation, list: string, paging: Paging): Operation {
  return (input, world, caller) => {
    const output = operation(input, world, caller);
    return output instanceof Promise
      ? output.then((whole) => pageOf(whole, list, input, paging))
      : pageOf(output, list, input, paging);
  };
}

function pageOf(whole: Members, list: string, input: Members, paging: Paging): Members {
  const { from, next, most, isCut, refusal, pageSize = fewOnPage } = paging;
  const { [list]: items } = whole;
  if (!Array.isArray(items)) throw new Error(`${list} is not a list`);
  const start = startOf(input[from], refusal);
  const asked = most === undefined ? pageSize : Number(input[most] ?? pageSize);
  const end = start + Math.min(asked, pageSize);
  const hasMore = end < items.length;
  return {
    ...whole,
    [list]: items.slice(start, end),
    ...(hasMore ? { [next]: `from-${end}` } : {}),
    ...(isCut === undefined ? {} : { [isCut]: hasMore }),
  };
}

function startOf(place: unknown, refusal: string): number {
  if (place === undefined) return 0;
  const [, start] = /^from-(\d+)$/.exec(String(place)) ?? [];
  if (start === undefined) throw new AwsFault(refusal, `The pagination token '${place}' is not valid.`);
  return Number(start);
}
