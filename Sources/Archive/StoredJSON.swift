import Files
import Foundation
import Messages

/// JSON files of the archive read back; what cannot be read is a fault and never "nothing there".
enum StoredJSON {
  /// Reads a file as a value; `remedy` is what a person does when it cannot be read.
  static func read<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], of file: String, remedy: Message
  ) throws(ArchiveError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch let error as DecodingError {
      throw .damaged(file, problem(error), remedy: remedy)
    } catch {
      throw .damaged(file, Message(tr: "JSON değil", en: "it is not JSON"), remedy: remedy)
    }
  }

  /// The bytes of a file that must be there.
  static func bytes(_ file: String, remedy: Message) throws(ArchiveError) -> [UInt8] {
    do throws(FileError) {
      return try InputFile.bytes(file)
    } catch {
      throw .unreadable(error, remedy: remedy)
    }
  }

  private static func problem(_ error: DecodingError) -> Message {
    switch error {
    case .keyNotFound(let key, _):
      Message(tr: "“\(key.stringValue)” yok", en: "“\(key.stringValue)” is missing")
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      Message(tr: "“\(path(context))” beklenen türde değil", en: "“\(path(context))” is not of its type")
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      Message(tr: "“\(path(context))” bilinmeyen bir değer", en: "“\(path(context))” is a value nobody knows")
    default:
      Message(tr: "JSON değil", en: "it is not JSON")
    }
  }

  private static func path(_ context: DecodingError.Context) -> String {
    context.codingPath.map(\.stringValue).joined(separator: ".")
  }
}
