import Archive
import Documents
import Evidence
import Excel
import Files
import Messages
import Model
import Reports

/// The issued document that a copy of a workbook belongs to, as it lies in the archive.
struct ReviewedDocument {
  /// Its package.
  let package: ArchivedPackage
  /// Its workbook in the archive.
  let workbook: String
  /// SHA-256 of the workbook, as the manifest has it.
  private let workbookDigest: String
  /// Its tables and the sheets they stand on.
  let facts: DataFacts
  /// With which key its digests were made.
  let key: String
  /// How much it hides.
  let mask: MaskLevel

  /// SHA-256 of its manifest.
  var manifestDigest: String { package.manifest.digest }

  /// Where long sheets lie while they are read: nameless, and gone with the process.
  static let temporaryFolder = "/tmp"

  /// The number on the first sheet of a copy.
  ///
  /// - Throws: ``Failure`` where there is none.
  static func number(onCopy file: String) throws -> DocumentNumber {
    let found: DocumentNumber?
    do {
      found = try FilledWorkbook.first(onFirstSheetOf: file, folder: temporaryFolder) { number(beginning: $0) }
    } catch let damage as FilledWorkbook.Damage {
      throw unreadable(file, damage)
    }
    if let found { return found }
    throw Failure(
      .badData,
      Message(
        tr: "\(file): ilk sayfasında belge numarası yok; bir ANM belgesinin çalışma kitabının kopyasını verin.",
        en: "\(file): its first sheet has no document number; give a copy of the workbook of an ANM document."))
  }

  /// The document of a number; nil where the archive has no folder of it.
  ///
  /// - Throws: ``Failure`` where it is not as its manifest says, or has no columns that could be filled in.
  init?(_ number: DocumentNumber, in archive: Archive) throws {
    guard Folder.exists("\(archive.yearFolder(number.year))/\(number.folderName)") else { return nil }
    self.package = try ArchivedPackage(number.text, issuedAs: nil, in: archive)
    guard let listed = package.manifest.files.first(where: { $0.path == number.folderName + ".xlsx" }),
      let manifest = JSONValue(reading: try InputFile.bytes(package.folder + "/" + Manifest.fileName)),
      let facts = DataFacts(reading: manifest), let key = manifest["digest_key"]?.stringValue,
      let mask = package.manifest.head.mask.flatMap({ MaskLevel(rawValue: $0) }),
      let table = facts.data?.tables.first(where: { $0.id == ReviewForm.form.table }),
      ReviewForm.isLeft(in: table.columns.map(\.id))
    else { throw Self.withoutForm(number) }
    (self.facts, self.key, self.mask) = (facts, key, mask)
    (workbook, workbookDigest) = (package.folder + "/" + listed.path, listed.sha256)
    try requireSoundWorkbook()
  }

  /// Throws unless the workbook in the archive is the one of the manifest.
  func requireSoundWorkbook() throws {
    guard try InputFile.exists(workbook) && Digest.ofFile(workbook) == workbookDigest else {
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

  /// A copy read beside the workbook in the archive.
  ///
  /// - Throws: ``Failure`` where it is no sound workbook.
  func reading(_ file: String) throws -> FilledWorkbook? {
    guard let data = facts.data else { return nil }
    do {
      return try FilledWorkbook(
        file, issued: workbook, data: data, listings: facts.listings, form: ReviewForm.form,
        folder: Self.temporaryFolder)
    } catch let damage as FilledWorkbook.Damage {
      throw Self.unreadable(file, damage)
    }
  }

  /// Throws where a copy differs in anything but what was left to be filled in.
  func requireNothingElseChanged(_ filled: FilledWorkbook, _ file: String) throws {
    if filled.differences.isEmpty { return }
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

  private static func unreadable(_ file: String, _ damage: FilledWorkbook.Damage) -> Failure {
    if damage.isTooLarge {
      return Failure(
        .badData,
        Message(
          tr:
            "\(file): açıldığında doldurulan hiçbir çalışma kitabının olmadığı kadar büyük ya da çok parçalı; açılmadı. "
            + "Belgenin yeni bir kopyasını doldurun.",
          en:
            "\(file): unpacked it is larger than any workbook that people fill in, or has more parts; it was not unpacked. "
            + "Fill in a new copy of the document."))
    }
    return Failure(
      .badData,
      Message(
        tr:
          "\(file): sağlam bir çalışma kitabı (.xlsx) değil (\(damage.part)). Elektronik tablo programından .xlsx olarak yeniden "
          + "kaydedin; parola koymayın.",
        en:
          "\(file): it is no sound workbook (.xlsx) (\(damage.part)). Save it again as .xlsx from the spreadsheet program, "
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
