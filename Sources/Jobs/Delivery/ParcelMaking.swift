import Archive
import Backups
import Delivery
import Evidence
import Files
import Messages
import Model

/// What one recipient gets of one document: which files, in which cover, and with which letter.
struct ParcelMaking {
  let run: RunContext
  let recipient: Recipient
  let item: Outbox.Item
  let package: ArchivedPackage
  let statements: PackageStatements
  /// Whether a person asked for the document itself.
  let isAsked: Bool

  /// Makes it; nothing of the document lies in the clear beside the archive at any moment.
  func parcel() async throws -> Parcel {
    let (whole, channel) = (package.shipment, recipient.channel)
    var parcel = Parcel(whole)
    parcel.reached = item.reached
    parcel.certificates = try recipient.encryption.certificates(
      asOf: run.invocation.asOf.microseconds / microsecondsPerSecond)
    var notice: DeliveryLetter.Notice?
    if !isAsked, recipient.emptyPeriod == .notify, statements.isEmpty {
      notice = .emptyPeriod
    } else if !channel.takes(whole.bytes, isSealed: parcel.certificates != nil) {
      notice = .tooLarge(whole.bytes)
    }
    if notice != nil {
      parcel.shipment = Shipment(folder: whole.folder, shelf: whole.shelf, name: whole.name, files: [])
    } else if case .age(let settings) = recipient.encryption {
      parcel.shipment = try await container(settings)
    }
    if type(of: channel).takesLetters { parcel.letter = try letter(notice) }
    return parcel
  }

  /// Removes the container once it is with the recipient.
  func removeContainer() { try? Folder.remove(containerFolder) }

  private func letter(_ notice: DeliveryLetter.Notice?) throws -> Letter {
    let configuration = run.invocation.configuration
    let zone = statements.zone.isEmpty ? configuration.zone : try Zones.load(nil, default: statements.zone)
    let isContained = if case .age = recipient.encryption { notice == nil } else { false }
    // The same for every try, and another for whatever is sent after it was delivered.
    let identity = "\(package.manifest.digest.prefix(32)).\(recipient.name).\(item.deliveries + 1)"
    return DeliveryLetter(
      package: package, statements: statements,
      definition: try? Catalogue(run.invocation).definition(package.number.code), controller: configuration.controller,
      language: recipient.language, zone: zone, notice: notice, isContained: isContained, identity: identity,
      moment: run.invocation.asOf
    ).letter
  }

  /// Where the container waits: one that an earlier run has made is taken again, so that the same file arrives.
  private var containerFolder: String {
    "\(run.record.archive.stateFolder)/outbox/\(recipient.name)/\(package.number.folderName)"
  }

  /// The files as one that age opens; it depends on keys and files, and has both in its path.
  private func container(_ settings: EncryptionSettings) async throws -> Shipment {
    let sums =
      package.files.map { "\($0.sha256)  \($0.path)\n" }.joined() + settings.publicKeys.map { $0 + "\n" }.joined()
    let folder = "\(containerFolder)/\(try Digest.ofText(sums).prefix(16))"
    let name = package.number.folderName + ".tar.age"
    if !InputFile.exists(folder + "/" + name) {
      removeContainer()
      try run.record.archive.makeFolder(folder)
      let files = package.files.map { EncryptedPackage.File(path: $0.path, size: $0.size, sha256: $0.sha256) }
      try await EncryptedPackage(
        of: package.folder, name: package.number.folderName, files: files,
        modified: (item.issuedAt?.microseconds ?? 0) / microsecondsPerSecond
      ).write(to: folder + "/" + name, for: settings)
    }
    let file = try ListedFile(name, in: folder)
    return Shipment(
      folder: folder, shelf: String(package.number.year), name: package.number.folderName,
      files: [.init(path: file.path, size: file.size, sha256: file.sha256)])
  }
}
