import Glibc

/// Where on earth something happened, as far as the source or a GeoIP file knows.
public struct Place: Hashable, Sendable {
  /// Degrees north.
  public let latitude: Double
  /// Degrees east.
  public let longitude: Double
  /// How far off the place may be, in kilometres.
  public let accuracyKilometres: Double

  /// A place from its coordinates.
  public init(latitude: Double, longitude: Double, accuracyKilometres: Double = 0) {
    self.latitude = latitude
    self.longitude = longitude
    self.accuracyKilometres = accuracyKilometres
  }

  /// A place as a source or a file gives it; nil where the numbers are no place on earth (a database may hold NaN).
  public init?(checking latitude: Double, _ longitude: Double, accuracyKilometres: Double = 0) {
    guard (-90...90).contains(latitude), (-180...180).contains(longitude), accuracyKilometres >= 0 else { return nil }
    self.init(latitude: latitude, longitude: longitude, accuracyKilometres: accuracyKilometres)
  }

  /// The mean radius of the earth in kilometres (IUGG).
  private static let earthRadius = 6371.0088

  /// The great-circle distance in kilometres by the haversine formula, less both accuracies, never below zero,
  /// rounded half to even to three decimals so that a comparison does not hang on the last bit.
  public func distance(to other: Place) -> Double {
    let toRadians = Double.pi / 180
    let (first, second) = (latitude * toRadians, other.latitude * toRadians)
    let half = sin((second - first) / 2)
    let halfTurn = sin((other.longitude - longitude) * toRadians / 2)
    let chord = half * half + cos(first) * cos(second) * halfTurn * halfTurn
    let distance = 2 * Self.earthRadius * asin(min(1, chord.squareRoot()))
    let certain = max(0, distance - accuracyKilometres - other.accuracyKilometres)
    return (certain * 1000).rounded(.toNearestOrEven) / 1000
  }
}
