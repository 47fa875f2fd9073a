/* signed_message (NAME MESSAGE SIGNER good|bad|other)...: PKCS #7 signed messages, whose content is the message, by the
 * key of the certificate SIGNER: a good one, a bad one, or one by another key, whose certificate is in the message. */
#include <string.h>

#include "report.h"

static HCRYPTMSG decode(Bytes file) {
  HCRYPTMSG signed_message = CryptMsgOpenToDecode(X509_ASN_ENCODING | PKCS_7_ASN_ENCODING, 0, 0, 0, NULL, NULL);
  if (signed_message != NULL && !CryptMsgUpdate(signed_message, file.data, file.size, TRUE)) {
    CryptMsgClose(signed_message);
    signed_message = NULL;
  }
  return signed_message;
}

static void content(const char *name, HCRYPTMSG signed_message) {
  BYTE text[MESSAGE_SIZE];
  DWORD size = sizeof text;
  const BOOL ok = CryptMsgGetParam(signed_message, CMSG_CONTENT_PARAM, 0, text, &size);
  if (report_ok(name_of("%s, content", name), ok)) {
    report(name_of("%s, content is", name), "%s",
           size == MESSAGE_SIZE && memcmp(text, message(), size) == 0 ? "the message" : "another");
  }
}

static void hash(const char *name, HCRYPTMSG signed_message) {
  BYTE value[64];
  DWORD size = sizeof value;
  if (CryptMsgGetParam(signed_message, CMSG_COMPUTED_HASH_PARAM, 0, value, &size)) {
    report_bytes(name_of("%s, computed hash", name), value, size);
  } else {
    report_ok(name_of("%s, computed hash", name), FALSE);
  }
}

static void one(char **arguments) {
  const char *name = arguments[0];
  const BOOL good = strcmp(arguments[3], "good") == 0, bad = strcmp(arguments[3], "bad") == 0;
  const Bytes file = read_file(arguments[1]), signer_file = read_file(arguments[2]);
  PCCERT_CONTEXT signer = CertCreateCertificateContext(X509_ASN_ENCODING, signer_file.data, signer_file.size);
  HCRYPTMSG signed_message = decode(file);
  CRYPT_VERIFY_MESSAGE_PARA parameters = {0};
  BOOL ok;
  if (!report_ok(name_of("%s, decode", name), signed_message != NULL && signer != NULL)) return;
  content(name, signed_message);
  hash(name, signed_message);
  ok = CryptMsgControl(signed_message, 0, CMSG_CTRL_VERIFY_SIGNATURE, signer->pCertInfo);
  if (good) {
    report_ok(name_of("%s, verify", name), ok);
  } else {
    report_refused(name_of("%s, verify", name), ok);
  }
  parameters.cbSize = sizeof parameters;
  parameters.dwMsgAndCertEncodingType = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;
  ok = CryptVerifyMessageSignature(&parameters, 0, file.data, file.size, NULL, NULL, NULL);
  if (!bad) {
    report_ok(name_of("%s, CryptVerifyMessageSignature", name), ok);
  } else {
    report_refused(name_of("%s, CryptVerifyMessageSignature", name), ok);
  }
  CryptMsgClose(signed_message);
  CertFreeCertificateContext(signer);
}

int main(int argc, char **argv) {
  for (; argc > 4; argc -= 4, argv += 4) one(argv + 1);
  return report_end();
}
