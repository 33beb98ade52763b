import Messages
import Postgres
import Testing

/// Connection strings as people and programs write them: understood as they are meant, or refused without a word of them.
@Suite struct ConnectionStringTests {
  /// Passwords that are easily written wrongly; every half of one is a secret.
  private static let passwords = [
    "kanarya%", "kanarya%kanarya", "%kanarya", "kan%zzarya", "kanarya@kanarya", "kanarya/kanarya", "12/kanarya",
    "@kanarya", "kanarya/@kanarya", "12/kanarya@kanarya", "kanarya@kanarya/12", "kanarya@@kanarya", "12/kan?arya",
    "12/kan?x=arya", "kanarya%00", "[kanarya/", "12/kan#arya",
  ]

  private static let hostile =
    passwords.map { "postgres://kullanıcı:\($0)@127.0.0.1:1/efys" }
    + passwords.map { "postgresql://kullanıcı:\($0)@127.0.0.1/efys?sslmode=disable" }
    + [
      "postgres://127.0.0.1/efys?password=kan&arya", "postgres://127.0.0.1/efys?password=kan&kanarya=arya",
      "postgres://127.0.0.1/efys?kanarya", "postgres://u:kanarya", "postgres://u:kanarya/efys",
      "postgres:///u:kanarya@127.0.0.1/efys", "postgres:/u:kanarya@127.0.0.1", "mysql://u:kanarya@127.0.0.1/efys",
      " postgres://u:kanarya@127.0.0.1/efys", "POSTGRES://u:kanarya@127.0.0.1", "kanarya", "host=h kanarya",
      "host=h password=kan arya user=u", "password=kan kanarya=x", "password='kanarya", "password = kan arya=",
      "host=h password=x port=kanarya", "host=h pasword=kanarya",
    ]

  private static func problem(_ text: String, allowsSecrets: Bool) -> PostgresError? {
    do throws(PostgresError) {
      try Connection.check(connectionString: text, allowsSecrets: allowsSecrets)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: hostile)
  func `one that would be misread is refused, and no part of it repeated`(text: String) {
    for allowsSecrets in [true, false] {
      let error = Self.problem(text, allowsSecrets: allowsSecrets)
      #expect(error?.kind == .connectionString)
      for words in [error?.message.tr ?? "", error?.message.en ?? "", "\(error.map { "\($0)" } ?? "")"] {
        #expect(!words.contains("kan") && !words.contains("arya") && !words.contains("127.0.0.1"), "\(words)")
      }
    }
  }

  @Test(arguments: [
    "", "host=h dbname=d user=u", "service=efys", "postgres://u@h/d", "postgresql://u@h:1,i:2/d?sslmode=require",
    "postgres://u@%2Fvar%2Frun/d", "postgres://[::1]:5432/d", "postgresql:///d?host=/tmp&port=1", "postgres://",
    "port=1,2", "postgres://u%40realm@h/d", "postgres://u@h/d?application_name=a@b",
  ])
  func `one without a password is understood`(text: String) {
    #expect(Self.problem(text, allowsSecrets: false) == nil)
    #expect(Self.problem(text, allowsSecrets: true) == nil)
  }

  @Test(arguments: [
    "password=kanarya", "host=h sslpassword=kanarya", "postgres://u:kanarya@h/d", "postgres://h/d?sslpassword=kanarya",
    "postgres://h/d?password=kanarya", "postgres://u:kan%40arya@h", "postgres://u:kan?arya@h", "password='kan @/ arya'",
    "postgres://u:kan:arya@h/d",
  ])
  func `one with a password is for variables alone`(text: String) {
    #expect(Self.problem(text, allowsSecrets: true) == nil)
    let error = Self.problem(text, allowsSecrets: false)
    #expect(error?.message.en.contains("must not hold a password") == true)
    #expect(error?.message.en.contains("kan") == false)
  }
}
