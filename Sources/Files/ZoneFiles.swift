/// The system's compiled time zones, the same files PostgreSQL uses on Debian.
public enum ZoneFiles {
  /// Where they are.
  public static let folder = "/usr/share/zoneinfo"

  /// The compiled rules of an IANA zone, or nil when there is no such zone.
  public static func compiled(_ name: String) throws(FileError) -> [UInt8]? {
    guard isZoneName(name), InputFile.exists(folder + "/" + name) else { return nil }
    return try InputFile.bytes(folder + "/" + name)
  }

  /// The version of the installed tzdata, such as `2025b`; nil when the system does not say.
  public static func version() -> String? {
    // It stands in the first line of a hundred thousand bytes.
    guard let beginning = try? InputFile.beginning(of: folder + "/tzdata.zi", upTo: 64),
      let end = beginning.firstIndex(of: UInt8(ascii: "\n"))
    else { return nil }
    let line = String(decoding: beginning[..<end], as: UTF8.self)
    let mark = "# version "
    return line.hasPrefix(mark) ? String(line.dropFirst(mark.count)) : nil
  }

  /// The names of all zones, for suggestions.
  public static func names() -> [String] {
    guard let text = try? InputFile.text(folder + "/tzdata.zi") else { return [] }
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      if line.hasPrefix("Z "), words.count > 1 { return String(words[1]) }
      if line.hasPrefix("L "), words.count > 2 { return String(words[2]) }
      return nil
    }
  }

  /// Letters, digits and `_+-` between slashes: nothing that could leave the folder.
  private static func isZoneName(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && part.first?.isLetter == true
        && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_+-".contains($0)) }
    }
  }
}
