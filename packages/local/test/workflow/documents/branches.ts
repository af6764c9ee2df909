import { ask, branch, type DocumentCase, task } from './document-case.ts';

const end = { End: true };

/** Documents that do several things at once. */
export const branches: readonly DocumentCase[] = [
  {
    what: 'the lines of an order, at most two at once',
    document: branch('Lines', {
      Lines: {
        Type: 'Map',
        ItemsPath: '$.lines',
        MaxConcurrency: 2,
        ItemSelector: { 'left.$': '$$.Map.Item.Value.price', 'right.$': '$.postage' },
        ItemProcessor: branch('Price', { Price: task('add', end) }),
        ResultPath: '$.prices',
        Next: 'Total',
      },
      Total: { Type: 'Pass', InputPath: '$.prices', ...end },
    }),
    input: { postage: 5, lines: [{ price: 10 }, { price: 20 }, { price: 30 }] },
    ends: { output: [15, 25, 35] },
    states: { Lines: '1/1/0/0', Price: '3/3/0/0' },
    hears: ['Lines: 0 of 3 items', 'Price: item 1 of 3: Price', 'Lines: 3 of 3 items'],
  },
  {
    what: 'three lookups at once, of which some data is kept',
    document: branch('Look up', {
      'Look up': {
        Type: 'Parallel',
        Branches: [
          branch('Address', { Address: task('echo', { Parameters: { street: 'Main' }, ...end }) }),
          branch('Credit', { Credit: task('echo', { Parameters: { 'limit.$': '$.wish' }, ...end }) }),
          branch('Rest', { Rest: { Type: 'Wait', Seconds: 5, Next: 'History' }, History: { Type: 'Succeed' } }),
        ],
        ResultSelector: { 'street.$': '$[0].street', 'limit.$': '$[1].limit' },
        ...end,
      },
    }),
    input: { wish: 900 },
    ends: { output: { street: 'Main', limit: 900 } },
    states: { 'Look up': '1/1/0/0', Address: '1/1/0/0', Credit: '1/1/0/0', Rest: '1/0/0/0' },
    hears: ['Look up: 0 of 3 branches', 'Address: Address', 'Look up: 3 of 3 branches'],
  },
  {
    what: 'parcels of which one is too heavy and is set aside',
    document: branch('Parcels', {
      Parcels: {
        Type: 'Map',
        ItemProcessor: branch('Weigh', {
          Weigh: task('weigh', {
            Catch: [{ ErrorEquals: ['Work.TooHeavy'], ResultPath: '$.why', Next: 'Set aside' }],
            ...end,
          }),
          'Set aside': { Type: 'Pass', Parameters: { 'set aside.$': '$.why.Cause' }, ...end },
        }),
        ...end,
      },
    }),
    input: [{ grams: 50 }, { grams: 5000 }, { grams: 500 }],
    ends: { output: [{ grams: 50, isLight: true }, { 'set aside': '5000 g' }, { grams: 500, isLight: false }] },
    states: { Parcels: '1/1/0/0', Weigh: '3/3/1/0' },
    hears: ['Weigh: item 2 of 3: failed with Work.TooHeavy; goes on with Set aside', 'Parcels: 3 of 3 items'],
  },
  {
    what: 'two checks of which one fails the whole',
    document: branch('Checks', {
      Checks: {
        Type: 'Parallel',
        Branches: [
          branch('Slow check', {
            'Slow check': task('echo', { Next: 'Long rest' }),
            'Long rest': { Type: 'Wait', Seconds: 9, ...end },
          }),
          branch('Strict check', {
            'Strict check': task('fail', { Parameters: { error: 'Work.Unfit', cause: 'two tables differ' }, ...end }),
          }),
        ],
        Catch: [{ ErrorEquals: ['Work.Unfit'], ResultPath: '$.found', Next: 'Tell' }],
        ...end,
      },
      Tell: task('echo', { InputPath: '$.found', ResultPath: '$.told', Next: 'Unfit' }),
      Unfit: { Type: 'Fail', Error: 'Checks.Failed', CausePath: '$.told.Cause' },
    }),
    input: {},
    ends: { failed: ['Checks.Failed', 'two tables differ'] },
    states: { Checks: '1/1/1/0', Tell: '1/1/0/0', 'Strict check': '1/1/0/1' },
    hears: ['Checks: 0 of 2 branches', 'Checks: failed with Work.Unfit; goes on with Tell', 'Tell: Tell'],
  },
  {
    what: 'shops with shelves with goods: maps within a parallel within a map',
    document: branch('Shops', {
      Shops: {
        Type: 'Map',
        ItemProcessor: branch('Shop', {
          Shop: {
            Type: 'Parallel',
            Branches: [
              branch('Shelves', {
                Shelves: {
                  Type: 'Map',
                  ItemsPath: '$.shelves',
                  ItemProcessor: branch('Goods', {
                    Goods: {
                      Type: 'Map',
                      ItemProcessor: branch('Count', {
                        Count: task('add', { Parameters: { 'left.$': '$', right: 1 }, ...end }),
                      }),
                      ...end,
                    },
                  }),
                  ...end,
                },
              }),
              branch('Door', { Door: { Type: 'Pass', Result: 'open', ...end } }),
            ],
            ...end,
          },
        }),
        ...end,
      },
    }),
    input: [{ shelves: [[1, 2], [3]] }, { shelves: [[]] }, { shelves: [] }],
    ends: {
      output: [
        [[[2, 3], [4]], 'open'],
        [[[]], 'open'],
        [[], 'open'],
      ],
    },
    states: { Shops: '1/1/0/0', Shop: '3/3/0/0', Shelves: '3/3/0/0', Goods: '3/3/0/0', Count: '3/3/0/0' },
    hears: ['Shops: 0 of 3 items', 'Count: item 1 of 3: item 1 of 2: item 2 of 2: Count', 'Shops: 3 of 3 items'],
  },
  {
    what: 'a question to each member of a board',
    document: branch('Members', {
      Members: {
        Type: 'Map',
        ItemSelector: { 'who.$': '$$.Map.Item.Value', 'nth.$': '$$.Map.Item.Index' },
        ItemProcessor: branch('Vote', { Vote: ask({ 'answer.$': '$.nth', 'by.$': '$.who' }, end) }),
        ...end,
      },
    }),
    input: ['person ann', 'person bob', 'person cem'],
    ends: { output: [0, 1, 2] },
    states: { Members: '1/1/0/0', Vote: '3/3/0/0' },
    hears: ['Vote: item 3 of 3: waits for an answer', 'Members: 3 of 3 items'],
  },
  {
    what: 'a parallel that is tried again as a whole, and then done',
    document: branch('Both', {
      Both: {
        Type: 'Parallel',
        Branches: [
          branch('Steady', { Steady: task('echo', { Parameters: { 'retries.$': '$$.State.RetryCount' }, ...end }) }),
          branch('Shaky', {
            Shaky: task('flaky', {
              Parameters: { failures: 2, value: 'held' },
              Retry: [{ ErrorEquals: ['Work.Busy'], MaxAttempts: 2 }],
              ...end,
            }),
          }),
        ],
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 60, MaxAttempts: 1 }],
        ...end,
      },
    }),
    input: {},
    ends: { output: [{ retries: 0 }, 'held'] },
    states: { Both: '1/1/0/0', Steady: '1/1/0/0', Shaky: '1/3/0/0' },
    hears: ['Shaky: tries again in 1 s: attempt 1', 'Shaky: tries again in 2 s: attempt 2', 'Both: 2 of 2 branches'],
  },
  {
    what: 'a loop over what is left, without anything that takes time',
    document: branch('Begin', {
      Begin: { Type: 'Pass', Result: [1, 2, 3], ResultPath: '$.left', Next: 'Any?' },
      'Any?': { Type: 'Choice', Choices: [{ Variable: '$.left[0]', IsPresent: true, Next: 'Take' }], Default: 'None' },
      Take: task('echo', {
        Parameters: { 'first.$': '$.left[1]' },
        ResultPath: '$.taken',
        Retry: [],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'None' }],
        Next: 'Empty',
      }),
      Empty: { Type: 'Pass', Result: [], ResultPath: '$.left', Next: 'Any?' },
      None: { Type: 'Succeed', OutputPath: '$.taken.first' },
    }),
    input: {},
    ends: { output: 2 },
    states: { 'Any?': '2/0/0/0', Take: '1/1/0/0' },
    hears: ['Any?: goes on with Take', 'Any?: goes on with None'],
  },
];
