import Documents
import Files
import Intake
package import Messages
import Model

/// `tutanak source new`: looks at a database's tables and writes the folder of a system that a person then corrects.
package struct SourceDraft: Sendable {
  private let name: String
  private let connection: String
  private let passfile: String?
  private let folder: String
  private let language: Language

  /// A draft called `name`, of the database behind a connection string without secrets, in a folder that is not there yet;
  /// without one it is `./<name>`.
  package init(name: String, connection: String, passfile: String?, folder: String?, language: Language) throws {
    guard name.utf8.first != UInt8(ascii: "."), !name.isEmpty,
      name.utf8.allSatisfy({ SQLFile.isInName($0) || $0 == UInt8(ascii: "-") })
    else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "kaynağın adında yalnız harf, rakam, “-” ve “_” olabilir.",
          en: "a source's name has letters, digits, “-” and “_” only."))
    }
    (self.name, self.connection, self.passfile, self.language) = (name, connection, passfile, language)
    self.folder = folder ?? "./" + name
  }

  /// Looks at the database, writes the folder, and says what to do with it.
  ///
  /// - Throws: what connecting throws; ``Failure`` where nothing looks like sessions or events, or the folder is there.
  package func write() throws -> RunResult {
    guard !Folder.exists(folder), !InputFile.exists(folder) else {
      throw Failure(
        .cannotCreate,
        Message(
          tr: "\(folder) zaten var; hiçbir şeyin üzerine yazılmaz. --folder ile başka bir yer gösterin.",
          en: "\(folder) is there already; nothing is overwritten. Name another place with --folder."))
    }
    var address = try SourceAddress(connection, allowsSecrets: false)
    address.passfile = passfile
    let source = try SourceConnection.open(address)
    let proposal = try SystemProposal(on: source)
    guard proposal.relations.contains(where: { $0.relation == .sessions || $0.relation == .events }) else {
      throw Failure(.badData, nothingFound(proposal, source.snapshot))
    }
    var result = RunResult()
    try Folder.create(folder)
    for relation in proposal.relations {
      try write(relation.relation.fileName, relation.sql(in: language))
      result.remarks.append(Message(verbatim: "\(folder)/\(relation.relation.fileName): \(relation.table)"))
      result.remarks += relation.doubts.dropFirst().map { Message(verbatim: "  ") + $0 }
    }
    try write("system.yaml", yaml(proposal, database: source.snapshot.database))
    result.remarks += absent(proposal) + obstacles(proposal, role: source.snapshot.role)
    let system = try SourceSystem(folder: folder)
    let window = Window(from: source.snapshot.takenAt, to: source.snapshot.takenAt, zone: "UTC")
    for relation in Relation.allCases {
      // What the server does not take is left for the person, who is told.
      let description = try source.attempt {
        try RelationDescription(relation, of: system, window: window, on: source)
      }
      result.remarks += description?.problems.map { Message(verbatim: "! ") + $0.message } ?? []
    }
    result.remarks += next
    return result
  }

  private func write(_ file: String, _ text: String) throws {
    var output = try OutputFile(at: folder + "/" + file)
    try output.append(text)
    try output.commit()
  }

  private func yaml(_ proposal: SystemProposal, database: String) -> String {
    let head = Message(
      tr: "# \(database) veritabanının tablolarından önerildi; “?” bir karar bekler, tahminler işaretlidir.",
      en: "# Proposed from the tables of \(database); a “?” waits for a decision, guesses are marked.")
    let isName = proposal.relations.contains { $0.hasNamesAsKeys }
    let quoted = JSONValue.quoted(name)
    var lines = [
      Self.inOneLine(head[language]), "title: { tr: \(quoted), en: \(quoted) }", "user_key: \(isName ? "name" : "id")",
    ]
    if proposal.relations.contains(where: { $0.relation == .sessions }) {
      let deletes = Message(
        tr: "uygulama biten oturumun satırını siliyorsa; belgeler bunu söyler",
        en: "where the application deletes the row of a session that ended; documents say so")
      lines.append("# deletes_sessions: true    # \(deletes[language])")
    }
    let words = proposal.relations.reduce(into: [:]) { $0.merge($1.words) { $1 } }
    lines += mapping("events", words[.event(.type)]) { WordGuess.eventType($0)?.rawValue }
    lines += mapping("reasons", words[.event(.reason)]) { WordGuess.failureReason($0)?.rawValue }
    lines += mapping("statuses", words[.session(.status)]) { WordGuess.status($0)?.rawValue }
    lines += mapping("end_reasons", words[.session(.endReason)]) { WordGuess.endReason($0)?.rawValue }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The words of a column under their key: guessed ones as mappings, the others as comments that wait.
  private func mapping(
    _ key: String, _ words: [(word: String, count: Int)]?, _ guess: (String) -> String?
  ) -> [String] {
    guard let words, !words.isEmpty else { return [] }
    let lines = words.map { word, count in
      let rows = Message(tr: "\(count) satır", en: count == 1 ? "1 row" : "\(count) rows")[language]
      guard let meaning = guess(word) else { return "  # \(JSONValue.quoted(word)): ?    # \(rows)" }
      let mark = Message(tr: "tahmin", en: "a guess")[language]
      return "  \(JSONValue.quoted(word)): \(meaning)    # \(rows), \(mark)"
    }
    let hasGuess = lines.contains { !$0.hasPrefix("  #") }
    return ["", hasGuess ? "\(key):" : "# \(key):"] + lines
  }

  /// A comment ends with its line, whatever a name holds.
  private static func inOneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private func absent(_ proposal: SystemProposal) -> [Message] {
    [Relation.sessions, .events, .users].filter { relation in
      !proposal.relations.contains { $0.relation == relation }
    }.map {
      Message(
        tr: "! \($0.fileName): hiçbir tablo buna benzemiyor; varsa SELECT'i siz yazın.",
        en: "! \($0.fileName): no table looks like it; write the SELECT yourself if there is one.")
    }
  }

  private func obstacles(_ proposal: SystemProposal, role: String) -> [Message] {
    proposal.unreadable.map {
      Message(
        tr: "! \($0) benziyor, ama okunamıyor: “GRANT SELECT ON \($0) TO \(role);” (veya yalnız gereken sütunlar)",
        en: "! \($0) looks likely and cannot be read: “GRANT SELECT ON \($0) TO \(role);” (or only the columns needed)")
    }
  }

  private func nothingFound(_ proposal: SystemProposal, _ snapshot: SourceSnapshot) -> Message {
    obstacles(proposal, role: snapshot.role).reduce(
      Message(
        tr: "\(snapshot.database): \(snapshot.role) rolünün okuyabildiği hiçbir tablo oturum veya olay kaydına "
          + "benzemiyor. SELECT'leri elle yazın (docs/your-own-system.md).",
        en: "\(snapshot.database): no table that \(snapshot.role) may read looks like sessions or events. Write the "
          + "SELECTs by hand (docs/your-own-system.md).")
    ) { $0 + $1 }
  }

  private var next: [Message] {
    let place = folder.utf8.first == UInt8(ascii: "/") || folder.hasPrefix("./") ? folder : "./" + folder
    let lines =
      [
        "  \(name):", "    system: \(JSONValue.quoted(place))", "    connection: \(JSONValue.quoted(connection))",
      ] + (passfile.map { ["    passfile: \(JSONValue.quoted($0))"] } ?? [])
    return [
      Message(
        tr: "tutanak.yaml içinde “sources:” altına:", en: "for tutanak.yaml, below “sources:”:")
    ] + lines.map { Message(verbatim: $0) } + [
      Message(
        tr: "Sonra dosyaları okuyup düzeltin ve “tutanak source check \(name)” çalıştırın.",
        en: "Then read and correct the files, and run “tutanak source check \(name)”.")
    ]
  }
}
