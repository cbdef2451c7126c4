/** Limits of a room. Per person and room, never by address: a workshop shares one. */
export const limits = {
  /** Bytes of waiting frames that start a tick at once: about what one frame to everybody should hold. */
  tickBytes: 64 * 1024,
  /** Bytes of frames in one tick at most: some thousand updates, answered in about 50 ms. */
  tickMost: 256 * 1024,
  /** A tick takes nothing more after so long, in ms; and lets others have the loop this often. */
  tickTime: 25,
  breath: 8,
  /** What one person may take before what is nobody's and came later goes first, in ms. */
  tickShare: 4,
  /** What one person may take of the loop, in ms: the work of hours comes back in a burst. */
  workPerSecond: 200,
  workBurst: 1500,
  /**
   * The same of all who came by one code, however many selves somebody makes of it. Thirty people of a
   * workshop who write at once take a tenth of that.
   */
  workPerSecondByCode: 400,
  workBurstByCode: 3000,
  /**
   * What comes no faster than somebody types goes before all else of its code, in updates, of which each
   * counts as one more for so many bytes. When the code has taken its share, a little of that has another
   * one, in ms: of each, and of all together, so that sixty selves who seem to type do not have the loop.
   */
  typedPerSecond: 10,
  typedBurst: 30,
  typedBytes: 2048,
  typingPerSecond: 40,
  typingBurst: 200,
  typingPerSecondByCode: 300,
  typingBurstByCode: 1000,
  /** Whoever owes so much wants much: a tick with others' keys in it takes no more of that after so long, in ms. */
  workMuch: 100,
  tickMuch: 5,
  /** What one person may have waiting before their sockets are read no further; they are from half of it on. */
  laneHeard: 256,
  laneHeardBytes: 4 * 1024 * 1024,
  /** What one person may have waiting: a page that writes through a minute of a failing journal. */
  laneWorks: 4000,
  laneBytes: 24 * 1024 * 1024,
  /**
   * As much may wait of all who came by one code; then of each only what somebody types in half a minute
   * for which others of the code keep them waiting. More than is heard of one, or whoever types would be
   * sent away before they are read no further.
   */
  codeWorks: 8000,
  laneWorksThen: 1000,
  /** What one person may have open in one field, as pieces and as suggestions. */
  openPieces: 6000,
  openSuggestions: 500,
  /**
   * Pieces of text that one person has put back, moved or copied in a commitment. Everybody who comes is
   * told of each; an undo of a whole field of many small changes is some hundred.
   */
  origins: 10_000,
  /**
   * Characters that one person brings into a commitment, those that they take out again, too: the room
   * keeps all of them. Whole sections pasted a hundred times, then a whole section every few minutes;
   * and of all who came by one code together, four times that. When that is used up each of them goes on
   * with what somebody types.
   */
  charactersPerSecond: 50,
  charactersBurst: 5_000_000,
  charactersPerSecondByCode: 200,
  charactersBurstByCode: 20_000_000,
  charactersPerSecondTyped: 10,
  charactersBurstTyped: 5000,
  /** Ids that one person takes up: one pair a page, one more each time a scribe speaks for another. */
  idsPerSecond: 0.5,
  idsBurst: 200,
  /** The longest rest between two ticks, in ms: under load updates share frames, and nobody notices. */
  longestRest: 50,
  /** Connections per ms of rest: a small room hardly rests, 200 people rest 50 ms. */
  connectionsPerRest: 4,
  /** Waiting bytes while the journal fails; beyond, a sender keeps its words and comes back later. */
  queueBytes: 32 * 1024 * 1024,
  /** Frames per second and in one burst: fast typing with presence is 30, a replica's catching up more. */
  framesPerSecond: 200,
  framesBurst: 2000,
  /** Bytes likewise; the burst holds several of the largest frames. */
  bytesPerSecond: 512 * 1024,
  bytesBurst: 16 * 1024 * 1024,
  /** How often a person's replicas may differ and be noted in the log: a page gives up after four. */
  incidentsPerSecond: 1 / 60,
  incidentsBurst: 10,
  /** A socket that holds this much unsent is passed over until it has drained to the second number. */
  buffered: 1024 * 1024,
  drained: 64 * 1024,
  /** What a slow reader may miss of the room's messages before it is given up, in bytes. */
  missed: 8 * 1024 * 1024,
  /** Looks after slow readers this often, and gives one up after the second number; in ms. */
  slowCheck: 250,
  slowest: 30_000,
  /** A caret and a mode are small; in characters of JSON. */
  presence: 1024,
  /** The same as it comes, in bytes: other clients tell more of themselves, and nothing is done with that. */
  presenceJson: 16 * 1024,
  /** Other clients send what they have heard of everybody back; a longer frame of it is passed over. */
  presenceFrame: 64 * 1024,
  /** A page knows of so many more clients than the room, at most: what it has written and not brought yet. */
  clientsMore: 1000,
  /** A page counts its carets by ones: more than these are none, and would outlast whoever said them. */
  presenceClock: 2 ** 31,
  /** Pages whose ids are kept for them while they are away. */
  presenceIds: 10_000,
  /** Presence is spread about 8 times a second; in ms. */
  presenceRest: 125,
  /** How long an act that was asked for over HTTP waits for a failing journal, in ms. */
  actPatience: 1500,
  /** Waits between attempts to write a failing journal, in ms. */
  retryFirst: 100,
  retryLongest: 5000,
  /** Longer than a slow network needs to tell a page that a section has closed, in ms. */
  grace: 5000,
  /** How long a closing server goes on trying to write, in ms. */
  closing: 5000,
  /** Entries after which a snapshot is worth its bytes: a tail of this length loads in a few ms. */
  snapshotEvery: 500,
  /** Entries whose events a room remembers, for pages that come back. */
  remembered: 1000,
  /** So many more are read for a page that has been away; for who was away longer the record is shorter. */
  readAgain: 3000,
} as const
