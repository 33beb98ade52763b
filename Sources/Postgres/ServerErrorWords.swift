internal import Messages

/// What an SQLSTATE means, in words of this program's own.
///
/// The server's words about a query that runs are never repeated: a function of the source may raise an error of any
/// SQLSTATE and put a row into it.
enum ServerErrorWords {
  /// The meaning of a code, or of its class.
  static func meaning(of sqlState: String) -> Message {
    codes[sqlState] ?? classes[String(sqlState.prefix(2))]
      ?? Message(tr: "sunucu bir hata bildirdi", en: "the server reported an error")
  }

  private static let codes: [String: Message] = [
    "22021": Message(
      tr: "bir metinde veritabanının kodlamasına uymayan baytlar var",
      en: "a text holds bytes that are none of the database's encoding"),
    "22P05": Message(
      tr: "bir karakterin UTF-8 karşılığı yok", en: "a character has no counterpart in UTF-8"),
    "25006": Message(
      tr: "sorgu veya bir işlevi yazmaya çalıştı; bağlantı salt okunurdur",
      en: "the query or one of its functions tried to write; the connection only reads"),
    "40001": Message(
      tr: "sunucu sorguyu başka işlemlerle veya kurtarmayla çakıştığı için durdurdu",
      en: "the server stopped the query for a conflict with other transactions or with recovery"),
    "40P01": Message(tr: "karşılıklı kilit", en: "a deadlock"),
    "42501": Message(tr: "yetki yok", en: "permission denied"),
    "53100": Message(tr: "sunucunun diski dolu", en: "the server's disk is full"),
    "53200": Message(
      tr: "sunucunun belleği veya kilit tablosu yetmedi", en: "the server is out of memory or of room for locks"),
    "53300": Message(tr: "sunucuda boş bağlantı yok", en: "the server has no connection left"),
    "55000": Message(
      tr: "sunucu veya veritabanı buna uygun durumda değil", en: "the server or the database is not in a state for it"),
    "55P03": Message(
      tr: "bir tablonun kilidi beklenen sürede açılmadı", en: "a table's lock was not given up in time"),
    "57014": Message(
      tr: "sorgu durduruldu (süre sınırı veya bir yönetici)",
      en: "the query was cancelled (its time limit, or an administrator)"),
    "57P01": Message(
      tr: "bir yönetici bağlantıyı kapattı", en: "an administrator closed the connection"),
    "57P03": Message(
      tr: "sunucu açılıyor, kapanıyor veya kurtarma yapıyor", en: "the server is starting, stopping or recovering"),
  ]

  private static let classes: [String: Message] = [
    "08": Message(tr: "bağlantı hatası", en: "a fault of the connection"),
    "0A": Message(tr: "sunucu bunu desteklemiyor", en: "the server does not support it"),
    "22": Message(
      tr: "bir değer çevrilemedi veya hesaplanamadı", en: "a value cannot be converted or calculated"),
    "28": Message(tr: "kullanıcı adı veya parola kabul edilmedi", en: "user or password are not accepted"),
    "42": Message(
      tr: "sorgunun veya bir işlevinin andığı bir şey yok ya da geçersiz",
      en: "something that the query or one of its functions refers to is not there or not valid"),
    "53": Message(tr: "sunucunun kaynakları yetmedi", en: "the server is out of resources"),
    "54": Message(tr: "sorgu sunucunun bir sınırını aştı", en: "the query exceeds a limit of the server"),
    "57": Message(tr: "sunucu sorguyu kesti", en: "the server interrupted the query"),
    "58": Message(
      tr: "sunucunun diskinde veya işletim sisteminde hata", en: "a fault of the server's disk or system"),
    "P0": Message(tr: "kaynağın bir işlevi hata verdi", en: "a function of the source raised an error"),
    "XX": Message(
      tr: "sunucuda iç hata veya bozuk veri", en: "an internal error or damaged data in the server"),
  ]
}
