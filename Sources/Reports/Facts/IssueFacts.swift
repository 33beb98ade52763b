package import Messages
package import Model

/// Everything a document says about its own making: who asked, from what, for when, with which program.
package struct IssueFacts: Sendable {
  /// Who or what asked for the document.
  package enum Requester: Sendable, Equatable {
    /// A schedule of this name, and what a reader calls it where the schedule says so.
    case schedule(String, title: Message? = nil)
    /// A person: the operating system's user and the reason given.
    case person(user: String, reason: String?)
  }

  /// When things truly happened; a run that was given its moment prints the days alone, so that it can be run again.
  package struct Times: Sendable, Equatable {
    /// When the document was made, by this machine's clock.
    package var issued: Instant
    /// When the snapshot was taken, by the server's clock; nil where no database was read.
    package var snapshot: Instant?

    /// Both times.
    package init(issued: Instant, snapshot: Instant?) {
      self.issued = issued
      self.snapshot = snapshot
    }
  }

  /// The days on which that happened, in the document's zone: what a document for a given moment says of its making.
  package struct Days: Sendable, Equatable {
    /// The day the document was made on, by this machine's clock.
    package var issued: CivilDate
    /// The day the snapshot was taken on, by the server's clock; nil where no database was read.
    package var snapshot: CivilDate?

    /// Both days.
    package init(issued: CivilDate, snapshot: CivilDate?) {
      self.issued = issued
      self.snapshot = snapshot
    }
  }

  /// What is known of the clock that the report's moment was read from.
  package enum Clock: Sendable, Equatable {
    /// The moment was given with `--as-of`; no clock was read.
    case given
    /// The kernel says that the clock is synchronised; the largest error it admits, in microseconds.
    case synchronised(maximumError: Int64)
    /// The kernel says that it is not.
    case unsynchronised
  }

  /// With which key the document is sealed once it is drawn, and where the archive's ledger stood before.
  package struct Seal: Sendable, Equatable {
    /// SHA-256 of the key's certificate, in DER form.
    package var fingerprint: String
    /// Whom the certificate names.
    package var subject: String
    /// Whether nobody but the key itself has signed its certificate.
    package var isSelfSigned: Bool
    /// The number and digest of the ledger's last line when the run began, as they are printed; nil for an empty ledger.
    package var ledgerHead: String?
    /// The address at which a time stamp is asked for once the document is drawn; nil where none is asked for.
    package var timeStampAuthority: String?

    /// A seal from its parts.
    package init(
      fingerprint: String, subject: String, isSelfSigned: Bool, ledgerHead: String?, timeStampAuthority: String? = nil
    ) {
      (self.fingerprint, self.subject) = (fingerprint, subject)
      (self.isSelfSigned, self.ledgerHead, self.timeStampAuthority) = (isSelfSigned, ledgerHead, timeStampAuthority)
    }
  }

  /// The document that another edition replaces.
  package struct Replaced: Sendable, Equatable {
    /// Its number.
    package var number: String
    /// Its edition, from 1.
    package var edition: Int
    /// Why it is replaced.
    package var reason: String
    /// What became of the period's rows since, by relation.
    package var changes: [RowChange]
    /// The first of the documents that it follows; nil where nothing rests on it.
    package var first: First?

    /// A document that is replaced.
    package init(number: String, edition: Int, reason: String, changes: [RowChange] = []) {
      self.number = number
      self.edition = edition
      self.reason = reason
      self.changes = changes
    }
  }

  /// What became of a relation's rows of the period between two editions.
  package struct RowChange: Sendable, Equatable {
    /// What became of them.
    package enum Kind: Sendable, Equatable {
      /// So many came.
      case more(Int64)
      /// So many are gone.
      case fewer(Int64)
      /// As many, and not the same ones.
      case others
      /// The same ones, and what they say is another.
      case changed
      /// Nothing.
      case same
      /// Nobody can tell: they were not compared, or not by the same SELECT.
      case unknown
    }

    /// Whether they are events, and not sessions.
    package var areEvents: Bool
    /// What became of them.
    package var kind: Kind

    /// A change from its parts.
    package init(areEvents: Bool, _ kind: Kind) { (self.areEvents, self.kind) = (areEvents, kind) }
  }

  /// Another server, which events and logs were read from at a moment of its own.
  package struct EventsServer: Sendable, Equatable {
    /// The server's version in words.
    package var serverVersion: String
    /// The cluster's own identifier, if the role may read it.
    package var systemIdentifier: String?
    /// The database.
    package var database: String
    /// The role that read.
    package var role: String
    /// When the snapshot was taken, by that server's clock; nil where the document's moment was given.
    package var takenAt: Instant?

    /// A server from its parts.
    package init(
      serverVersion: String, systemIdentifier: String?, database: String, role: String, takenAt: Instant?
    ) {
      self.serverVersion = serverVersion
      self.systemIdentifier = systemIdentifier
      self.database = database
      self.role = role
      self.takenAt = takenAt
    }
  }

  /// Servers that the source's own asked for rows: they share no snapshot with it.
  package struct ServersBehind: Sendable, Equatable {
    /// Their names as the source has them, `Citus` for the shards of distributed tables; at least one.
    package var names: [String]
    /// Those of which nobody can tell whether a policy hides rows there.
    package var unguarded: [String]
    /// Whether rows came through foreign tables, which no dump of the source holds.
    package var hasForeignTables: Bool

    /// Servers from their parts.
    package init(names: [String], unguarded: [String], hasForeignTables: Bool) {
      (self.names, self.unguarded, self.hasForeignTables) = (names, unguarded, hasForeignTables)
    }
  }

  /// Where the rows came from.
  package struct Source: Sendable {
    /// The name in the configuration.
    package var name: String
    /// The system's folder name and title.
    package var system: String
    /// What the application is called.
    package var title: Message
    /// The server's version in words.
    package var serverVersion: String
    /// The cluster's own identifier, if the role may read it.
    package var systemIdentifier: String?
    /// The database.
    package var database: String
    /// The role that read.
    package var role: String
    /// Canonical columns the source has not, as `relation.column`.
    package var missingColumns: [SourceColumn]
    /// SHA-256 of each query's text, by relation.
    package var queryDigests: [(relation: String, digest: String)]
    /// What the SELECTs were given beside window and zone, by name.
    package var parameters: [String: String]
    /// Whether the application deletes the row of a session that ended.
    package var deletesSessions: Bool
    /// Large tables that were read whole because whoever started the run allowed it, as SQL writes them.
    package var allowedScans: [String]
    /// Servers that rows came from through the source's own; nil where all rows are its own.
    package var behind: ServersBehind?
    /// The other server that events were read from; nil where they are of the same snapshot as sessions.
    package var events: EventsServer?

    /// What is kept of rows the application deletes; nil where no history is read.
    package var history: KeptHistory?
    /// The names of all sources, where the document is over all of them and none was read; nil where it is of one.
    package var allOf: [String]?

    /// The history of rows that the application deletes.
    package struct KeptHistory: Sendable, Equatable {
      /// Since when it is kept, by the server's clock.
      package var since: Instant
      /// Whether something of it was lost since then, or it is not kept as it should be.
      package var isBroken: Bool

      /// A history since a moment.
      package init(since: Instant, isBroken: Bool) {
        self.since = since
        self.isBroken = isBroken
      }
    }

    /// A source from its parts.
    package init(
      name: String, system: String, title: Message, serverVersion: String, systemIdentifier: String?,
      database: String, role: String, missingColumns: [SourceColumn],
      queryDigests: [(relation: String, digest: String)], parameters: [String: String] = [:],
      deletesSessions: Bool = false, allowedScans: [String] = [], events: EventsServer? = nil,
      history: KeptHistory? = nil
    ) {
      self.name = name
      self.system = system
      self.title = title
      self.serverVersion = serverVersion
      self.systemIdentifier = systemIdentifier
      self.database = database
      self.role = role
      self.missingColumns = missingColumns
      self.queryDigests = queryDigests
      self.parameters = parameters
      self.deletesSessions = deletesSessions
      self.allowedScans = allowedScans
      self.events = events
      self.history = history
    }
  }

  /// The document number, `2026/OTR-000123`.
  package var number: String
  /// The edition, from 1.
  package var edition: Int
  /// The language of the document.
  package var language: Language
  /// The zone of periods, days and printed times.
  package var zone: Zone
  /// The version of the time-zone data, if the system says.
  package var tzdataVersion: String?
  /// The period.
  package var period: Period
  /// The moment the document speaks from: what is counted ends here, what is open is measured up to here.
  package var asOf: Instant
  /// When the document was made and its rows read; nil where the moment was given with `--as-of`.
  package var times: Times?
  /// The days of that, in every document.
  package var days: Days
  /// What is known of the clock.
  package var clock: Clock
  /// Who asked.
  package var requester: Requester
  /// Users the document is limited to; empty means all.
  package var users: [String]
  /// The persons that means, as far as the source knows them.
  package var subjects: [Identifier]
  /// Rows of other users that were read and left aside, where the document is limited to some.
  package var filteredRows: Int
  /// The run, in the form of a UUID, derived from what the run was given.
  package var runID: String
  /// Program and version.
  package var software: String
  /// The controller.
  package var controller: Controller
  /// The source.
  package var source: Source

  /// Whether the night it was due had passed without it.
  package var isLate: Bool
  /// The document that this one replaces; only editions after the first have one.
  package var replaces: Replaced?
  /// With which key it is sealed; nil where it is not.
  package var seal: Seal?

  /// The question that it answers; nil where nobody asked one.
  package var question: Question?

  /// Where the clear list of the persons of a breach is, or why there is none; nil in all other documents.
  package var personsAnnex: PersonsAnnex?

  /// What an answer to an authority states of its making; nil in all other documents.
  package var authority: AuthorityFacts?

  /// Facts from their parts.
  package init(
    number: String, edition: Int, language: Language, zone: Zone, tzdataVersion: String?, period: Period,
    asOf: Instant, times: Times?, days: Days, clock: Clock, requester: Requester, users: [String],
    subjects: [Identifier] = [], filteredRows: Int, runID: String, software: String, controller: Controller,
    source: Source, isLate: Bool = false, replaces: Replaced? = nil, seal: Seal? = nil
  ) {
    self.number = number
    self.edition = edition
    self.language = language
    self.zone = zone
    self.tzdataVersion = tzdataVersion
    self.period = period
    self.asOf = asOf
    self.times = times
    self.days = days
    self.clock = clock
    self.requester = requester
    self.users = users
    self.subjects = subjects
    self.filteredRows = filteredRows
    self.runID = runID
    self.software = software
    self.controller = controller
    self.source = source
    self.isLate = isLate
    self.replaces = replaces
    self.seal = seal
  }

  /// The number of the approval of clear values; nil where none was asked for.
  package var approval: String?
  /// The document with the same rows under pseudonyms, or in clear; nil where there is none.
  package var twin: Twin?

  /// Whether rows are left out that do not match what was asked for.
  package var isLimited: Bool { !users.isEmpty || question?.isLimited == true }

  /// Whether it is what a data subject is given, who runs no rules and maps no words.
  package var isForSubject: Bool { if case .subject = question?.matter { true } else { false } }

  /// The moment counting ends: the period's end, or the report's moment when that is earlier.
  package var countedUntil: Instant { min(period.to, asOf) }

  /// The name of the document's files, `2026-OTR-000123`.
  package var fileStem: String { String(number.map { $0 == "/" ? "-" : $0 }) }
}

/// The data controller's identity block, from the configuration; empty texts are left out of documents.
package struct Controller: Sendable, Equatable {
  /// The legal name.
  package var name = ""
  /// The address.
  package var address = ""
  /// The MERSİS number, 16 digits.
  package var mersis = ""
  /// The tax number, 10 digits.
  package var vkn = ""
  /// The registered e-mail address.
  package var kep = ""
  /// The VERBİS registration.
  package var verbis = ""
  /// The contact for data protection: name, mail, telephone.
  package var contact = ""

  /// An empty block.
  package init() {}
}
