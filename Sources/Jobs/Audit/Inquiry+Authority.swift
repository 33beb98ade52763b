import Messages
import Model
import Reports
import Settings

extension Inquiry {
  /// What an authority asks, of the file that a person wrote of its letter, or of options in place of one.
  package init(authority file: String?, options: [AuthorityOption], reason: String?) throws {
    let read: AuthorityLetterFile
    switch (file, options.isEmpty) {
    case (let file?, true): read = try AuthorityLetterFile(file: file)
    case (nil, false): read = try AuthorityLetterFile(AuthorityOption.settings(options))
    default:
      throw Failure(
        .wrongUsage,
        Message(
          tr: "Talebi ya --request DOSYA ile ya da seçeneklerle verin (--authority, --case, …); ikisi birlikte olmaz.",
          en: "Give the request with --request FILE or with options (--authority, --case, …), not with both."))
    }
    let letter = try read.letter()
    let period = AuthorityLetterFile.period(of: letter)
    self.init(
      .authority(letter), period: try PeriodExpression("\(period.from.iso8601)..\(period.to.iso8601)"),
      items: letter.items.map { item in
        var selection = item.selection
        // Whose an account is stands in no record: nothing more than was asked is read.
        selection.isLeftOut = item.needsClarification || item.wants == [.registration]
        return selection
      }, reason: reason)
    reference = letter.letterNumber
    received = letter.deadline.start.iso8601
  }

  /// Refuses what an answer to an authority cannot be: pseudonyms and counts answer no letter.
  func checkMask(_ invocation: Invocation) throws(Failure) {
    guard case .authority = matter else { return }
    let level = mask ?? invocation.configuration.mask
    if level == .M0 || level == .M1 { return }
    throw Failure(
      .wrongUsage,
      Message(
        tr: "Makama cevap M0 (açık) veya taslak olarak M1 düzeyinde düzenlenir; --mask M0 veya --mask M1 verin.",
        en: "An answer to an authority is issued at M0 (clear), or at M1 as a draft; give --mask M0 or --mask M1."))
  }

  /// What the letter leaves open, told whoever asks before the document does.
  var remarks: [Message] {
    guard case .authority(let letter) = matter else { return [] }
    return letter.items.enumerated().compactMap { place, item in
      if item.needsClarification {
        return Message(
          tr: "Madde \(place + 1): talepte saat aralığı veya saat dilimi yazılı değil; bir adresi aynı gün çok kişi "
            + "kullanmış olabilir. Kayıt verilmez, açıklama istenir. Yine de günler bütünüyle yanıtlanacaksa maddeye "
            + "“whole_days: true” yazın.",
          en: "Item \(place + 1): the request names no hours or no time zone; many people may have used an address on "
            + "one day. No record is given, and the item is asked back. If whole days shall be answered all the same, "
            + "write “whole_days: true” into the item.")
      }
      guard item.lacksHours || item.lacksZone else { return nil }
      return Message(
        tr:
          "Madde \(place + 1): talepte saat veya saat dilimi eksik; Türkiye saati ve bütün günler alındı, belgede yazar.",
        en: "Item \(place + 1): the request lacks hours or a time zone; Turkish time and whole days were taken, as the "
          + "document says.")
    }
  }
}

/// An option of `tutanak audit authority` that stands for a key of a request file.
package struct AuthorityOption: Sendable {
  /// The keys that lead to it, such as `letter`, `date`.
  let path: [String]
  private let text: String

  /// One value of a key.
  package init(_ path: String..., value: String) { (self.path, text) = (path, Self.quoted(value)) }

  /// The values of a key that takes several.
  package init(_ path: String..., values: [String]) {
    (self.path, text) = (path, "[" + values.map { Self.quoted($0) }.joined(separator: ", ") + "]")
  }

  /// A key that is true.
  package init(_ path: String..., flag: String) { (self.path, text) = (path + [flag], "true") }

  /// The same as a request file with one item; what an item has is below `item`.
  static func settings(_ options: [AuthorityOption]) throws -> SettingsNode {
    func members(of head: String) -> String {
      let below = options.filter { $0.path.first == head && $0.path.count == 2 }
      return "{ " + below.map { "\($0.path[1]): \($0.text)" }.joined(separator: ", ") + " }"
    }
    var lines = options.filter { $0.path.count == 1 }.map { "\($0.path[0]): \($0.text)" }
    lines.append("letter: \(members(of: "letter"))")
    lines.append("items: [ \(members(of: "item")) ]")
    return try SettingsNode(yaml: lines.joined(separator: "\n") + "\n", file: "tutanak audit authority")
  }

  /// A text as YAML's double-quoted scalar, whatever stands in it.
  private static func quoted(_ text: String) -> String {
    "\""
      + text.unicodeScalars.map { scalar in
        scalar == "\"" || scalar == "\\" || scalar.value < 0x20 || scalar.value == 0x7F
          ? "\\U" + padded(hexadecimal: scalar.value) : String(scalar)
      }.joined() + "\""
  }

  private static func padded(hexadecimal value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }
}
