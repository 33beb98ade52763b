internal import Files
import Glibc
package import Messages

/// A workbook that could not be drawn for a reason other than a file operation (those are `FileError`s).
package struct WorkbookError: ExplainedError {
  /// What went wrong.
  package enum Reason: Sendable, Equatable {
    /// The spreadsheet library refused; its own words.
    case library(String)
    /// A table lent fewer rows than it says it has.
    case missingRows(sheet: String, expected: Int, found: Int)
    /// Read back, a sheet does not hold what was written to it.
    case incompleteSheet(sheet: String, expected: Int, found: Int)
    /// Read back, a part of the file is cut off, missing or damaged.
    case damagedPart(String)
    /// Rows that libdeflate makes no stream of, or for which there is no memory.
    case unpackable
    /// The library puts its temporary files elsewhere than told.
    case strayTemporaryFile(folder: String)
  }

  /// The file that should have appeared.
  package let path: String
  /// What went wrong.
  package let reason: Reason

  init(_ reason: Reason, _ path: String) {
    self.path = path
    self.reason = reason
  }

  package var failureKind: FailureKind { .internalFault }
  package var message: Message {
    let why =
      switch reason {
      case .library(let words):
        Message(tr: "libxlsxwriter: \(words)", en: "libxlsxwriter: \(words)")
      case .missingRows(let sheet, let expected, let found):
        Message(
          tr: "“\(sheet)” tablosunda \(expected) satır olmalıydı, \(found) satır okunabildi.",
          en: "the table “\(sheet)” should have \(expected) rows, \(found) could be read.")
      case .incompleteSheet(let sheet, let expected, let found):
        Message(
          tr: "yazılan dosya geri okundu: “\(sheet)” sayfasında \(expected) satır olmalıydı, \(found) satır tam.",
          en: "the file was read back: the sheet “\(sheet)” should have \(expected) rows, \(found) are whole.")
      case .damagedPart(let part):
        Message(
          tr: "yazılan dosya geri okundu: \(part) eksik ya da bozuk.",
          en: "the file was read back: \(part) is missing or damaged.")
      case .unpackable:
        Message(
          tr: "satırlar sıkıştırılamadı (libdeflate); bellek yetmemiş olabilir.",
          en: "its rows cannot be packed (libdeflate); memory may be short.")
      case .strayTemporaryFile(let folder):
        Message(
          tr: "geçici dosyalar \(folder) klasörüne yazılamıyor.",
          en: "temporary files cannot be written to the folder \(folder).")
      }
    return Message(
      tr: "Çalışma kitabı \(path) oluşturulamadı: \(why.tr) Hiçbir şey yayımlanmadı.",
      en: "The workbook \(path) cannot be made: \(why.en) Nothing was published.")
  }
}

/// Finds the reason of a write that a C library lost without telling why.
enum DiskFailure {
  /// What a file system must have left for a failed write to have had another reason, in bytes.
  private static let fullBelow = 1 << 16

  /// The error of a failed write below `path`; `code` is what `errno` said, which may be stale.
  static func writing(_ path: String, code: CInt) -> FileError {
    let told = FileError(.write, path, code: code)
    if told.isDiskFull { return told }
    if let free = try? Folder.freeBytes(path), free < fullBelow { return FileError(.write, path, code: ENOSPC) }
    return FileError(.write, path, code: code == 0 ? EIO : code)
  }
}
