import Evidence
import Files

extension ArchivedBackup {
  /// The signature, where there is one; it is made from the manifest, so no list has it.
  private var signature: [ListedFile] {
    get throws {
      let name = ManifestSeal.signatureName
      return InputFile.exists(folder + "/" + name) ? [try ListedFile(name, in: folder)] : []
    }
  }

  /// Every file of the folder as it was published: those of its manifest, the manifest, and the list of sums.
  ///
  /// The list of sums is what the manifest makes it, not what lies there.
  package func publishedFiles() throws -> [ListedFile] {
    let manifest = ListedFile(
      path: Manifest.fileName, size: try InputFile.size(folder + "/" + Manifest.fileName), sha256: manifestDigest)
    let sums = Manifest.sums(of: files, manifestDigest: manifestDigest)
    let list = ListedFile(path: Manifest.sumsName, size: sums.utf8.count, sha256: try Digest.ofText(sums))
    // The manifest last: without it nothing there would be taken for a backup, even by hand.
    return files + (try signature) + [list, manifest]
  }
}
