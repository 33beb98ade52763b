import Messages
internal import CXlsxWriter
internal import Documents

/// How a sheet is printed: A4, one page wide unless that were too small to read, the classification and the number on every page.
struct PrintSetup {
  private static let paperA4: UInt8 = 9
  /// Excel's limit for a header or a footer, in UTF-16 units.
  private static let lengthLimit = 255
  /// The sides of an A4 page in points.
  private static let shortSide = 595.3
  private static let longSide = 841.9
  private static let pointsPerInch = 72.0
  /// Between the page's text and its header or footer, in inches.
  private static let headerDistance = 0.3

  let identity: Identity
  let theme: Theme
  let words: RendererTexts

  /// The set-up of a document's sheets.
  init(_ document: Document) {
    identity = document.identity
    theme = document.theme
    words = document.words
  }

  /// Sets up a sheet that is as wide as a page.
  func apply(to sheet: Worksheet, isLandscape: Bool) {
    setUp(sheet, isLandscape: isLandscape, showsName: false)
    worksheet_fit_to_pages(sheet.pointer, 1, 0)
  }

  /// Sets up a listing, which shows its name in the header and repeats its first row on every page; one too wide to be
  /// read on one page is printed in groups of columns.
  func apply(toListing sheet: Worksheet, columnWidths: [Double]) {
    setUp(sheet, isLandscape: true, showsName: true)
    worksheet_repeat_rows(sheet.pointer, 0, 0)
    guard let groups = ColumnGroups(columnWidths, pageWidth: Self.longSide - 2 * theme.marginPoints) else {
      return worksheet_fit_to_pages(sheet.pointer, 1, 0)
    }
    worksheet_fit_to_pages(sheet.pointer, UInt16(groups.pageCount), 0)
    worksheet_print_across(sheet.pointer)
    worksheet_repeat_columns(sheet.pointer, 0, lxw_col_t(groups.repeatedCount - 1))
  }

  private func setUp(_ sheet: Worksheet, isLandscape: Bool, showsName: Bool) {
    let pointer = sheet.pointer
    worksheet_set_paper(pointer, Self.paperA4)
    if isLandscape { worksheet_set_landscape(pointer) } else { worksheet_set_portrait(pointer) }
    worksheet_gridlines(pointer, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    let side = theme.marginPoints / Self.pointsPerInch
    worksheet_set_margins(pointer, side, side, side + Self.headerDistance, side + Self.headerDistance)
    worksheet_set_header(pointer, header(showsName: showsName))
    worksheet_set_footer(pointer, footer)
  }

  /// How much of a laid-out sheet, in points, goes on one page, shrunk to the page's width where it is wider.
  func pageHeight(of grid: SheetGrid, isLandscape: Bool) -> Double {
    let (width, height) = isLandscape ? (Self.longSide, Self.shortSide) : (Self.shortSide, Self.longSide)
    let sheetWidth = grid.pixels(grid.all) * 0.75
    let scale = min(1, (width - 2 * theme.marginPoints) / sheetWidth)
    return (height - 2 * (theme.marginPoints + Self.headerDistance * Self.pointsPerInch)) / scale
  }

  /// Classification left, the sheet's name in the middle, the document number right.
  private func header(showsName: Bool) -> String {
    let left = "&L" + font("Bold", theme.colours.alert)
    let middle = showsName ? "&C" + font("Regular", theme.colours.muted) + "&A" : ""
    let right = "&R" + font("Regular", theme.colours.muted) + escaped(identity.number, in: theme.colours.muted)
    return left + fitting(identity.classification, in: theme.colours.alert, beside: left + middle + right) + middle
      + right
  }

  /// The running foot left, the page number right.
  private var footer: String {
    let left = "&L" + font("Regular", theme.colours.muted)
    let number = RendererTexts.fill(
      escaped(words.page, in: theme.colours.muted), ["page": "&P", "pages": "&N"])
    let right = "&R" + font("Regular", theme.colours.muted) + number
    return left + fitting(identity.runningFoot, in: theme.colours.muted, beside: left + right) + right
  }

  private func font(_ face: String, _ colour: Theme.Colour) -> String {
    let name = theme.fonts.workbookName.filter { $0 != "\"" && $0 != "&" && $0 != "," }
    return "&\"\(name),\(face)\"&8" + colourCode(colour)
  }

  private func colourCode(_ colour: Theme.Colour) -> String {
    let digits = String(colour.number, radix: 16, uppercase: true)
    return "&K" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
  }

  /// A text in which no ampersand is a code, standing in a colour.
  private func escaped(_ text: String, in colour: Theme.Colour) -> String {
    var result = ""
    var previous: Unicode.Scalar?
    for scalar in VisibleText.of(text).unicodeScalars {
      // The library takes "&G", even behind another ampersand, for a picture, and frees its memory twice.
      if previous == "&", scalar == "G" || scalar == "[" { result += colourCode(colour) }
      result += scalar == "&" ? "&&" : String(scalar)
      previous = scalar
    }
    return result
  }

  /// As much of a text as Excel's limit leaves room for.
  private func fitting(_ text: String, in colour: Theme.Colour, beside rest: String) -> String {
    let room = Self.lengthLimit - rest.utf16.count
    var result = escaped(text, in: colour)
    var scalars = text.unicodeScalars
    while result.utf16.count > room, !scalars.isEmpty {
      scalars.removeLast()
      result = escaped(String(scalars) + "…", in: colour)
    }
    return result
  }
}
