/** Projects and sockets behind a door; asked anew for each request, so that what is deployed meanwhile is there. */
export interface DoorTargets {
  readonly projects: () => readonly string[];
  /** Unix socket of tracking; a request is given the workspace of its project. */
  readonly trackingSocket: string;
  /** Unix sockets of what is deployed now. */
  readonly endpoints: () => readonly EndpointTarget[];
}

export interface EndpointTarget {
  readonly project: string;
  readonly endpoint: string;
  readonly socket: string;
}
