#include <openssl/cms.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// A name as RFC 2253 writes it, with what is beyond ASCII left readable: the importer does not see these macros.
static const unsigned long readable_name = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;

// Swift cannot call OpenSSL's macros of typed stacks; these are the ones that are needed.

static inline int certificate_count(const STACK_OF(X509) *certificates) { return sk_X509_num(certificates); }

static inline X509 *certificate_at(const STACK_OF(X509) *certificates, int index) {
  return sk_X509_value(certificates, index);
}

static inline CMS_SignerInfo *only_signer(CMS_ContentInfo *message) {
  STACK_OF(CMS_SignerInfo) *signers = CMS_get0_SignerInfos(message);
  return sk_CMS_SignerInfo_num(signers) == 1 ? sk_CMS_SignerInfo_value(signers, 0) : NULL;
}

static inline void free_certificate_list(STACK_OF(X509) *certificates) { sk_X509_free(certificates); }
