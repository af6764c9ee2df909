/** A file that is held open, and the path at which it is seen. */
export interface OpenFile {
  readonly path: string;
  readonly handle: { readonly fd: number };
}

/** A folder, and the path at which it is seen. */
export interface PlacedFolder {
  readonly path: string;
  readonly at: string;
  readonly may: 'read' | 'write';
}

/** An account that the machine has no name for; its ids are given to nobody else. */
export interface SandboxAccount {
  /** What programs in the sandbox take its name for. */
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** Of what it shares with others. */
  readonly groups: readonly number[];
  /** Processes and threads that it may have at one time. */
  readonly mostProcesses: number;
}

/** Rights of a process that we start: what it may see and do; everything else is closed to it. */
export interface Sandbox {
  /** Names its scratch folder; of two processes with one name the later finds it empty. */
  readonly name: string;
  /** Files and folders besides the programs and libraries that every sandbox sees. */
  readonly readOnly?: readonly string[];
  readonly readWrite?: readonly string[];
  /** Folders that are seen elsewhere than they are; only where namespaces are. */
  readonly placed?: readonly PlacedFolder[];
  /** Files that are open already: seen at their paths as they were then, whatever has been put there since. */
  readonly opened?: readonly OpenFile[];
  /** Targets that it may connect to: nothing, unix sockets that it sees, or also itself over the internet protocols. */
  readonly reach: 'nothing' | 'sockets' | 'loopback';
  /** Whether it may start other programs. */
  readonly processes: 'one' | 'many';
  /** Whom it runs as; default: whoever starts it. Only for root, and only where namespaces are. */
  readonly account?: SandboxAccount;
  /** Most private memory; default: no limit of its own. */
  readonly memoryMiB?: number;
  /** The largest file that it may write; default: no limit of its own. */
  readonly fileMiB?: number;
  /** How far it stands back where processors are wanted by others too; default: not at all. */
  readonly niceness?: number;
  /** Folder of the group of processes that it joins; default: that of whoever starts it. */
  readonly cgroup?: string;
}
