internal import Messages
internal import Yams

/// Reads a YAML text, within bounds that keep a hostile or damaged one from taking memory or time.
enum SettingsText {
  /// How many bytes a file may have; the longest of ours has a thirtieth of it.
  static let limit = 1 << 20
  /// How many levels may lie within each other.
  static let depthLimit = 64
  /// What stands for nothing or for a truth value where it is written without quotes (YAML 1.1).
  static let nullsAndBools: Set<String> = [
    "", "~", "null", "Null", "NULL", "yes", "Yes", "YES", "no", "No", "NO", "true", "True", "TRUE", "false", "False",
    "FALSE", "on", "On", "ON", "off", "Off", "OFF",
  ]

  /// The value of a text; nil for an empty one.
  ///
  /// - Throws: `SettingsError` for a text that is too long, is no YAML, or repeats a part of itself by an alias.
  static func compose(_ yaml: String, file: String) throws(SettingsError) -> Node? {
    guard yaml.utf8.count <= limit else {
      throw SettingsError(
        file: file,
        problem: Message(
          tr: "1 MiB'tan uzun; bu bir ayar dosyası olamaz.", en: "is longer than 1 MiB; it can be no settings."))
    }
    try refuseAliases(yaml, file: file)
    do {
      // The parser's own rules are seven regular expressions for every key and value; ours are a set.
      return try Yams.compose(yaml: yaml, .basic)
    } catch {
      throw problem(error, file: file)
    }
  }

  /// Refuses `*name`: ten lines of aliases of aliases stand for more values than any memory holds.
  ///
  /// The parser resolves them silently. Where every one has been given a name that nothing has, it complains about the
  /// first, and a text that it does not complain about has none.
  private static func refuseAliases(_ yaml: String, file: String) throws(SettingsError) {
    let bytes = Array(yaml.utf8)
    guard bytes.contains(UInt8(ascii: "&")), bytes.contains(UInt8(ascii: "*")) else { return }
    let name = "no-anchor-has-this-name-"
    var renamed: [UInt8] = []
    for byte in bytes {
      renamed.append(byte)
      if byte == UInt8(ascii: "*") { renamed += name.utf8 }
    }
    guard !yaml.contains("&" + name) else { throw alias(file: file, line: 0, column: 0) }
    do {
      _ = try Yams.compose(yaml: String(decoding: renamed, as: UTF8.self), .basic)
    } catch YamlError.composer(_, "found undefined alias", let mark, _) {
      throw alias(file: file, line: mark.line, column: mark.column)
    } catch {
      // Whatever else is wrong is told from the text as it is.
    }
  }

  private static func alias(file: String, line: Int, column: Int) -> SettingsError {
    SettingsError(
      file: file, line: line, column: column,
      problem: Message(
        tr: "“*ad” ile yineleme (YAML alias) kullanılamaz; değeri yeniden yazın.",
        en: "“*name” (a YAML alias) cannot be used; write the value again."))
  }

  private static func problem(_ error: any Error, file: String) -> SettingsError {
    let tr = "YAML olarak okunamadı"
    let en = "is not readable as YAML"
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return SettingsError(
        file: file, line: mark.line, column: mark.column,
        problem: Message(tr: "\(tr): \(problem).", en: "\(en): \(problem)."))
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.sorted().joined(separator: ", ")
      return SettingsError(
        file: file, line: context.mark.line, column: context.mark.column,
        problem: Message(tr: "“\(names)” anahtarı iki kez yazılmış.", en: "the key “\(names)” stands twice."))
    default:
      return SettingsError(file: file, problem: Message(tr: tr + ".", en: en + "."))
    }
  }
}
