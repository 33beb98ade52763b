/// A chart, as numbers and words; how it is drawn is a renderer's business.
public struct Figure: Sendable {
  /// What the numbers count.
  public enum Unit: Sendable {
    /// Things.
    case count
    /// Microseconds, written as hours.
    case duration
  }

  /// The shape of the chart.
  public enum Shape: Sendable {
    /// A line over ordered labels, the area below it filled when there is only one series.
    case line
    /// Horizontal bars, the first label on top.
    case bars
    /// Upright columns, several series stacked.
    case columns
    /// A grid of cells, darker for more: one series is one row.
    case heatMap
  }

  /// Why no number is drawn where one could stand: it is not the same as none.
  public enum Omission: Sendable, Equatable {
    /// The source has no records of that time.
    case unrecorded
    /// The number must not be seen; the text stands where numbers are written.
    case hidden(String)
  }

  /// One row of numbers, one for every label.
  public struct Series: Sendable {
    /// The name, shown where there are several.
    public var name: String
    /// The numbers.
    public var values: [Int64]
    /// The severity the series stands for, which then colours it.
    public var severity: Int?
    /// Where no number is drawn, by the label's place; the number there is zero.
    public var omissions: [Int: Omission] = [:]

    /// A series from its parts.
    public init(name: String, values: [Int64], severity: Int? = nil, omissions: [Int: Omission] = [:]) {
      self.name = name
      self.values = values
      self.severity = severity
      self.omissions = omissions
    }
  }

  /// The English key.
  public var id: String
  /// The title.
  public var title: String
  /// What is counted, and in which steps.
  public var subtitle: String
  /// The shape.
  public var shape: Shape
  /// What the numbers count.
  public var unit: Unit
  /// The labels of the axis, or of the columns of a heat map.
  public var labels: [String]
  /// What the labels are, as the header of their column where the numbers stand in a table.
  public var labelTitle: String
  /// The numbers.
  public var series: [Series]
  /// What is written in the cells of a heat map for the numbers 0, 1, 2 …, of which the last is the darkest there can be.
  ///
  /// Empty: the numbers themselves, of which the largest there is is the darkest.
  public var marks: [String] = []

  /// A figure from its parts.
  public init(
    id: String, title: String, subtitle: String, shape: Shape, unit: Unit, labels: [String], labelTitle: String,
    series: [Series]
  ) {
    self.id = id
    self.title = title
    self.subtitle = subtitle
    self.shape = shape
    self.unit = unit
    self.labels = labels
    self.labelTitle = labelTitle
    self.series = series
  }
}
