import Glibc
import Messages
internal import CXlsxWriter
internal import Documents

/// One of Excel's own charts in the look of the document; it belongs to its workbook.
struct Chart {
  /// Where a chart stands: the cell of its upper left corner, and its size in pixels.
  struct Place {
    let row: Int
    let column: Int
    let width: Int
    let height: Int
  }

  private let pointer: UnsafeMutablePointer<lxw_chart>
  private let figure: Figure
  private let theme: Theme

  /// A chart of a figure, still without series.
  init(_ figure: Figure, theme: Theme, workbook: borrowing Workbook) throws(WorkbookError) {
    self.figure = figure
    self.theme = theme
    let type =
      switch figure.shape {
      case .line, .heatMap: LXW_CHART_LINE
      case .bars: LXW_CHART_BAR
      case .columns: LXW_CHART_COLUMN_STACKED
      }
    pointer = try workbook.addChart(type)
    setTitle()
    setAxes()
    setGrounds()
  }

  /// Draws what stands in the cells the references name, and inserts the chart into the sheet.
  func insert(into sheet: LaidOutSheet, at place: Place, numbers references: NumberTable.References) {
    addSeries(references)
    let words = figure.title + " – " + figure.subtitle
    sheet.insert(
      pointer, row: place.row, column: place.column, width: place.width, height: place.height, description: words)
  }

  private func addSeries(_ references: NumberTable.References) {
    for (index, reference) in references.series.enumerated() {
      guard let series = chart_add_series(pointer, references.labels, reference.values) else { continue }
      chart_series_set_name(series, reference.name)
      let colour = colour(of: index)
      switch figure.shape {
      case .line, .heatMap:
        var line = lxw_chart_line()
        line.color = colour
        line.width = 1.75
        chart_series_set_line(series, &line)
      case .bars, .columns:
        var fill = lxw_chart_fill()
        fill.color = colour
        chart_series_set_fill(series, &fill)
      }
      if figure.shape == .bars { addLabels(to: series) } else { markHidden(figure.series[index], in: series) }
    }
    if figure.shape != .line { chart_set_series_gap(pointer, 45) }
    if references.series.count > 1 {
      chart_legend_set_position(pointer, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
      withFont(size: 8.5, theme.colours.ink) { chart_legend_set_font(pointer, $0) }
    } else {
      chart_legend_set_position(pointer, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
    }
  }

  /// Where there is only one series a bar says its own number, and needs no axis for it.
  private func addLabels(to series: UnsafeMutablePointer<lxw_chart_series>) {
    chart_series_set_labels(series)
    chart_series_set_labels_position(series, UInt8(LXW_CHART_LABEL_POSITION_OUTSIDE_END.rawValue))
    chart_series_set_labels_num_format(series, axisFormat)
    withFont(size: 8.5, theme.colours.ink) { chart_series_set_labels_font(series, $0) }
  }

  /// Excel draws a text as zero: the text then stands at its place.
  private func markHidden(_ numbers: Figure.Series, in series: UnsafeMutablePointer<lxw_chart_series>) {
    guard numbers.omissions.values.contains(where: { $0 != .unrecorded }) else { return }
    chart_series_set_labels(series)
    withFont(size: 7, theme.colours.muted) { chart_series_set_labels_font(series, $0) }
    withLabels(figure.labels.indices.map { numbers.omissions[$0] }) { chart_series_set_labels_custom(series, $0) }
  }

  private func colour(of index: Int) -> lxw_color_t {
    let colours = theme.colours
    if let severity = figure.series[index].severity, colours.severities.indices.contains(severity) {
      return libraryColour(colours.severities[severity].number)
    }
    let cycle = [colours.accent, colours.muted, colours.ink, colours.accentLight]
    return libraryColour(cycle[index % cycle.count].number)
  }

  private func setTitle() {
    let words = figure.subtitle.isEmpty ? figure.title : figure.title + " – " + figure.subtitle
    chart_title_set_name(pointer, Self.shown(words))
    withFont(size: 9, theme.colours.muted) { chart_title_set_name_font(pointer, $0) }
  }

  private func setAxes() {
    let isBar = figure.shape == .bars
    // X lies at the bottom, and the labels of bars stand at their left.
    let labels = chart_axis_get(pointer, isBar ? LXW_CHART_AXIS_TYPE_Y : LXW_CHART_AXIS_TYPE_X)
    let values = chart_axis_get(pointer, isBar ? LXW_CHART_AXIS_TYPE_X : LXW_CHART_AXIS_TYPE_Y)
    var rule = lxw_chart_line()
    rule.color = libraryColour(theme.colours.rule.number)
    rule.width = 0.75
    var none = lxw_chart_line()
    none.none = 1
    chart_axis_set_line(labels, &rule)
    chart_axis_set_line(values, &none)
    for axis in [labels, values] {
      chart_axis_set_major_tick_mark(axis, UInt8(LXW_CHART_AXIS_TICK_MARK_NONE.rawValue))
      chart_axis_set_minor_tick_mark(axis, UInt8(LXW_CHART_AXIS_TICK_MARK_NONE.rawValue))
      withFont(size: 8.5, theme.colours.muted) { chart_axis_set_num_font(axis, $0) }
      withFont(size: 8.5, theme.colours.muted) { chart_axis_set_name_font(axis, $0) }
    }
    let scale = ChartScale(figure)
    chart_axis_set_min(values, 0)
    chart_axis_set_max(values, scale.end)
    chart_axis_set_major_unit(values, scale.step)
    chart_axis_set_num_format(values, axisFormat)
    if isBar {
      chart_axis_set_reverse(labels)
      chart_axis_major_gridlines_set_visible(values, 0)
      chart_axis_set_label_position(values, UInt8(LXW_CHART_AXIS_LABEL_POSITION_NONE.rawValue))
    } else {
      chart_axis_major_gridlines_set_visible(values, 1)
      chart_axis_major_gridlines_set_line(values, &rule)
      chart_axis_set_interval_unit(labels, UInt16(clamping: (figure.labels.count + 11) / 12))
      chart_axis_set_name(labels, Self.shown(figure.labelTitle))
    }
  }

  private func setGrounds() {
    var none = lxw_chart_line()
    none.none = 1
    chart_chartarea_set_line(pointer, &none)
    chart_plotarea_set_line(pointer, &none)
  }

  private var axisFormat: String {
    figure.unit == .duration ? NumberFormats.axisDuration : NumberFormats.count
  }

  private func withFont(size: Double, _ colour: Theme.Colour, _ body: (UnsafeMutablePointer<lxw_chart_font>) -> Void) {
    theme.fonts.workbookName.withCString { name in
      var font = lxw_chart_font()
      font.name = UnsafeMutablePointer(mutating: name)
      font.size = size
      // Zero means "not set" and would be bold in titles.
      font.bold = UInt8(LXW_EXPLICIT_FALSE.rawValue)
      font.color = libraryColour(colour.number)
      body(&font)
    }
  }

  /// A text the library does not take for a formula.
  private static func shown(_ text: String) -> String {
    let visible = VisibleText.of(text)
    return visible.utf8.first == UInt8(ascii: "=") ? " " + visible : visible
  }
}

extension Chart {
  /// Lends a list of labels as the library wants it: a text where a number must not be seen, none elsewhere.
  private func withLabels(
    _ omissions: [Figure.Omission?], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<lxw_chart_data_label>?>) -> Void
  ) {
    var labels = omissions.map { _ in lxw_chart_data_label() }
    var texts: [UnsafeMutablePointer<CChar>?] = []
    for (index, omission) in omissions.enumerated() {
      if case .hidden(let mark) = omission {
        texts.append(strdup(Self.shown(mark)))
        labels[index].value = texts[texts.count - 1]
      } else {
        labels[index].hide = UInt8(LXW_TRUE.rawValue)
      }
    }
    labels.withUnsafeMutableBufferPointer { labels in
      var pointers = labels.indices.map { index in labels.baseAddress.map { $0 + index } } + [nil]
      pointers.withUnsafeMutableBufferPointer { list in
        if let start = list.baseAddress { body(start) }
      }
    }
    for text in texts { free(text) }
  }
}
