import Archive
import Documents
import Evidence
import Excel
import Files
import Messages
import Model
import Reports

/// The issued document that a copy of a workbook belongs to, found by the number on its first sheet.
struct ReviewedDocument {
  /// Its package.
  let package: ArchivedPackage
  /// SHA-256 of its manifest.
  let manifestDigest: String
  /// Its workbook in the archive.
  let workbook: String
  /// Its tables and the sheets they stand on.
  let facts: DataFacts
  /// With which key its digests were made.
  let key: String
  /// How much it hides.
  let mask: MaskLevel
  /// When it was issued.
  let issuedAt: Instant

  /// Where long sheets lie while they are read: nameless, and gone with the process.
  static let temporaryFolder = "/tmp"

  /// Finds the document of a copy.
  ///
  /// - Throws: ``Failure`` where it says no number, or its document is not there, not as it was issued, or has no columns
  ///   that could be filled in.
  init(ofCopy file: String, in record: IssueRecord) throws {
    let found: DocumentNumber?
    do {
      found = try FilledWorkbook.first(onFirstSheetOf: file, folder: Self.temporaryFolder) {
        Self.number(beginning: $0)
      }
    } catch let damage as FilledWorkbook.Damage {
      throw Self.unreadable(file, damage.part)
    }
    guard let number = found else {
      throw Failure(
        .badData,
        Message(
          tr: "\(file): ilk sayfasında belge numarası yok; bir ANM belgesinin çalışma kitabının kopyasını verin.",
          en: "\(file): its first sheet has no document number; give a copy of the workbook of an ANM document."))
    }
    let issued = try record.ledger?.entries().last {
      [.issue, .reissue, .adopt].contains($0.act) && $0.outcome == .done && $0.document == number.text
    }
    guard let issued else { throw ArchivedPackage.unknown(number.text) }
    self.package = try ArchivedPackage(
      number.text, issuedAs: issued.fact("manifest_sha256")?.stringValue, in: record.archive)
    manifestDigest = package.manifest.digest
    issuedAt = min(issued.time, issued.moment)
    guard let listed = package.manifest.files.first(where: { $0.path == number.folderName + ".xlsx" }),
      let manifest = JSONValue(reading: try InputFile.bytes(package.folder + "/" + Manifest.fileName)),
      let facts = DataFacts(reading: manifest), let key = manifest["digest_key"]?.stringValue,
      let mask = package.manifest.head.mask.flatMap({ MaskLevel(rawValue: $0) }),
      let table = facts.data?.tables.first(where: { $0.id == ReviewForm.form.table }),
      ReviewForm.isLeft(in: table.columns.map(\.id))
    else { throw Self.withoutForm(number) }
    (self.facts, self.key, self.mask) = (facts, key, mask)
    workbook = package.folder + "/" + listed.path
    guard try InputFile.exists(workbook) && Digest.ofFile(workbook) == listed.sha256 else {
      throw Failure(
        .tampered,
        Message(
          tr: "\(workbook) düzenlendiği gibi değil; sağlam bir kopyasından geri yükleyin.",
          en: "\(workbook) is not as it was issued; restore it from a sound copy."))
    }
  }

  /// The number that a text begins with, as the cover has it: `2026/ANM-000123, 1. sürüm`.
  private static func number(beginning text: String) -> DocumentNumber? {
    let word = text.utf8.prefix { $0 != UInt8(ascii: ",") && $0 > 0x20 }
    return DocumentNumber(String(decoding: word, as: UTF8.self))
  }

  /// What was filled in in the copy, of which everything else is as it was issued.
  func filled(_ file: String) throws -> [FilledWorkbook.Row] {
    guard let data = facts.data else { return [] }
    let filled: FilledWorkbook
    do {
      filled = try FilledWorkbook(
        file, issued: workbook, data: data, listings: facts.listings, form: ReviewForm.form,
        folder: Self.temporaryFolder)
    } catch let damage as FilledWorkbook.Damage {
      throw Self.unreadable(file, damage.part)
    }
    if filled.differences.isEmpty { return filled.rows }
    let places = filled.differences.map { place in
      place.cell.map { "“\(place.sheet)” \($0)" } ?? "“\(place.sheet)”"
    }
    func list(_ more: String) -> String { places.joined(separator: ", ") + (filled.isCutOff ? more : "") }
    throw Failure(
      .badData,
      Message(
        tr:
          "\(file): \(package.number.text) belgesinden farklı; hiçbir şey alınmadı. Farklı olanlar: \(list(" ve başkaları")). "
          + "Yalnız değerlendirme sütunları doldurulabilir; satırları sıralamayın. Belgenin yeni bir kopyasını doldurun.",
        en:
          "\(file): it differs from \(package.number.text); nothing was taken in. What differs: \(list(" and more")). "
          + "Only the columns for the review may be filled in, and rows not be sorted. Fill in a new copy of the document."
      ))
  }

  private static func unreadable(_ file: String, _ part: String) -> Failure {
    Failure(
      .badData,
      Message(
        tr:
          "\(file): sağlam bir çalışma kitabı (.xlsx) değil (\(part)). Elektronik tablo programından .xlsx olarak yeniden "
          + "kaydedin; parola koymayın.",
        en: "\(file): it is no sound workbook (.xlsx) (\(part)). Save it again as .xlsx from the spreadsheet program, "
          + "without a password."))
  }

  private static func withoutForm(_ number: DocumentNumber) -> Failure {
    Failure(
      .badData,
      Message(
        tr: "\(number.text) belgesinin çalışma kitabında doldurulacak değerlendirme sütunları yok: bulguları tek tek "
          + "listelemeyen ya da bu sütunlardan eski bir belgedir.",
        en:
          "The workbook of \(number.text) has no columns for a review: the document does not list findings one by one, "
          + "or is older than these columns."))
  }
}
