internal import CXlsxWriter
internal import Documents
internal import Files
import Glibc

/// A workbook while it is written; whatever happens, its memory and its temporary files are given back.
struct Workbook: ~Copyable {
  private var handle: UnsafeMutablePointer<lxw_workbook>?
  private let path: String
  /// What the library writes: the workbook without the rows of streamed sheets.
  private let shell: PartialFile
  private let temporaryFolder: String
  private var names = SheetNames()
  /// The sheets so far, in order.
  private(set) var sheets: [Worksheet] = []
  let styles: StyleSheet
  let texts: CellText

  /// Begins a workbook for `document` that will be written to `path`, which errors name.
  init(for document: Document, at path: String, temporaryFolder: String) throws {
    guard Folder.exists(temporaryFolder) else { throw FileError(.open, temporaryFolder, code: ENOENT) }
    guard Folder.isWritable(temporaryFolder) else { throw FileError(.open, temporaryFolder, code: EACCES) }
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let shell = try PartialFile(at: "\(temporaryFolder)/.\(name).shell")
    let new = temporaryFolder.withCString { folder in
      var options = lxw_workbook_options()
      options.tmpdir = UnsafeMutablePointer(mutating: folder)
      return workbook_new_opt(shell.path, &options)
    }
    guard let new else { throw WorkbookError(.library(Self.words(LXW_ERROR_MEMORY_MALLOC_FAILED)), path) }
    handle = new
    self.path = path
    self.shell = shell
    self.temporaryFolder = temporaryFolder
    styles = StyleSheet(workbook: new, theme: document.theme, formats: document.formats)
    texts = CellText(shortened: document.words.shortened)
    Self.setProperties(document.identity, on: new)
  }

  deinit {
    guard let handle else { return }
    // The library frees a sheet without closing its file, which would keep the space on the disk.
    for sheet in sheets {
      if let file = sheet.temporaryFile { fclose(file) }
    }
    lxw_workbook_free(handle)
  }

  /// Adds a sheet behind the others; see ``Worksheet`` for what streaming means.
  mutating func addSheet(_ wanted: String, part: Int = 1, isStreamed: Bool) throws -> Worksheet {
    guard let handle else { throw WorkbookError(.library(Self.words(LXW_ERROR_NULL_PARAMETER_IGNORED)), path) }
    let name = names.next(for: wanted, part: part)
    // The library looks at this when it makes a sheet, so one workbook can hold sheets of both kinds.
    handle.pointee.options.constant_memory = isStreamed ? 1 : 0
    guard let pointer = workbook_add_worksheet(handle, name) else {
      throw DiskFailure.writing(temporaryFolder, code: errno)
    }
    let sheet = Worksheet(pointer, name: name, temporaryFolder: temporaryFolder)
    sheets.append(sheet)
    // A name such as "T01" reads as a cell where formulas mention it, unless it stands in apostrophes.
    free(pointer.pointee.quoted_name)
    pointer.pointee.quoted_name = strdup("'\(name)'")
    if let file = sheet.temporaryFile { try checkPlace(of: file) }
    return sheet
  }

  /// Adds a small sheet made to be read and printed; ``finish(_:of:)`` sets it up.
  mutating func addLaidOutSheet(_ wanted: String, _ grid: SheetGrid) throws -> LaidOutSheet {
    LaidOutSheet(try addSheet(wanted, isStreamed: false), grid: grid, styles: styles, texts: texts)
  }

  /// Sets up how a filled sheet is printed, and throws when the library refused any of it.
  func finish(_ sheet: LaidOutSheet, of document: Document) throws {
    let print = PrintSetup(document)
    let isLandscape = sheet.grid.columnCount > SheetGrid.portrait.columnCount
    print.apply(to: sheet.worksheet, isLandscape: isLandscape)
    sheet.finish(pageHeight: print.pageHeight(of: sheet.grid, isLandscape: isLandscape))
    try check(sheet.refusal)
  }

  /// Begins the rows of a streamed sheet.
  func beginRows() throws -> RowStream { try naming { try RowStream(in: temporaryFolder) } }

  /// Does something with the rows of a streamed sheet, and names the file where they cannot be packed.
  func naming<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch is RowPacker.Unpackable { throw failure(.unpackable) }
  }

  /// Adds a chart, to be inserted into a sheet.
  func addChart(_ type: lxw_chart_type) throws(WorkbookError) -> UnsafeMutablePointer<lxw_chart> {
    guard let chart = workbook_add_chart(handle, UInt8(type.rawValue)) else {
      throw WorkbookError(.library(Self.words(LXW_ERROR_MEMORY_MALLOC_FAILED)), path)
    }
    return chart
  }

  /// Throws when the library refused something.
  func check(_ code: lxw_error) throws(WorkbookError) {
    if code != LXW_NO_ERROR { throw WorkbookError(.library(Self.words(code)), path) }
  }

  /// An error that names the file.
  func failure(_ reason: WorkbookError.Reason) -> WorkbookError { WorkbookError(reason, path) }

  /// Packs the sheets into the file.
  ///
  /// - Returns: What every sheet must hold when the file is read back.
  consuming func close(into file: borrowing PartialFile) throws -> [SheetContent] {
    guard let handle else { return [] }
    var contents: [SheetContent] = []
    for sheet in sheets { contents.append(try sheet.flush()) }
    try checkSpace()
    try closeShell(handle)
    var rows: [Int: PackedRows] = [:]
    for (index, sheet) in sheets.enumerated() { rows[index + 1] = sheet.packedRows }
    do {
      try WorkbookAssembly(shell: shell.path, rows: rows).write(to: file)
    } catch let surprise as WorkbookAssembly.Surprise {
      throw failure(.damagedPart(surprise.part))
    } catch is RowPacker.Unpackable {
      throw failure(.unpackable)
    }
    return contents
  }

  /// Has the library write what it was given, and gives its memory back.
  private mutating func closeShell(_ handle: UnsafeMutablePointer<lxw_workbook>) throws {
    // When closing fails the library leaves files open that nobody can reach; a second descriptor can empty them.
    let spares = sheets.compactMap(\.temporaryFile).map { fcntl(fileno($0), F_DUPFD_CLOEXEC, 0) }
    defer { for spare in spares where spare >= 0 { Glibc.close(spare) } }
    self.handle = nil
    errno = 0
    let code = workbook_close(handle)
    let reason = errno
    guard code == LXW_NO_ERROR else {
      let failure = closingFailure(code, reason)
      for spare in spares where spare >= 0 { ftruncate(spare, 0) }
      throw failure
    }
  }

  private func closingFailure(_ code: lxw_error, _ reason: CInt) -> any Error {
    switch code {
    case LXW_ERROR_CREATING_TMPFILE, LXW_ERROR_READING_TMPFILE, LXW_ERROR_CREATING_XLSX_FILE,
      LXW_ERROR_ZIP_FILE_OPERATION, LXW_ERROR_ZIP_FILE_ADD, LXW_ERROR_ZIP_CLOSE:
      return DiskFailure.writing(temporaryFolder, code: reason)
    default:
      return WorkbookError(.library(Self.words(code)), path)
    }
  }

  /// Throws at once when the disk cannot hold the file, before minutes are spent on writing it.
  private func checkSpace() throws(FileError) {
    let needed = sheets.compactMap(\.packedRows).reduce(0) { $0 + $1.packed.byteCount }
    if try Folder.freeBytes(path) < needed { throw FileError(.write, path, code: ENOSPC) }
  }

  /// Throws when a temporary file lies elsewhere than told: the library silently tries `/tmp` and other places.
  private func checkPlace(of file: UnsafeMutablePointer<FILE>) throws {
    var actual = stat()
    var wanted = stat()
    guard fstat(fileno(file), &actual) == 0, stat(temporaryFolder, &wanted) == 0 else {
      throw FileError(.inspect, temporaryFolder)
    }
    guard actual.st_dev == wanted.st_dev else {
      throw WorkbookError(.strayTemporaryFile(folder: temporaryFolder), path)
    }
    _ = fcntl(fileno(file), F_SETFD, FD_CLOEXEC)
  }

  private static func words(_ code: lxw_error) -> String { String(cString: lxw_strerror(code)) }
}
