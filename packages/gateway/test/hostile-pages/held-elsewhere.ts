const windows = 'the browser lets a page look into no window that is at another origin';
const links = 'a link, which asks for a page and changes nothing';
const workers = 'the browser takes workers of the own origin alone';
const paths = 'the browser takes a worker for no more than the folder that it is in';
const stores = 'the browser keeps what pages store by origin';
const dropped = 'the front door passes no such header on, whatever else is away';
const mended = 'it is answered by the next page that the reader opens, and shuts nobody out';
const sites = 'the browser takes a cookie for no host but that of the page: localhost counts as a domain of all';

/** Ways that get nowhere even where all walls between origins are away, with what holds them. */
export const heldElsewhere: Readonly<Record<string, string>> = {
  'fetch, for one origin alone': 'the browser sends nothing',
  'fetch, as if it were a page': 'the browser sends nothing',
  'fetch, with a token that it has made up': "the token is judged, and is nobody's",
  WebTransport: 'nothing here speaks HTTP/3',
  EventSource: 'nothing here answers with events',
  '<link href rel=manifest crossorigin=use-credentials>': 'the browser asks for it when somebody installs a page',
  '<link href rel=prerender>': 'the browser has given it up',
  '<link href rel=icon>': 'the browser without a window shows no icons',
  '<fencedframe src>': 'the browser takes no such address',
  '<portal src>': 'the browser has given it up',
  'rules that fetch and render ahead': 'the browser sends no cookies of another site ahead',
  'a link that downloads': links,
  'the whole page goes to the portal': links,
  'the whole page goes to the way in, with its own state': links,
  'the whole page refreshes to signing out': links,
  'a window of a known name, whose page is taken over': windows,
  'a window that goes to script after its page': windows,
  'what its window has gone through before': windows,
  'the domain of the page': 'the browser lets no page call itself localhost',
  'passkeys of the portal, asked for from here': 'the browser gives a passkey of localhost to localhost alone',
  'passwords that the browser keeps': 'the browser gives them to their origin',
  'a service worker at /lab/worker.js': paths,
  'a service worker at /.atelier/worker.js': paths,
  'a service worker of another origin': workers,
  'a worker that others share, of another origin': workers,
  'a channel that all pages of an origin hear': stores,
  'what pages of other origins have kept': stores,
  'cookies for all hosts': sites,
  'cookies that are out of reach of script': 'the cookie is HttpOnly',
  'more cookies than a browser keeps': mended,
  'cookies that no server takes': mended,
  'a cookie of its own in the place of the session': mended,
  'a page of its own where people come in': 'the front door itself answers there',
  'a header that clears all that is kept': dropped,
  'a header that sets cookies': dropped,
  'a header that reports to the portal': dropped,
  'a header that loads ahead': dropped,
  'a header of rules that load ahead': dropped,
  'a header that lets others in': dropped,
  'a header that moves the server': dropped,
  'a header that asks for a password': dropped,
  'a header that sends on': dropped,
  'other names of the machine, in a window': windows,
  'a scheme that the browser hands to a page': 'the browser asks its reader first',
};
