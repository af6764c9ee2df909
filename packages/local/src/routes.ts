// What serves and asks routes of a contract over unix sockets.
export type { Question, RoutesPlace } from './routes/admit.ts';
export { askInLines, askOnce } from './routes/ask-route.ts';
export { listenOnSocket } from './routes/listen-on-socket.ts';
export type { AskedSocket } from './routes/send-request.ts';
export { type ServedRoutes, servedRoutes } from './routes/served-routes.ts';
