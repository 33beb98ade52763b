import Delivery
import Files
import Messages
import Support
import Testing

/// Servers that refuse, lie or fall silent.
@Suite struct SFTPTests {
  private static func failure(_ server: SFTPServer, bytes: Int = 300_000) throws -> DeliveryError {
    let sample = try SampleShipment(bytes: bytes)
    return try #require(throws: DeliveryError.self) { _ = try Location.sftp(server).put(sample.shipment) }
  }

  @Test func `a server with another key gets nothing`() throws {
    let (server, other) = (try SSHServer(), try SSHServer())
    let key = try InputFile.text(other.knownHosts).replacing("]:\(other.port)", with: "]:\(server.port)")
    let wrong = try server.folder.write("wrong_hosts", key)
    let none = try server.folder.write("no_hosts", "")
    for file in [wrong, none, server.folder.path + "/missing"] {
      let error = try Self.failure(server.location(of: server.folder.path + "/b", knownHosts: file))
      #expect(error.message.en.contains("the server's key is not the one in “known_hosts”, or there is none."))
      #expect(error.failureKind == .notPermitted)
    }
  }

  @Test func `a key or user that the server does not know is said to be refused`() throws {
    let (server, other) = (try SSHServer(), try SSHServer())
    for refused in [
      server.location(of: "/tmp", identity: other.identity), server.location(of: "/tmp", user: "nobody-here"),
    ] {
      let error = try Self.failure(refused)
      #expect(error.message.en.contains("the server did not accept the user or the key"))
      #expect(!error.message.en.contains(server.folder.path + "/identity"))
    }
  }

  @Test func `nobody there, no such name, and a server that takes the call and stays silent`() throws {
    let server = try SSHServer()
    let free = try SilentServer().port
    #expect(try Self.failure(server.location(of: "/tmp", port: free)).message.en.contains("no connection; check"))
    let silent = try SilentServer()
    let begin = ContinuousClock.now
    let error = try Self.failure(server.location(of: "/tmp", port: silent.port))
    #expect(error.message.en.contains("no connection in time") || error.cause == .silent)
    #expect(ContinuousClock.now - begin < .seconds(10))
  }

  @Test(arguments: [20_000, 400_000])
  func `a connection that falls silent is given up`(bytes: Int) throws {
    let server = try SSHServer()
    let target = try ScratchFolder()
    let network = try StallingNetwork(toPort: server.port, bytes: bytes)
    defer { network.end() }
    let known = try server.folder.write(
      "other_port", try InputFile.text(server.knownHosts).replacing("]:\(server.port)", with: "]:\(network.port)"))
    let begin = ContinuousClock.now
    let error = try Self.failure(
      server.location(of: target.path, port: network.port, knownHosts: known), bytes: 8 << 20)
    #expect(error.cause == .silent)
    #expect(ContinuousClock.now - begin < .seconds(10))
    #expect(try Folder.entries(target.path + "/back-office").allSatisfy { $0.hasPrefix(".") })
  }

  @Test func `a byte that changes at rest is found, and the copy does not count`() throws {
    let folder = try ScratchFolder()
    let lying = try Preload.build(
      """
      #include <string.h>
      #include <stdio.h>
      #include <unistd.h>
      ssize_t write(int number, const void *bytes, size_t count) {
        char link[64], path[4096] = "", copy[count + 1];
        snprintf(link, sizeof link, "/proc/self/fd/%d", number);
        memcpy(copy, bytes, count);
        if (readlink(link, path, sizeof path - 1) > 0 && strstr(path, "dump.zst") && count > 100) copy[50] ^= 1;
        return ((ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write"))(number, copy, count);
      }
      """, in: folder)
    let library = try #require(lying["LD_PRELOAD"] ?? nil)
    let server = try SSHServer(wrapper: "/usr/bin/env LD_PRELOAD=\(library)")
    let target = try ScratchFolder()
    let error = try Self.failure(server.location(of: target.path))
    #expect(error.cause == .altered)
    #expect(error.place.hasSuffix("/back-office/20261007T231500Z/dump.zst"))
    #expect(try Folder.entries(target.path + "/back-office") == [".20261007T231500Z.partial"])
  }

  @Test(.enabled(if: SmallDisk.isAllowed))
  func `a disk that fills up during the transfer`() throws {
    let folder = try ScratchFolder()
    // This server tells of more room than there is.
    let lying = try Preload.build(
      """
      #include <sys/statvfs.h>
      int statvfs(const char *path, struct statvfs *status) {
        int result = ((int (*)(const char *, struct statvfs *))dlsym(RTLD_NEXT, "statvfs"))(path, status);
        status->f_bavail += 1 << 20;
        return result;
      }
      int statvfs64(const char *path, struct statvfs64 *status) {
        int result = ((int (*)(const char *, struct statvfs64 *))dlsym(RTLD_NEXT, "statvfs64"))(path, status);
        status->f_bavail += 1 << 20;
        return result;
      }
      """, in: folder)
    let library = try #require(lying["LD_PRELOAD"] ?? nil)
    let server = try SSHServer(wrapper: "/usr/bin/env LD_PRELOAD=\(library)")
    let disk = try SmallDisk(kibibytes: 2048)
    let error = try Self.failure(server.location(of: disk.path), bytes: 3 << 20)
    #expect(error.message.en.contains("the server could not write; check the network, the server's disk"))
    #expect(try Folder.entries(disk.path + "/back-office") == [".20261007T231500Z.partial"])
  }

  @Test func `a folder below the user's own, and names that mean something to shells and URLs`() throws {
    let server = try SSHServer()
    let target = try ScratchFolder()
    let name = "a b%20'\"\\#?;é"
    try Folder.create("\(target.path)/\(name)")
    let sample = try SampleShipment()
    _ = try Location.sftp(server.location(of: "\(target.path)/\(name)")).put(sample.shipment)
    #expect(try sample.lies(in: "\(target.path)/\(name)"))
    let home = try Command.run("sh", "-c", "cd && pwd").output.split(separator: "\n")[0]
    let own = "tutanak-test-\(server.port)"
    try Folder.create("\(home)/\(own)")
    defer { try? Folder.remove("\(home)/\(own)") }
    _ = try Location.sftp(server.location(of: own)).put(sample.shipment)
    #expect(try sample.lies(in: "\(home)/\(own)"))
  }
}
