import Archive
import Delivery
import Files
import Messages

/// The package of an issued document as it lies in the archive, with the sums it must have.
struct ArchivedPackage: Sendable {
  /// The document's number.
  let number: DocumentNumber
  /// Its folder.
  let folder: String
  /// Its manifest.
  let manifest: Manifest
  /// Every file of it: those of the manifest with its sums, the manifest itself, and what seals it.
  let files: [Shipment.File]

  /// Reads the manifest of a document; `digest` is what it was when it was issued.
  init(_ document: String, issuedAs digest: String?, in archive: Archive) throws {
    guard let number = DocumentNumber(document) else { throw Self.unknown(document) }
    self.number = number
    let folder = "\(archive.yearFolder(number.year))/\(number.folderName)"
    self.folder = folder
    guard Folder.exists(folder) else { throw Self.away(document, folder) }
    let manifest = try Manifest(readingFrom: folder)
    self.manifest = manifest
    guard digest == nil || digest == manifest.digest, manifest.head.number == number else {
      throw Failure(
        .tampered,
        Message(
          tr: "\(folder)/\(Manifest.fileName) düzenlendiği gibi değil; klasörü sağlam bir kopyasından geri yükleyin.",
          en: "\(folder)/\(Manifest.fileName) is not as it was issued; restore the folder from a sound copy."))
    }
    let names = [Manifest.fileName, Manifest.sumsName] + ManifestSeal.sealNames.sorted()
    let beside = try names.filter { InputFile.exists(folder + "/" + $0) }.map { try ListedFile($0, in: folder) }
    files = (manifest.files + beside).map {
      let isLate = ManifestSeal.stampNames.contains($0.path)
      return Shipment.File(path: $0.path, size: $0.size, sha256: $0.sha256, isLate: isLate)
    }
  }

  /// Whether a time stamp was asked for and is not there yet.
  var awaitsStamp: Bool { manifest.seal?.time_stamp != nil && !isStamped }

  /// Whether a time stamp is among its files.
  var isStamped: Bool { files.contains { $0.path == ManifestSeal.timeStampName } }

  /// The whole package, to lie below its year.
  var shipment: Shipment {
    Shipment(folder: folder, shelf: String(number.year), name: number.folderName, files: files)
  }

  /// What is said of a number that no document has.
  static func unknown(_ document: String) -> Failure {
    Failure(
      .wrongUsage,
      Message(
        tr: "Arşivde “\(document)” numaralı belge yok; numara 2026/OTR-000001 gibi yazılır.",
        en: "The archive has no document “\(document)”; a number is written like 2026/OTR-000001."))
  }

  private static func away(_ document: String, _ folder: String) -> Failure {
    Failure(
      .inputOutput,
      Message(
        tr: "\(document) belgesinin klasörü arşivde yok (\(folder)); geri koyun.",
        en: "The folder of \(document) is not in the archive (\(folder)); put it back."))
  }
}
