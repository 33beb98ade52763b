import Files
import Foundation

/// A package as it lies in the archive, read with other programs than Tutanak.
package struct IssuedPackage: Sendable {
  /// The folder.
  package let folder: String

  /// What the folder lies in, kept as long as somebody looks at the package.
  private let scratch: ScratchFolder
  /// What poppler and openpyxl have read in it.
  private let readings = FileReadings()

  /// The package in a folder.
  init(_ folder: String, in scratch: ScratchFolder) {
    self.folder = folder
    self.scratch = scratch
  }

  /// What its documents are called, without the ending: `2026-OTR-000001`.
  package var stem: String { (folder as NSString).lastPathComponent }

  /// The names of its files, sorted.
  package var files: [String] { (try? Folder.entries(folder)) ?? [] }

  /// The path of the document with an ending, such as `.pdf` or `-users.csv`.
  package func path(_ ending: String) -> String { "\(folder)/\(stem)\(ending)" }

  /// The bytes of the document with an ending.
  package func bytes(_ ending: String) throws -> [UInt8] { try InputFile.bytes(path(ending)) }

  /// The JSON copy.
  package func json() throws -> JSON { try JSON(file: path(".json")) }

  /// The manifest.
  package func manifest() throws -> JSON { try JSON(file: folder + "/manifest.json") }

  /// A table of the CSV companions: a dictionary a row, by the names of the columns.
  ///
  /// For tables whose values hold no delimiter, quote or line end.
  package func rows(_ table: String) throws -> [[String: String]] {
    let lines = try InputFile.text(path("-\(table).csv")).split(separator: "\r\n").map {
      $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
  }

  /// The text of the PDF's pages as poppler reads it, every run of white space one space.
  package func text() throws -> String {
    try readings.of(path(".pdf"), what: "text") { path in
      let text = try Self.output("pdftotext", "-layout", path, "-")
      return [text.split(whereSeparator: \.isWhitespace).joined(separator: " ")]
    }[0]
  }

  /// Whether the PDF says some words.
  package func says(_ words: String) throws -> Bool { try text().contains(words) }

  /// The words of the PDF's first page, with single spaces.
  package func firstPage() throws -> String {
    try Self.output("pdftotext", "-l", "1", path(".pdf"), "-").split(whereSeparator: \.isWhitespace).joined(
      separator: " ")
  }

  /// The cells of a sheet as openpyxl reads them: durations in microseconds, dates and times as ISO 8601.
  package func sheet(_ name: String) throws -> [[JSON]] {
    // openpyxl reads all sheets whichever is asked for: each becomes a line with its name and a line with its rows.
    let script = """
      import datetime, json, sys, openpyxl, openpyxl.worksheet._reader as reader
      # openpyxl itself rounds durations to milliseconds.
      ordinary = reader.from_excel
      def exact(value, *more, timedelta=False):
          return round(value * 86_400_000_000) if timedelta else ordinary(value, *more)
      reader.from_excel = exact
      def plain(value):
          if isinstance(value, (datetime.datetime, datetime.date)): return value.isoformat()
          return value
      for sheet in openpyxl.load_workbook(sys.argv[1]):
          print(json.dumps(sheet.title, ensure_ascii=False))
          print(json.dumps([[plain(value) for value in row] for row in sheet.iter_rows(values_only=True)]))
      """
    let lines = try readings.of(path(".xlsx"), what: "sheets") { path in
      try Self.output("/usr/bin/python3", "-W", "ignore", "-c", script, path).split(separator: "\n").map(String.init)
    }
    let titles = try stride(from: 0, to: lines.count, by: 2).map { try JSON(text: lines[$0]).text }
    guard let index = titles.firstIndex(of: name) else { throw ServerFailure("no sheet “\(name)” among \(titles)") }
    return try JSON(text: lines[2 * index + 1]).list.map(\.list)
  }

  /// A sheet as a dictionary a row, by the header.
  package func rows(ofSheet name: String) throws -> [[String: JSON]] {
    let rows = try sheet(name)
    guard let header = rows.first?.map({ $0.text ?? "" }) else { return [] }
    return rows.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
  }

  /// The lists a sheet lets a person choose from: type, range and formula, by range.
  package func choices(ofSheet name: String) throws -> [JSON] {
    let script = """
      import json, sys, openpyxl
      found = openpyxl.load_workbook(sys.argv[1])[sys.argv[2]].data_validations.dataValidation
      lists = [{"type": item.type, "range": str(item.sqref), "formula": item.formula1} for item in found]
      json.dump(sorted(lists, key=lambda item: item["range"]), sys.stdout)
      """
    return try JSON(text: Self.output("/usr/bin/python3", "-W", "ignore", "-c", script, path(".xlsx"), name)).list
  }

  static func output(_ words: String...) throws -> String {
    let outcome = try Command.run(words: words)
    guard outcome.status == 0 else { throw ServerFailure("\(words[0]): \(outcome.errors)") }
    return outcome.output
  }
}
