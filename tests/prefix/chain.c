/* chain (NAME ROOT INTERMEDIATE LEAF)...: crypt32 builds the chain from a store in memory, checks every signature, and
 * finds certificates by their hashes. */
#include <string.h>

#include "report.h"

static PCCERT_CONTEXT add(HCERTSTORE store, const char *path) {
  const Bytes file = read_file(path);
  PCCERT_CONTEXT certificate = NULL;
  CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, file.data, file.size, CERT_STORE_ADD_ALWAYS, &certificate);
  return certificate;
}

static void report_chain(const char *what, HCERTCHAINENGINE engine, PCCERT_CONTEXT leaf, HCERTSTORE store) {
  CERT_CHAIN_PARA parameters = {0};
  PCCERT_CHAIN_CONTEXT chain = NULL;
  CERT_CHAIN_POLICY_PARA policy = {0};
  CERT_CHAIN_POLICY_STATUS status = {0};
  DWORD i;
  parameters.cbSize = sizeof parameters;
  policy.cbSize = sizeof policy;
  status.cbSize = sizeof status;
  if (!CertGetCertificateChain(engine, leaf, NULL, store, &parameters, 0, NULL, &chain)) {
    report_ok(what, FALSE);
    return;
  }
  report(what, "errors 0x%08lx, information 0x%08lx, %lu certificates", chain->TrustStatus.dwErrorStatus,
         chain->TrustStatus.dwInfoStatus, chain->rgpChain[0]->cElement);
  for (i = 0; i < chain->rgpChain[0]->cElement; ++i) {
    const CERT_TRUST_STATUS *one = &chain->rgpChain[0]->rgpElement[i]->TrustStatus;
    report(name_of("%s, certificate %lu", what, i), "errors 0x%08lx, information 0x%08lx", one->dwErrorStatus,
           one->dwInfoStatus);
  }
  CertVerifyCertificateChainPolicy(CERT_CHAIN_POLICY_BASE, chain, &policy, &status);
  report(name_of("%s, the base policy", what), "0x%08lx", status.dwError);
  CertFreeCertificateChain(chain);
}

static void find(const char *name, HCERTSTORE store, PCCERT_CONTEXT leaf) {
  static const struct {
    const char *name;
    DWORD property, search;
  } kBy[] = {{"SHA1", CERT_SHA1_HASH_PROP_ID, CERT_FIND_SHA1_HASH},
             {"MD5", CERT_MD5_HASH_PROP_ID, CERT_FIND_MD5_HASH},
             {"signature", CERT_SIGNATURE_HASH_PROP_ID, CERT_FIND_SIGNATURE_HASH}};
  size_t i;
  for (i = 0; i < ARRAYSIZE(kBy); ++i) {
    BYTE hash[64];
    CRYPT_HASH_BLOB blob = {sizeof hash, hash};
    PCCERT_CONTEXT found = NULL;
    /* Wine knows the signature hashes of the RSA algorithms only. */
    if (kBy[i].search == CERT_FIND_SIGNATURE_HASH &&
        strncmp(leaf->pCertInfo->SignatureAlgorithm.pszObjId, szOID_RSA_RSA, sizeof szOID_RSA_RSA - 2) != 0)
      continue;
    if (CertGetCertificateContextProperty(leaf, kBy[i].property, hash, &blob.cbData)) {
      found = CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, kBy[i].search, &blob, NULL);
    }
    report_ok(name_of("%s, find by the %s hash", name, kBy[i].name),
              found != NULL && CertCompareCertificate(X509_ASN_ENCODING, found->pCertInfo, leaf->pCertInfo));
    CertFreeCertificateContext(found);
  }
}

static void all_of(const char *name, char **paths) {
  HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, CERT_STORE_CREATE_NEW_FLAG, NULL);
  HCERTSTORE roots = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, CERT_STORE_CREATE_NEW_FLAG, NULL);
  PCCERT_CONTEXT root = add(roots, paths[0]), intermediate = add(store, paths[1]), leaf = add(store, paths[2]);
  CERT_CHAIN_ENGINE_CONFIG config = {0};
  HCERTCHAINENGINE engine = NULL;
  DWORD flags = CERT_STORE_SIGNATURE_FLAG;
  if (report_ok(name_of("%s, decode", name), root != NULL && intermediate != NULL && leaf != NULL)) {
    report_ok(name_of("%s, check the signature", name),
              CertVerifySubjectCertificateContext(leaf, intermediate, &flags));
    report(name_of("%s, what is left to check", name), "0x%08lx", flags);
    report_chain(name_of("%s, without a root", name), NULL, leaf, store);
    /* Wine knows the structure of Windows 7. */
    config.cbSize = FIELD_OFFSET(CERT_CHAIN_ENGINE_CONFIG, dwExclusiveFlags);
    config.hExclusiveRoot = roots;
    if (report_ok(name_of("%s, an engine with the root", name), CertCreateCertificateChainEngine(&config, &engine))) {
      report_chain(name_of("%s, with the root", name), engine, leaf, store);
      CertFreeCertificateChainEngine(engine);
    }
    find(name, store, leaf);
  }
  CertFreeCertificateContext(root);
  CertFreeCertificateContext(intermediate);
  CertFreeCertificateContext(leaf);
  CertCloseStore(store, 0);
  CertCloseStore(roots, 0);
}

int main(int argc, char **argv) {
  for (; argc > 4; argc -= 4, argv += 4) all_of(argv[1], argv + 2);
  return report_end();
}
