import CCurl
import Messages

/// What is wrong with a server or the way to it, as far as libcurl's codes tell.
enum SFTPFault: Equatable {
  case unknownName, unreachable, late, foreignKey, refusedKey, forbidden, missing, full, cut

  /// The fault of a code of libcurl; nil where the code says nothing one could act on.
  init?(_ code: Int) {
    switch CURLcode(UInt32(code)) {
    case CURLE_COULDNT_RESOLVE_HOST: self = .unknownName
    case CURLE_COULDNT_CONNECT: self = .unreachable
    case CURLE_OPERATION_TIMEDOUT: self = .late
    case CURLE_PEER_FAILED_VERIFICATION: self = .foreignKey
    case CURLE_LOGIN_DENIED: self = .refusedKey
    case CURLE_REMOTE_ACCESS_DENIED: self = .forbidden
    case CURLE_REMOTE_FILE_NOT_FOUND: self = .missing
    case CURLE_REMOTE_DISK_FULL: self = .full
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_SSH, CURLE_PARTIAL_FILE: self = .cut
    default: return nil
    }
  }

  var failureKind: FailureKind {
    switch self {
    case .unknownName, .unreachable, .late, .cut: .unavailable
    case .foreignKey, .refusedKey, .forbidden: .notPermitted
    case .missing: .cannotCreate
    case .full: .inputOutput
    }
  }

  var words: Message {
    switch self {
    case .unknownName:
      Message(
        tr: "sunucunun adı çözülemedi; “host” değerini ve DNS ayarlarını denetleyin.",
        en: "the server's name has no address; check “host” and the settings of DNS.")
    case .unreachable:
      Message(
        tr:
          "bağlantı kurulamadı; sunucunun çalıştığını, “host” ile “port” değerlerini ve güvenlik duvarını denetleyin.",
        en: "no connection; check that the server runs, “host” and “port”, and the firewall.")
    case .late:
      Message(
        tr: "süresi içinde bağlantı kurulamadı; ağı ve sunucuyu denetleyin (timeouts: { connect }).",
        en: "no connection in time; check the network and the server (timeouts: { connect }).")
    case .foreignKey:
      Message(
        tr: "sunucunun anahtarı “known_hosts” dosyasındaki değil, ya da orada yok. Anahtarı güvenilir bir yoldan "
          + "doğrulayıp “ssh-keyscan” ile ekleyin; beklenmedik bir değişiklikse önce araştırın.",
        en: "the server's key is not the one in “known_hosts”, or there is none. Verify the key in a way you trust and "
          + "add it with “ssh-keyscan”; where it changed unexpectedly, find out why first.")
    case .refusedKey:
      Message(
        tr: "sunucu kullanıcıyı ya da anahtarı kabul etmedi; açık anahtar authorized_keys dosyasında, “identity” "
          + "parolasız ve ed25519 (ssh-keygen -t ed25519) olmalı.",
        en:
          "the server did not accept the user or the key; the public key must stand in authorized_keys, and “identity” "
          + "be of ed25519 without a passphrase (ssh-keygen -t ed25519).")
    case .forbidden:
      Message(
        tr: "kullanıcının orada yazma ya da okuma yetkisi yok; klasörün sahibini ve kipini denetleyin.",
        en: "the user may not read or write there; check the folder's owner and mode.")
    case .missing: Message(tr: "dosya ya da klasör yok.", en: "the file or folder is not there.")
    case .full:
      Message(
        tr: "oradaki disk ya da kota dolu; yer açıp yeniden deneyin.",
        en: "the disk or quota there is full; free some space and try again.")
    case .cut:
      Message(
        tr: "bağlantı koptu ya da sunucu yazamadı; ağı, sunucunun diskini ve günlüğünü denetleyin.",
        en: "the connection broke, or the server could not write; check the network, the server's disk and its log.")
    }
  }
}
