import Files
import Messages

/// Holds one package or backup that lies anywhere, without its archive, against its manifest and its seal.
package struct PackageVerification: Sendable {
  private let folder: String
  private let acceptedKeys: Set<String>

  /// A verification of a folder; `acceptedKeys` are certificates' fingerprints that a person or an archive knows.
  package init(_ folder: String, acceptedKeys: Set<String>) {
    (self.folder, self.acceptedKeys) = (folder, acceptedKeys)
  }

  /// Whether a folder is a package or a backup.
  package static func isPackage(_ folder: String) -> Bool { InputFile.exists(folder + "/" + Manifest.fileName) }

  /// Looks at every file.
  package func carryOut(read: (Int) -> Void = { _ in }) -> VerificationReport {
    var report = VerificationReport()
    let verified = VerifiedFolder(folder, as: "", .init(), KnownKeys(accepted: acceptedKeys), read: read)
    report.add(verified, String(folder.split(separator: "/").last ?? ""))
    return report
  }

  /// The keys that an archive's ledger vouches for.
  package static func keys(of archive: String) -> Set<String> {
    var keys = KnownKeys(accepted: [])
    _ = keys.add(VerifiedLedger(of: archive).entries, in: archive)
    return keys.all
  }
}
