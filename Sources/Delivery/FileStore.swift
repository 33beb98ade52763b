/// What is asked of a place that keeps files; paths are relative to the location's own folder.
protocol FileStore: AnyObject {
  /// The names in a folder; nil where there is none.
  func names(in folder: String) throws(DeliveryError) -> Set<String>?
  /// Makes a folder, the owner's alone; the one above it must be there.
  func makeFolder(_ path: String) throws(DeliveryError)
  /// Writes a local file to a path that may be overwritten.
  func write(_ file: String, to path: String) throws(DeliveryError)
  /// SHA-256 of a file, read to its end from where it lies.
  func digest(_ path: String) throws(DeliveryError) -> String
  /// Gives a folder, or a file that was written, its name; nothing is ever replaced.
  func rename(_ path: String, to name: String) throws(DeliveryError)
  /// Removes a file, or a folder with everything in it; nothing there is no error.
  func remove(_ path: String) throws(DeliveryError)
  /// Bytes that may still be written; nil where the place does not tell.
  func freeBytes() throws(DeliveryError) -> Int?
}
