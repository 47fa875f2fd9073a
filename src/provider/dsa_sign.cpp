// DSA. Signing is OpenSSL's. Verifying is FIPS 186-4 section 4.7 on OpenSSL's numbers, because OpenSSL's own refuses
// the groups of 512 bits that a key blob may have.
#include <openssl/core_names.h>
#include <openssl/dsa.h>

#include <algorithm>

#include "provider/dl_number.h"
#include "provider/families.h"
#include "provider/library.h"
#include "provider/number_params.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"
#include "provider/provider.h"

namespace cng::provider {
namespace {

constexpr std::size_t kMostDer = 2 * (dl::kMostGroupBytes + 3) + 6;
constexpr Error kNotVerified = invalid_signature("the signature is not that of this digest");

struct DsaMaterial final : Material {
  explicit DsaMaterial(PkeyPtr built) : pkey(std::move(built)) {}
  PkeyPtr pkey;
};

using DsaSigPtr = OsslPtr<DSA_SIG, DSA_SIG_free>;

// The object for signing, which does not need y.
Result<PkeyPtr> build(const KeyParts& parts) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  NumberParams<2 * dl::kMostPrimeBytes + 2 * dl::kMostGroupBytes, 4> params;
  params.add(OSSL_PKEY_PARAM_FFC_P, parts[dsa_part::p]);
  params.add(OSSL_PKEY_PARAM_FFC_Q, parts[dsa_part::q]);
  params.add(OSSL_PKEY_PARAM_FFC_G, parts[dsa_part::g]);
  params.add(OSSL_PKEY_PARAM_PRIV_KEY, parts[dsa_part::x]);
  const PkeyCtxPtr maker(EVP_PKEY_CTX_new_from_name(*context, "DSA", nullptr));
  EVP_PKEY* made = nullptr;
  if (!maker || EVP_PKEY_fromdata_init(maker.get()) != 1 ||
      EVP_PKEY_fromdata(maker.get(), &made, EVP_PKEY_KEYPAIR, params.get()) != 1)
    return ossl_failed("OpenSSL does not take this DSA key");
  return PkeyPtr(made);
}

Result<EVP_PKEY*> private_pkey(const Key& key) {
  if (const Material* known = key.material.get(); known != nullptr)
    return static_cast<const DsaMaterial*>(known)->pkey.get();
  Result<PkeyPtr> built = build(key.parts());
  if (!built) return built.error();
  const Material* kept = key.material.publish(std::make_unique<DsaMaterial>(std::move(*built)));
  return static_cast<const DsaMaterial*>(kept)->pkey.get();
}

// DER to r || s.
bool unpack(const unsigned char* der, std::size_t size, ByteSpan out) {
  const DsaSigPtr pair(d2i_DSA_SIG(nullptr, &der, static_cast<long>(size)));
  if (!pair) return false;
  const BIGNUM* r = nullptr;
  const BIGNUM* s = nullptr;
  DSA_SIG_get0(pair.get(), &r, &s);
  const auto width = static_cast<int>(out.size() / 2);
  return BN_bn2binpad(r, out.data(), width) == width && BN_bn2binpad(s, out.data() + width, width) == width;
}

struct Numbers {
  BnPtr p, q, g, y, r, s, z;

  Numbers(const KeyParts& parts, ByteView digest, ByteView signature)
      : p(dl::number(parts[dsa_part::p])),
        q(dl::number(parts[dsa_part::q])),
        g(dl::number(parts[dsa_part::g])),
        y(dl::number(parts[dsa_part::y])),
        r(dl::number(signature.first(signature.size() / 2))),
        s(dl::number(signature.last(signature.size() / 2))),
        z(dl::number(digest.first(std::min(digest.size(), parts[dsa_part::q].size())))) {}
  bool all() const { return p && q && g && y && r && s && z; }
  bool in_range() const {
    const auto inside = [&](const BnPtr& n) { return !BN_is_zero(n.get()) && BN_cmp(n.get(), q.get()) < 0; };
    return inside(r) && inside(s);
  }
};

// v = (g^(z/s) * y^(r/s) mod p) mod q is r. False too if s has no inverse, as with a q that is no prime.
bool verifies(const Numbers& n, BN_CTX* scratch) {
  const BnPtr w(BN_new()), u1(BN_new()), u2(BN_new()), a(BN_new()), b(BN_new()), v(BN_new());
  if (!w || !u1 || !u2 || !a || !b || !v) return false;
  return BN_mod_inverse(w.get(), n.s.get(), n.q.get(), scratch) != nullptr &&
         BN_mod_mul(u1.get(), n.z.get(), w.get(), n.q.get(), scratch) == 1 &&
         BN_mod_mul(u2.get(), n.r.get(), w.get(), n.q.get(), scratch) == 1 &&
         BN_mod_exp_mont(a.get(), n.g.get(), u1.get(), n.p.get(), scratch, nullptr) == 1 &&
         BN_mod_exp_mont(b.get(), n.y.get(), u2.get(), n.p.get(), scratch, nullptr) == 1 &&
         BN_mod_mul(v.get(), a.get(), b.get(), n.p.get(), scratch) == 1 &&
         BN_mod(v.get(), v.get(), n.q.get(), scratch) == 1 && BN_cmp(v.get(), n.r.get()) == 0;
}

}  // namespace

Status dsa_sign(const Key& key, ByteView digest, ByteSpan out) {
  if (!key.parts().has_private) return invalid_parameter("a public key cannot sign");
  const std::size_t group = key.parts()[dsa_part::q].size();
  if (out.size() != 2 * group) return internal_error("the buffer of a signature has another size");
  const Result<EVP_PKEY*> pkey = private_pkey(key);
  if (!pkey) return pkey.error();
  const Result<PkeyCtxPtr> operation = start(*pkey, EVP_PKEY_sign_init_ex);
  if (!operation) return operation.error();
  const ByteView leftmost = digest.first(std::min(digest.size(), group));
  unsigned char der[kMostDer];
  std::size_t size = sizeof der;
  if (EVP_PKEY_sign(operation->get(), der, &size, bytes_or_empty(leftmost), leftmost.size()) != 1 ||
      !unpack(der, size, out))
    return ossl_failed("the signature cannot be made");
  return {};
}

Status dsa_verify(const Key& key, ByteView digest, ByteView signature) {
  if (signature.size() != 2 * key.parts()[dsa_part::q].size())
    return invalid_signature("the signature is not twice as long as q");
  const Result<KeyParts> parts = dsa::complete(key);
  if (!parts) return parts.error();
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  const BnCtxPtr scratch(BN_CTX_new_ex(*context));
  const Numbers numbers(*parts, digest, signature);
  if (!scratch || !numbers.all()) return ossl_failed("no memory for a signature");
  if (!numbers.in_range() || !verifies(numbers, scratch.get())) return ossl_failed(kNotVerified);
  return {};
}

}  // namespace cng::provider
