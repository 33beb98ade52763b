import Messages
import Model

/// What stands in each column of a source's SELECTs, for whoever writes one.
extension SourceColumn {
  /// One clause, without a full stop.
  var meaning: Message {
    switch self {
    case .session(let column): column.meaning
    case .event(let column): column.meaning
    case .user(let column): column.meaning
    case .log(let column): column.meaning
    }
  }
}

extension SessionColumn {
  fileprivate var meaning: Message {
    switch self {
    case .id: Message(tr: "satırın anahtarı; asla belirteç (token) değil", en: "the row's key, never a token")
    case .userID: Message(tr: "oturumu açan kullanıcı", en: "the user who signed in")
    case .userName: Message(tr: "kullanıcının giriş adı", en: "the name the user signs in with")
    case .startedAt: Message(tr: "oturumun başladığı an", en: "when the session began")
    case .endedAt:
      Message(
        tr: "oturumun gerçekten bittiği an; bilinmiyorsa NULL", en: "when it really ended; NULL where nobody knows")
    case .expiresAt: Message(tr: "kendiliğinden biteceği an", en: "when it ends by itself")
    case .lastSeenAt: Message(tr: "son yaşam belirtisi", en: "its last sign of life")
    case .status: Message(tr: "durumu; “statuses” ile eşlenir", en: "its state; mapped by `statuses`")
    case .endReason:
      Message(tr: "neden bittiği; “end_reasons” ile eşlenir", en: "why it ended; mapped by `end_reasons`")
    case .address:
      Message(
        tr: "istemcinin IP adresi; “unknown” gibi sözcükler NULL olmalı",
        en: "the client's address; select NULL for words such as `unknown`")
    case .port: Message(tr: "istemcinin portu", en: "the client's port")
    case .userAgent: Message(tr: "tarayıcının kendini tanıtımı", en: "the browser's description of itself")
    case .device: Message(tr: "kaynağın adlandırdığı cihaz", en: "the device, as the source names it")
    case .kind:
      Message(
        tr: "oturumun türü, kaynağın sözcüğüyle (serbest metin)",
        en: "the kind of session in the source's own word (free text)")
    case .legalBasis:
      Message(
        tr: "kaynağın yazdığı hukuki sebep; “legal_bases” ile eşlenir, eşlenmeyen olduğu gibi yazılır",
        en: "the legal basis the source recorded; mapped by `legal_bases`, printed as it is where it is not")
    case .storedDuration:
      Message(
        tr: "uygulamanın başlangıç ve bitişin yanına yazdığı süre, mikrosaniye; yalnız onlarla karşılaştırılır (D01 j)",
        en: "the length the application wrote beside begin and end, in microseconds; only held against them (D01 j)")
    }
  }
}

extension EventColumn {
  fileprivate var meaning: Message {
    switch self {
    case .id: Message(tr: "satırın anahtarı", en: "the row's key")
    case .occurredAt: Message(tr: "olayın anı", en: "when it happened")
    case .userID:
      Message(
        tr: "olayın kullanıcısı; bilinmeyen adla başarısız girişte NULL",
        en: "the user; NULL for a failed sign-in with an unknown name")
    case .userName: Message(tr: "denenen veya kullanılan giriş adı", en: "the name that was used or tried")
    case .sessionID:
      Message(tr: "oturumun sessions.session_id değeri", en: "the session, as `sessions.session_id` has it")
    case .type: Message(tr: "türü; “events” ile eşlenir", en: "its type; mapped by `events`")
    case .reason:
      Message(
        tr: "girişin neden başarısız olduğu; “reasons” ile eşlenir", en: "why a sign-in failed; mapped by `reasons`")
    case .address: Message(tr: "istemcinin IP adresi", en: "the client's address")
    case .port: Message(tr: "istemcinin portu", en: "the client's port")
    case .userAgent: Message(tr: "tarayıcının kendini tanıtımı", en: "the browser's description of itself")
    case .device: Message(tr: "kaynağın adlandırdığı cihaz", en: "the device, as the source names it")
    case .actorID:
      Message(tr: "işlemi yapan kullanıcı (yönetici işlemlerinde)", en: "who acted, in acts of administrators")
    case .targetID: Message(tr: "işlemin yapıldığı kullanıcı", en: "the user it was done to")
    case .role: Message(tr: "verilen, alınan veya yeni rol", en: "the role granted, revoked or changed to")
    case .previousRole: Message(tr: "rol değişikliğinde önceki rol", en: "the role a change ended")
    case .approvedBy:
      Message(
        tr: "değişikliği onaylayan; user_id gibi yazılır", en: "who approved of the change, written as `user_id` is")
    case .requestNumber: Message(tr: "değişikliğin talep numarası", en: "the number of the request for the change")
    case .object:
      Message(
        tr:
          "erişilen nesne, kaynağın sözcüğüyle: tablo, ekran veya dosya sınıfı; kişinin adı veya kaydın kendisi değil",
        en:
          "what was accessed, in the source's word: a table, a screen, a class of files; no person and no single record"
      )
    case .recordCount:
      Message(
        tr: "erişilen kayıt sayısı, 0 ile 10.000.000.000 arası; başkası silinir ve sayılır",
        en: "how many records were accessed, from 0 to 10,000,000,000; anything else is cleared and counted")
    case .country:
      Message(tr: "adresin ülkesi, ISO 3166 iki harf", en: "the address's country, two letters of ISO 3166")
    case .latitude: Message(tr: "enlem, derece", en: "latitude in degrees")
    case .longitude: Message(tr: "boylam, derece", en: "longitude in degrees")
    case .details:
      Message(
        tr: "olayın kalan bilgileri (jsonb); şimdilik okunmaz", en: "what else is known of it (jsonb); not read yet")
    }
  }
}

extension UserColumn {
  fileprivate var meaning: Message {
    switch self {
    case .id:
      Message(
        tr: "öteki SELECT'lerdeki user_id ile aynı değer", en: "the user, as `user_id` of the other SELECTs has it")
    case .userName: Message(tr: "giriş adı", en: "the name the user signs in with")
    case .fullName: Message(tr: "adı soyadı", en: "the full name")
    case .email: Message(tr: "e-posta adresi", en: "the mail address")
    case .role: Message(tr: "şimdiki rolü", en: "the present role")
    case .unit: Message(tr: "birimi", en: "the unit")
    case .createdAt: Message(tr: "hesabın açıldığı an", en: "when the account was made")
    case .disabledAt:
      Message(tr: "hesabın kapatıldığı an; açıksa NULL", en: "when the account was disabled; NULL while it is not")
    case .isPrivileged: Message(tr: "yetkili hesap olup olmadığı", en: "whether the account is a privileged one")
    case .accountKind:
      Message(
        tr: "kişi mi hizmet hesabı mı; “account_kinds” ile eşlenir",
        en: "whether a person or a program uses it; mapped by `account_kinds`")
    }
  }
}

extension LogColumn {
  fileprivate var meaning: Message {
    switch self {
    case .loggedAt: Message(tr: "günlük satırının anı", en: "when it was logged")
    case .level: Message(tr: "düzeyi", en: "its level")
    case .module: Message(tr: "uygulamanın modülü", en: "the application's module")
    }
  }
}
