import Delivery
import Evidence
import Files
import Support

/// A finished folder with files of several sizes and depths, as a backup has them.
struct SampleShipment {
  let scratch: ScratchFolder
  let shipment: Shipment

  /// The paths of its files.
  static let paths = ["a.dir/toc.dat", "a.dir/çok 'garip\" ad.dat", "dump.zst", "empty", "manifest.json"]

  /// Makes it; `dump.zst` has so many bytes.
  init(bytes: Int = 300_000, name: String = "20261007T231500Z") throws {
    scratch = try ScratchFolder()
    var files: [Shipment.File] = []
    for (index, path) in Self.paths.enumerated() {
      let text =
        switch path {
        case "empty": ""
        case "dump.zst": String(repeating: "0123456789abcdef", count: bytes / 16)
        default: "content \(index)"
        }
      let file = try scratch.write("\(name)/\(path)", text)
      files.append(.init(path: path, size: text.utf8.count, sha256: try Digest.ofFile(file)))
    }
    shipment = Shipment(folder: "\(scratch.path)/\(name)", shelf: "back-office", name: name, files: files)
  }

  /// Whether a folder holds exactly the files, and nobody else may read them.
  func lies(in folder: String) throws -> Bool {
    let found = try Command.run(
      "diff", "-r", shipment.folder, "\(folder)/\(shipment.shelf)/\(shipment.name)")
    let open = try Command.run("find", "\(folder)/\(shipment.shelf)/\(shipment.name)", "-perm", "/077")
    return found.status == 0 && open.output.isEmpty
  }
}

/// Places for shipments.
enum Place: String, CaseIterable {
  case folder, sftp

  /// The location of a folder, and the server that must live as long as it is used.
  func location(of folder: String) throws -> (location: Location, server: SSHServer?) {
    switch self {
    case .folder: return (.folder(folder), nil)
    case .sftp:
      let server = try SSHServer()
      return (.sftp(server.location(of: folder)), server)
    }
  }
}

extension SSHServer {
  /// How the program is told of it; a port or key of another one may be given.
  func location(
    of folder: String, port: Int? = nil, user: String? = nil, identity: String? = nil, knownHosts: String? = nil
  ) -> SFTPServer {
    var server = SFTPServer(
      host: "127.0.0.1", port: port ?? self.port, user: user ?? self.user, folder: folder,
      identity: identity ?? self.identity, knownHosts: knownHosts ?? self.knownHosts)
    (server.connectTimeout, server.answerTimeout) = (3_000_000, 2_000_000)
    return server
  }
}
