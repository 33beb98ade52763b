import Archive
import Documents
import Evidence
import Excel
import Files
import Messages

/// Computes the data digests of packages again from their workbooks, and names sheet and row of what differs:
/// `tutanak verify --deep`.
struct DeepVerification {
  /// How many documents' rows were computed again.
  private(set) var comparedCount = 0
  /// How many documents have no rows in a workbook, or are older than data digests.
  private(set) var otherCount = 0
  /// What kept documents from being looked at.
  private(set) var failures: [Failure] = []

  /// Where texts of a workbook lie that another program saved; nameless, and gone with the process.
  private static let temporaryFolder = "/tmp"

  /// What differs in a package; findings call it `subject`.
  mutating func findings(in folder: String, as subject: String) -> [VerificationFinding] {
    guard let bytes = try? InputFile.bytes(folder + "/" + Manifest.fileName), let manifest = JSONValue(reading: bytes),
      manifest["format"]?.stringValue == Manifest.Head.Format.package.rawValue
    else { return [] }
    guard let files = try? Manifest(readingFrom: folder).files, manifest["data_sha256"]?.stringValue != nil,
      let workbook = files.first(where: { Self.isPlain($0.path, ending: ".xlsx") })
    else {
      otherCount += 1
      return []
    }
    // That a file is not there was said already.
    guard InputFile.exists(folder + "/" + workbook.path) else { return [] }
    let name = subject.isEmpty ? workbook.path : "\(subject)/\(workbook.path)"
    guard let facts = DataFacts(reading: manifest), let data = facts.data else {
      let words = Message(
        tr: "manifest.json içindeki veri özeti bilgileri tutarsız; satırlar karşılaştırılamadı",
        en: "what manifest.json says of the data digest does not add up; the rows could not be compared")
      comparedCount += 1
      return [VerificationFinding(.tampered, name, words)]
    }
    do {
      let changes = try WorkbookComparison(
        data: data, listings: facts.listings, temporaryFolder: Self.temporaryFolder
      ).changes(workbook: folder + "/" + workbook.path, marks: Self.marks(files, in: folder))
      comparedCount += 1
      return changes.map { VerificationFinding(.tampered, name, $0.words) }
    } catch {
      // A disk or OpenSSL that does not let it says nothing of the workbook.
      failures.append(Failure(error))
      return []
    }
  }

  /// For scripts.
  var json: JSONValue {
    .object([
      .init("compared", .integer(Int64(comparedCount))), .init("not_compared", .integer(Int64(otherCount))),
    ])
  }

  /// What was looked at.
  var summary: Message {
    Message(
      tr: "Satırları çalışma kitabından yeniden hesaplanan belge: \(comparedCount); çalışma kitabında satırı veya veri "
        + "özeti olmayan: \(otherCount).",
      en: "Documents whose rows were computed again from the workbook: \(comparedCount); without rows in a workbook or "
        + "without a data digest: \(otherCount).")
  }

  /// The file of row marks, where it is the one that was issued.
  private static func marks(_ files: [ListedFile], in folder: String) -> String? {
    guard let listed = files.first(where: { isPlain($0.path, ending: DataFacts.marksEnding) }) else { return nil }
    let path = folder + "/" + listed.path
    return (try? Digest.ofFile(path)) == listed.sha256 ? path : nil
  }

  /// Whether a file of a manifest lies in its folder itself, and has an ending.
  private static func isPlain(_ path: String, ending: String) -> Bool {
    path.hasSuffix(ending) && !path.utf8.contains(UInt8(ascii: "/"))
  }
}
