import Files
package import Model

/// A document as a list of all of them has it: what lies in the archive at this moment, or why nothing lies there.
package struct CataloguedDocument: Sendable {
  /// What is there.
  package enum State: Sendable {
    /// Its folder, with a manifest that can be read.
    case there
    /// Its folder, with a manifest that cannot be read.
    case unreadable
    /// Nothing: the number was given.
    case missing
    /// Nothing: a run ended while it gave the number, and no document was issued under it.
    case interrupted
  }

  /// Its number.
  package let number: DocumentNumber
  /// What is there.
  package let state: State
  /// What its manifest heads; nil where none can be read.
  package var head: Manifest.Head?
  /// What its manifest says of its first page; nil where it says nothing, as those of earlier versions.
  package var summary: PackageSummary?
  /// The names of its files that the manifest lists.
  package var files: [String] = []
  /// Whether its manifest asks for a time stamp.
  package var wantsTimeStamp = false
  /// Whether a time stamp lies in its folder.
  package var hasTimeStamp = false
  /// Whether its files were found changed when they were last looked at.
  package var isDamaged = false
  /// The document in its place; nil where it is in force.
  package var successor: DocumentNumber?
  /// Its source; nil where neither folder nor register tells.
  package var source: String?
  /// Its period; nil where neither tells.
  package var period: Period?
}

extension IssueRecord {
  /// Every document that was issued and every number without one, newest first: by number, year by year.
  ///
  /// The folders are read anew, so that what this run has issued is among them. Memory: a kilobyte or two a document.
  package func catalogue() throws -> [CataloguedDocument] {
    let entries = register.entries
    var documents: [DocumentNumber: CataloguedDocument] = [:]
    for year in try Folder.entries(archive.path)
    where FolderYear(year) != nil && Folder.exists("\(archive.path)/\(year)") {
      for name in try Folder.entries("\(archive.path)/\(year)") {
        guard let number = DocumentNumber(name), number.folderName == name else { continue }
        documents[number] = Self.document(number, in: "\(archive.path)/\(year)/\(name)")
      }
    }
    let there = Set(documents.keys)
    let doubtful = Set(entries.filter { $0.state == .reserved }.compactMap(\.number)).subtracting(there)
    let given = Set(entries.compactMap(\.number))
    for number in MissingNumbers(given: given, there: there.union(doubtful)).numbers {
      documents[number] = CataloguedDocument(number: number, state: .missing)
    }
    for number in doubtful { documents[number] = CataloguedDocument(number: number, state: .interrupted) }
    for entry in entries {
      guard let number = entry.number else { continue }
      documents[number]?.isDamaged = entry.isDamaged
      if documents[number]?.head == nil {
        documents[number]?.source = entry.source
        documents[number]?.period = entry.period
      }
      if entry.state == .issued, let replaced = entry.replaces { documents[replaced]?.successor = number }
    }
    return documents.values.sorted { $1.number < $0.number }
  }

  private static func document(_ number: DocumentNumber, in folder: String) -> CataloguedDocument {
    guard let manifest = try? Manifest(readingFrom: folder) else {
      return CataloguedDocument(number: number, state: .unreadable)
    }
    var document = CataloguedDocument(number: number, state: .there)
    (document.head, document.summary) = (manifest.head, manifest.summary)
    (document.source, document.period) = (manifest.head.source, manifest.head.period)
    document.files = manifest.files.map(\.path)
    document.wantsTimeStamp = manifest.seal?.time_stamp != nil
    document.hasTimeStamp = InputFile.exists(folder + "/" + ManifestSeal.timeStampName)
    return document
  }
}
