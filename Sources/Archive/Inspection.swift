import Evidence
import Files
import Messages

/// Holds a package or backup against its manifest, its list of sums and the register.
struct Inspection {
  /// Every file is read to its end, or only looked at for presence and size.
  let readsFiles: Bool

  /// What is wrong with a folder, one message a file; `digest` is the manifest's as the register has it.
  func damages(of item: ArchiveContents.Item, registered digest: String?) throws -> [Message] {
    let manifest = try Manifest(readingFrom: item.folder)
    var problems: [(path: String, problem: Message)] = []
    if !manifest.isListed(in: item.folder) || digest.map({ $0 != manifest.digest }) ?? false {
      problems.append((Manifest.fileName, Self.changed))
    }
    if let number = manifest.head.number, number.folderName != item.name {
      problems.append((Manifest.fileName, Message(tr: "başka bir belgenin", en: "belongs to another document")))
    }
    for file in manifest.files {
      if let problem = try problem(file, in: item.folder) { problems.append((file.path, problem)) }
    }
    if let problem = sealProblem(manifest, in: item.folder) { problems.append((ManifestSeal.signatureName, problem)) }
    let known = ManifestSeal.sealNames.union(manifest.files.map(\.path) + [Manifest.fileName, Manifest.sumsName])
    for path in try ListedFile.paths(in: item.folder) where !known.contains(path) {
      problems.append((path, Message(tr: "listede yok", en: "is not listed")))
    }
    return problems.map { path, problem in
      Message(
        tr:
          "\(item.folder)/\(path): \(problem.tr). Yapılmış sayılır ve yeniden yapılmaz; klasörü sağlam bir kopyasından "
          + "geri yükleyin.",
        en: "\(item.folder)/\(path): \(problem.en). It counts as done and is not made again; restore the folder from a "
          + "sound copy.")
    }
  }

  private func problem(_ file: ListedFile, in folder: String) throws -> Message? {
    let path = folder + "/" + file.path
    guard InputFile.exists(path) else { return Message(tr: "yok", en: "is missing") }
    if try InputFile.size(path) != file.size { return Self.changed }
    do throws(FileError) {
      if !readsFiles { return nil }
      return try Digest.ofFile(path) == file.sha256 ? nil : Self.changed
    } catch {
      return error.problem
    }
  }

  /// What is wrong with the seal of a manifest that says it has one.
  private func sealProblem(_ manifest: Manifest, in folder: String) -> Message? {
    guard let seal = manifest.seal else { return nil }
    guard let signature = try? InputFile.bytes(folder + "/" + ManifestSeal.signatureName) else {
      return Message(tr: "mühür yok", en: "the seal is missing")
    }
    let content = (try? InputFile.bytes(folder + "/" + Manifest.fileName)) ?? []
    let signer = DetachedSignature(signature).signer(of: content)
    if signer?.fingerprint == seal.certificate_sha256 { return nil }
    return Message(tr: "mühür bu listenin değil", en: "the seal is not one of this list")
  }

  private static let changed = Message(
    tr: "düzenlendikten sonra değişmiş (SHA-256 veya boyut uymuyor)",
    en: "was changed after it was issued (its SHA-256 or size differs)")
}
