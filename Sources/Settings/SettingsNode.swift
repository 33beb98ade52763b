internal import Files
package import Messages
internal import Yams

/// A value in a YAML file that knows where it stands, so that every complaint can name file, line and column.
package struct SettingsNode: Sendable {
  /// The file it stands in.
  package let file: String
  /// The keys that lead to it, such as `sources.back-office.zone`; empty for the whole file.
  package var path: String { parent.isEmpty ? name : parent + "." + name }
  /// The line, from 1.
  package let line: Int
  /// The column, from 1.
  package let column: Int
  /// The keys that lead to what it stands in, and its own: put together only for a complaint.
  private let parent: String
  private let name: String
  private let content: Content

  private indirect enum Content: Sendable {
    case scalar(String, isPlainNullOrBool: Bool)
    case list([SettingsNode])
    case mapping([(key: SettingsNode, value: SettingsNode)])
  }

  /// Reads a YAML file; one that cannot be read is an error of the settings as well.
  package init(file: String) throws(SettingsError) {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try InputFile.beginning(of: file, upTo: SettingsText.limit + 1)
    } catch {
      throw SettingsError(file: file, problem: error.problem)
    }
    try self.init(yaml: String(decoding: bytes, as: UTF8.self), file: file)
  }

  /// Reads a YAML text; `file` is what complaints call it.
  package init(yaml: String, file: String) throws(SettingsError) {
    // An empty file is a mapping without keys.
    let node = try SettingsText.compose(yaml, file: file) ?? .mapping(Node.Mapping([]))
    try self.init(node, file: file, parent: "", name: "", depth: 0)
  }

  /// The value that stands nowhere, for settings that no file has.
  package init(absentFrom file: String) {
    (self.file, parent, name, line, column) = (file, "", "", 1, 1)
    content = .scalar("", isPlainNullOrBool: true)
  }

  private init(_ node: Node, file: String, parent: String, name: String, depth: Int) throws(SettingsError) {
    self.file = file
    (self.parent, self.name) = (parent, name)
    line = node.mark?.line ?? 1
    column = node.mark?.column ?? 1
    guard depth <= SettingsText.depthLimit else {
      throw SettingsError(
        file: file, line: line, column: column,
        problem: Message(
          tr: "iç içe \(SettingsText.depthLimit) düzeyden fazlası okunmaz.",
          en: "more than \(SettingsText.depthLimit) levels within each other are not read."))
    }
    lazy var path = parent.isEmpty ? name : parent + "." + name
    func child(_ node: Node, _ name: String) throws(SettingsError) -> SettingsNode {
      try SettingsNode(node, file: file, parent: path, name: name, depth: depth + 1)
    }
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain && SettingsText.nullsAndBools.contains(scalar.string)
      content = .scalar(scalar.string, isPlainNullOrBool: isPlain)
    case .sequence(let sequence):
      var nodes: [SettingsNode] = []
      nodes.reserveCapacity(sequence.count)
      for (index, element) in sequence.enumerated() { nodes.append(try child(element, String(index + 1))) }
      content = .list(nodes)
    case .mapping(let mapping):
      var entries: [(key: SettingsNode, value: SettingsNode)] = []
      entries.reserveCapacity(mapping.count)
      for (key, value) in mapping { entries.append((try child(key, ""), try child(value, key.string ?? "?"))) }
      content = .mapping(entries)
    case .alias:
      content = .scalar("", isPlainNullOrBool: true)
    }
  }

  /// An error at this value.
  package func error(_ problem: Message) -> SettingsError {
    SettingsError(file: file, line: line, column: column, problem: problem)
  }

  /// The value as a mapping with the given keys only.
  package func mapping(_ keys: [String]) throws(SettingsError) -> SettingsMapping {
    let entries = try self.entries()
    for entry in entries where !keys.contains(entry.key.text ?? "") {
      let name = entry.key.text ?? "?"
      let known = keys.sorted().joined(separator: ", ")
      let unknown = Message(
        tr: "“\(name)” bilinmeyen bir anahtar (\(place)).", en: "“\(name)” is an unknown key (\(place)).")
      let listed = Message(tr: "Geçerli anahtarlar: \(known).", en: "Valid keys: \(known).")
      let question = Suggestion.question(for: name, among: keys)
      throw entry.key.error(question.map { unknown + $0 + listed } ?? unknown + listed)
    }
    return SettingsMapping(node: self, entries: entries.map { ($0.key.text ?? "", $0.value) })
  }

  /// The value as a mapping with any keys, in the order they stand.
  package func entries() throws(SettingsError) -> [(key: SettingsNode, value: SettingsNode)] {
    guard case .mapping(let entries) = content else {
      throw wrongType(tr: "anahtar: değer satırları", en: "key: value lines")
    }
    return entries
  }

  /// The value as a list.
  package func list() throws(SettingsError) -> [SettingsNode] {
    guard case .list(let nodes) = content else { throw wrongType(tr: "bir liste", en: "a list") }
    return nodes
  }

  /// The value as a text; numbers are taken as they are written.
  package func string() throws(SettingsError) -> String {
    guard case .scalar(let text, isPlainNullOrBool: false) = content, !text.isEmpty else {
      throw wrongType(tr: "bir metin", en: "a text")
    }
    return text
  }

  /// The value as a whole number within a range.
  package func integer(in range: ClosedRange<Int>, unit: String = "") throws(SettingsError) -> Int {
    guard case .scalar(let text, _) = content, let number = Int(Self.number(text, without: unit)),
      range.contains(number)
    else {
      throw wrongType(
        tr: "\(range.lowerBound) ile \(range.upperBound) arasında bir tam sayı",
        en: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// `500 km` as `500`: numbers may be written as reports print them.
  private static func number(_ text: String, without unit: String) -> Substring {
    guard !unit.isEmpty, text.hasSuffix(unit) else { return text[...] }
    let number = text.dropLast(unit.count)
    return number.last == " " ? number.dropLast() : number
  }

  /// The value as `true` or `false`.
  package func bool() throws(SettingsError) -> Bool {
    guard case .scalar(let text, isPlainNullOrBool: true) = content, text == "true" || text == "false" else {
      throw wrongType(tr: "true veya false", en: "true or false")
    }
    return text == "true"
  }

  /// The value as one of an enumeration's raw values.
  package func choice<Choice: RawRepresentable & CaseIterable>(
    of type: Choice.Type
  ) throws(SettingsError) -> Choice where Choice.RawValue == String {
    let names = Choice.allCases.map(\.rawValue)
    guard case .scalar(let text, _) = content, let choice = Choice(rawValue: text) else {
      let problem = wrongType(
        tr: "şunlardan biri: " + names.joined(separator: ", "), en: "one of " + names.joined(separator: ", "))
      guard let text, let question = Suggestion.question(for: text, among: names) else { throw problem }
      throw error(problem.problem + question)
    }
    return choice
  }

  /// The value as a length of time such as `10s`, `5m`, `2h` or `90d`, in microseconds.
  package func duration() throws(SettingsError) -> Int64 {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard case .scalar(let text, _) = content, let unit = text.last.flatMap({ units[$0] }),
      let count = Int64(text.dropLast()), (0...100_000).contains(count)
    else { throw wrongType(tr: "10s, 5m, 2h veya 90d gibi bir süre", en: "a duration like 10s, 5m, 2h or 90d") }
    return count * unit * 1_000_000
  }

  /// The value as an amount of storage such as `512MiB` or `2GiB`, in bytes.
  package func byteCount() throws(SettingsError) -> Int {
    let units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40)]
    if case .scalar(let text, _) = content {
      for (unit, factor) in units where text.hasSuffix(unit) {
        if let count = Int(text.dropLast(unit.count)), (0...1_000_000).contains(count) { return count * factor }
      }
      if text == "0" { return 0 }
    }
    throw wrongType(tr: "512MiB veya 2GiB gibi bir boyut", en: "a size like 512MiB or 2GiB")
  }

  /// The text of a scalar, whatever its type; nil for lists and mappings.
  package var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  private var place: String { path.isEmpty ? file.split(separator: "/").last.map(String.init) ?? file : path }

  private func wrongType(tr: String, en: String) -> SettingsError {
    error(Message(tr: "“\(place)” için \(tr) gerekir.", en: "“\(place)” needs \(en)."))
  }
}
