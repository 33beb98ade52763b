package import Documents
import Evidence
import Files
import Messages
package import Model

/// The manifest of a package or a backup: what it is, the facts it was made from, and every file with size and digest.
///
/// `manifest.json` holds all of it, `SHA256SUMS` the files in the form `sha256sum -c` reads; both name files relative to
/// their own folder, so a package can be moved and still be checked. What is written here is read here.
package struct Manifest: Sendable {
  /// The name of the manifest.
  package static let fileName = "manifest.json"
  /// The name of the list for `sha256sum -c`.
  package static let sumsName = "SHA256SUMS"

  /// What a package or backup is, as far as the program reads it again.
  package struct Head: Sendable, Equatable {
    /// Package, backup or record of reviews, with the version of the form.
    package enum Format: String, Sendable, Decodable {
      case package = "tutanak-package-1"
      case backup = "tutanak-backup-1"
      /// What people decided on findings of a document, whose number and period it has.
      case review = "tutanak-review-1"
    }

    /// Package or backup.
    package var format: Format
    /// The number of a package's document.
    package var number: DocumentNumber?
    /// The source.
    package var source: String
    /// The schedule it was made for; nil when a person asked.
    package var schedule: String?
    /// The period it is of; nil for a backup that a person asked for, which is of the moment it was made.
    package var period: Period?
    /// Whether it was issued after the night it was due.
    package var isLate: Bool
    /// The edition of a document, from 1.
    package var edition = 1
    /// The number of the document that this one replaces; only editions after the first have one.
    package var replaces: DocumentNumber?
    /// Why it was replaced.
    package var reason: String?
    /// How much the document hides, `M0` to `M3`; nil where an older manifest does not say.
    package var mask: String?
    /// How many users the document is limited to; 0 is all.
    package var userCount = 0
    /// A keyed digest of those users as they were written; nil where there are none.
    package var userDigest: String?
    /// What the source held of the period, by relation: for the register, and in no package.
    package var rows: [String: IssuedRows] = [:]

    /// A head from its parts.
    package init(
      format: Format, number: DocumentNumber? = nil, source: String, schedule: String?, period: Period?,
      isLate: Bool = false
    ) {
      self.format = format
      self.number = number
      self.source = source
      self.schedule = schedule
      self.period = period
      self.isLate = isLate
    }
  }

  /// What it is of.
  package let head: Head
  /// Its files but the manifest itself and the list of sums.
  package let files: [ListedFile]
  /// SHA-256 of the manifest.
  package let digest: String
  /// How it is sealed; nil for one that is older than seals.
  package let seal: ManifestSeal?
  /// What its document says at a glance; nil for a backup, and where an older manifest does not say.
  package let summary: PackageSummary?

  /// Writes `manifest.json` and `SHA256SUMS` for the files that lie in a folder; returns the manifest's digest.
  package static func write(
    _ head: Head, zone: String, facts: [JSONValue.Member], seal: ManifestSeal?, in folder: String
  ) throws -> String {
    let files = try ListedFile.all(in: folder)
    let entries = files.map { file in
      JSONValue.object([
        .init("path", .string(file.path)), .init("size", .integer(Int64(file.size))),
        .init("sha256", .string(file.sha256)),
      ])
    }
    let value = JSONValue.object(
      members(head, zone: zone) + facts + [.init("seal", seal?.json ?? .null), .init("files", .array(entries))])
    var file = try OutputFile(at: folder + "/" + fileName)
    try file.append(value.text() + "\n")
    try file.commit()
    let own = try ListedFile(fileName, in: folder)
    var list = try OutputFile(at: folder + "/" + sumsName)
    try list.append(sums(of: files, manifestDigest: own.sha256))
    try list.commit()
    return own.sha256
  }

  /// The content of `SHA256SUMS`: every file, and the manifest last.
  static func sums(of files: [ListedFile], manifestDigest: String) -> String {
    files.map { "\($0.sha256)  \($0.path)\n" }.joined() + "\(manifestDigest)  \(fileName)\n"
  }

  /// Whether the list of sums lies in a folder and says of the manifest and the files what they are.
  func isListed(in folder: String) -> Bool {
    let sums = Self.sums(of: files, manifestDigest: digest)
    return (try? InputFile.bytes(folder + "/" + Self.sumsName)) == Array(sums.utf8)
  }

  private static func members(_ head: Head, zone: String) -> [JSONValue.Member] {
    var members = [JSONValue.Member("format", .string(head.format.rawValue))]
    if head.format == .review, let number = head.number {
      members.append(.init("document", .string(number.text)))
    } else if let number = head.number {
      members += [
        .init("document", .string(number.text)), .init("report", .string(number.code)),
        .init("edition", .integer(Int64(head.edition))), .init("replaces", replaced(head)),
      ]
    }
    return members + [
      .init("source", .string(head.source)), .init("schedule", head.schedule.map { .string($0) } ?? .null),
      .init(
        "period",
        head.period.map { period in
          .object([
            .init("from", .string(period.from.iso8601)), .init("to", .string(period.to.iso8601)),
            .init("zone", .string(zone)),
          ])
        } ?? .null),
      .init("late", .bool(head.isLate)),
    ] + (head.format == .package ? shown(head) : [])
  }

  /// Which document it replaces, and why; null for a first edition.
  private static func replaced(_ head: Head) -> JSONValue {
    guard let replaces = head.replaces else { return .null }
    return .object([
      .init("document", .string(replaces.text)), .init("reason", head.reason.map { .string($0) } ?? .null),
    ])
  }

  /// How much a document hides, and of how many users it speaks.
  private static func shown(_ head: Head) -> [JSONValue.Member] {
    [
      .init("mask", head.mask.map { .string($0) } ?? .null), .init("user_filter", .integer(Int64(head.userCount))),
      .init("user_filter_digest", head.userDigest.map { .string($0) } ?? .null),
    ]
  }

  /// Reads the manifest of a package's or backup's folder.
  package init(readingFrom folder: String) throws {
    let file = folder + "/" + Self.fileName
    let remedy = Message(
      tr: "Hiçbir şey iki kez düzenlenmesin diye duruldu. Klasörü sağlam bir kopyasından geri yükleyin; kopya yoksa "
        + "\(folder) klasörünü arşivin dışına taşıyın.",
      en: "The run stops so that nothing is issued twice. Restore the folder from a sound copy; if there is none, move "
        + "\(folder) out of the archive.")
    let bytes = try StoredJSON.bytes(file, remedy: remedy)
    let stored = try StoredJSON.read(Stored.self, from: bytes, of: file, remedy: remedy)
    let period = stored.period?.value
    guard period != nil || stored.format == .backup && stored.period == nil else {
      throw ArchiveError.damaged(
        file, Message(tr: "“period” okunamıyor", en: "“period” cannot be read"), remedy: remedy)
    }
    let number = stored.document.flatMap { DocumentNumber($0) }
    guard stored.format == .backup || number != nil else {
      throw ArchiveError.damaged(
        file, Message(tr: "“document” okunamıyor", en: "“document” cannot be read"), remedy: remedy)
    }
    head = stored.head(number, period)
    files = stored.files
    (seal, summary) = (stored.seal, stored.summary?.value)
    digest = try Digest.ofBytes(bytes)
  }

  private struct Stored: Decodable {
    var format: Head.Format
    var document: String?
    var source: String
    var schedule: String?
    var period: StoredPeriod?
    var late: Bool?
    var edition: Int?
    var replaces: Replaced?
    var mask: String?
    var user_filter: Int?
    var user_filter_digest: String?
    var summary: StoredSummary?
    var seal: ManifestSeal?
    var files: [ListedFile]

    /// A convenience for lists: one that cannot be read is none, and makes no archive unreadable.
    struct StoredSummary: Decodable {
      let value: PackageSummary?

      init(from decoder: any Decoder) { value = try? PackageSummary(from: decoder) }
    }

    struct Replaced: Decodable {
      var document: String
      var reason: String?
    }

    func head(_ number: DocumentNumber?, _ period: Period?) -> Head {
      var head = Head(
        format: format, number: number, source: source, schedule: schedule, period: period, isLate: late ?? false)
      head.edition = edition ?? 1
      head.replaces = replaces.flatMap { DocumentNumber($0.document) }
      head.reason = replaces?.reason
      head.mask = mask
      head.userCount = user_filter ?? 0
      head.userDigest = user_filter_digest
      return head
    }
  }
}

/// A period as the archive's files have it.
struct StoredPeriod: Decodable, Equatable {
  var from: String
  var to: String

  /// The period; nil when its ends are no moments in UTC, or in the wrong order.
  var value: Period? {
    guard let from = try? Instant(from, in: .utc), let to = try? Instant(to, in: .utc), from < to else { return nil }
    return Period(from: from, to: to)
  }
}
