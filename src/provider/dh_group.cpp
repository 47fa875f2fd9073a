#include "provider/dh_group.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <cstring>

#include "provider/dl_number.h"
#include "provider/ffc_generate.h"
#include "provider/library.h"
#include "provider/operation.h"
#include "provider/ossl_error.h"

namespace cng::provider::dh {
namespace {

// The first of a length is the one for new keys.
struct Known {
  std::size_t bytes;
  const char* name;
};
constexpr Known kKnown[] = {
    {192, "modp_1536"}, {256, "ffdhe2048"}, {256, "modp_2048"}, {384, "ffdhe3072"},
    {384, "modp_3072"}, {512, "ffdhe4096"}, {512, "modp_4096"},
};

// p or g of a known group, padded to `size`.
Result<SecretBytes> number_of(const EVP_PKEY* pkey, const char* name, std::size_t size) {
  BIGNUM* value = nullptr;
  if (EVP_PKEY_get_bn_param(pkey, name, &value) != 1) return ossl_failed("OpenSSL does not have this group");
  const BnPtr owned(value);
  SecretBytes bytes(size);
  if (BN_bn2binpad(value, bytes.span(SecretAccess{}).data(), static_cast<int>(size)) < 0)
    return ossl_failed("a known group has another size");
  return bytes;
}

Result<PkeyPtr> group_pkey(const char* name) {
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  OSSL_PARAM params[] = {text_param(OSSL_PKEY_PARAM_GROUP_NAME, name), OSSL_PARAM_construct_end()};
  const PkeyCtxPtr maker(EVP_PKEY_CTX_new_from_name(*context, "DH", nullptr));
  EVP_PKEY* made = nullptr;
  if (!maker || EVP_PKEY_fromdata_init(maker.get()) != 1 ||
      EVP_PKEY_fromdata(maker.get(), &made, EVP_PKEY_KEY_PARAMETERS, params) != 1)
    return ossl_failed("OpenSSL does not have this group");
  return PkeyPtr(made);
}

Result<Group> known_group(const Known& row) {
  const Result<PkeyPtr> pkey = group_pkey(row.name);
  if (!pkey) return pkey.error();
  Result<SecretBytes> p = number_of(pkey->get(), OSSL_PKEY_PARAM_FFC_P, row.bytes);
  if (!p) return p.error();
  Result<SecretBytes> g = number_of(pkey->get(), OSSL_PKEY_PARAM_FFC_G, row.bytes);
  if (!g) return g.error();
  SecretBytes q = dl::half_of(p->view(SecretAccess{}));
  return Group{std::move(*p), std::move(*g), std::move(q)};
}

Result<Group> new_group(std::uint32_t bits) {
  SecretBytes storage;
  KeyParts parts;
  CNG_TRY(ffc::generate(bits, storage, parts));
  const auto copy = [&](std::size_t part) { return SecretBytes(parts[part], SecretAccess{}); };
  return Group{copy(dsa_part::p), copy(dsa_part::g), copy(dsa_part::q)};
}

}  // namespace

Result<Group> make_group(std::uint32_t bits) {
  for (const Known& row : kKnown)
    if (8 * row.bytes == bits) return known_group(row);
  return new_group(bits);
}

Result<bool> is_known_prime(ByteView p) {
  for (const Known& row : kKnown) {
    if (row.bytes != p.size()) continue;
    const Result<Group> group = known_group(row);
    if (!group) return group.error();
    const ByteView known = group->p.view(SecretAccess{});
    if (std::memcmp(known.data(), p.data(), p.size()) == 0) return true;
  }
  return false;
}

}  // namespace cng::provider::dh
