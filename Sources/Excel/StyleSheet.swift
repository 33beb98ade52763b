internal import CXlsxWriter
internal import Documents

/// The formats of a workbook: each ``CellStyle`` becomes one of the library's formats, once.
final class StyleSheet {
  typealias Format = UnsafeMutablePointer<lxw_format>

  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private var formats: [CellStyle: Format] = [:]
  let theme: Theme
  let numberFormats: NumberFormats

  /// The formats live as long as `workbook`.
  init(workbook: UnsafeMutablePointer<lxw_workbook>, theme: Theme, formats: Formats) {
    self.workbook = workbook
    self.theme = theme
    numberFormats = NumberFormats(formats)
  }

  /// The library's format for a style; nil, its default, when memory is short.
  func format(_ style: CellStyle) -> Format? {
    if let known = formats[style] { return known }
    guard let format = workbook_add_format(workbook) else { return nil }
    apply(style, to: format)
    formats[style] = format
    return format
  }

  /// White letters for dark grounds, to be laid over another format.
  private(set) lazy var lightFont: Format? = {
    guard let format = workbook_add_format(workbook) else { return nil }
    format_set_font_color(format, libraryColour(0xFFFFFF))
    return format
  }()

  private func apply(_ style: CellStyle, to format: Format) {
    format_set_font_name(format, theme.fonts.workbookName)
    format_set_font_size(format, style.size)
    format_set_font_color(format, libraryColour(style.colour))
    if style.isBold { format_set_bold(format) }
    if style.isItalic { format_set_italic(format) }
    if style.isUnderlined { format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue)) }
    if let fill = style.fill { format_set_bg_color(format, libraryColour(fill)) }
    let horizontal =
      switch style.alignment {
      case .left: LXW_ALIGN_LEFT
      case .centre: LXW_ALIGN_CENTER
      case .right: LXW_ALIGN_RIGHT
      }
    format_set_align(format, UInt8(horizontal.rawValue))
    let vertical = style.isAtTop ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER
    format_set_align(format, UInt8(vertical.rawValue))
    if style.isWrapped { format_set_text_wrap(format) }
    if style.shrinks { format_set_shrink(format) }
    if style.indent > 0 { format_set_indent(format, style.indent) }
    if let numberFormat = style.numberFormat { format_set_num_format(format, numberFormat) }
    draw(style.top, with: format_set_top, format_set_top_color, on: format)
    draw(style.bottom, with: format_set_bottom, format_set_bottom_color, on: format)
    draw(style.left, with: format_set_left, format_set_left_color, on: format)
    draw(style.right, with: format_set_right, format_set_right_color, on: format)
  }

  private func draw(
    _ edge: CellStyle.Edge?, with setStroke: (Format?, UInt8) -> Void, _ setColour: (Format?, lxw_color_t) -> Void,
    on format: Format
  ) {
    guard let edge else { return }
    setStroke(format, UInt8((edge.isThick ? LXW_BORDER_THICK : LXW_BORDER_THIN).rawValue))
    setColour(format, libraryColour(edge.colour))
  }
}

/// A colour as the library takes it: zero means "not set" there, so black has a number of its own.
func libraryColour(_ number: UInt32) -> lxw_color_t { number == 0 ? LXW_COLOR_BLACK.rawValue : number }
