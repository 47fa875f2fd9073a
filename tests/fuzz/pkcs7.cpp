// EnvelopedData and certificates. What a key opens can be sealed for a certificate again; nothing else is known of
// them.
#include "provider/pkcs7.h"

#include "blob_property.h"
#include "provider/pkcs8.h"

namespace {

// PKCS #8 of the RSA key of 768 bits that the seeds were made for.
constexpr char kRecipient[] =
    "308201e6020100300d06092a864886f70d0101010500048201d0308201cc020100026100d5e56350ea565f1d4aa5eee26335e21a691f"
    "ae9b086b83448a016be10f49d3fc6e2bd9bffd757a90248cbac2748231188b735309b7214836f8a7cbffb824352aaac91a660641cfa9"
    "c27e80593c9423432b62139eb3c8acf21cd4239f2e7a2eb70203010001026100882fb02771bca27ca4edb7867ec26cfe81d64136c68a"
    "a59e7afbe2b2fe27f487f1a18bd7d8c9f6ca55eb2071f4fa7bc4c93f6865ecad4392f8df20a0c8a44f26125335f27a70ea16cdac3a38"
    "d98541c1a5b17d331c9c65dfba5da29b0a6089c1023100fa920e0e70e1c39a1059d45f85a8d970ea9ee4f18e802e058d5f9304317ebd"
    "c3154bf9b251d8e7402b34ccdfc8420317023100da87e52f904463446190849959479f45589eebed700936734e52dc8a37ca1dedbc87"
    "fcf31d2bcd27954e1a9cfccef56102310084a79e5976d98f3c993b757bbcbf4f9ec017af0d536bf8f1678f19be3695ead0c50d9bfc13"
    "e8c944e79ae47bf5013db1023100b406418ac659604183f24f1a194f8468d751cc6004ecc1fb89697f9f29c88a913fbff364c0024676"
    "b66bea46ab893ee102303ee642cc1c7ef2d0084272d4e386f986c9b0f5423f11400625184f9cc4e90324f66b727136936086a2488182"
    "1ec334ea";

std::unique_ptr<cng::Key> make_recipient() {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::vector<std::uint8_t> der;
  for (const char* at = kRecipient; *at != 0; at += 2)
    der.push_back(static_cast<std::uint8_t>(digit(at[0]) << 4 | digit(at[1])));
  const cng::Result<cng::provider::Pkcs8Key> read = cng::provider::read_pkcs8(der);
  cng::fuzz::require(static_cast<bool>(read));
  return cng::Key::create(read->key.parts, {&cng::algorithm(cng::AlgorithmId::rsa), 0});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1 || size > 4096) return 0;
  static const cng::Key& recipient = *make_recipient().release();
  const cng::ByteView input(data + 1, size - 1);
  if (data[0] % 2 == 0) {
    (void)cng::provider::open_envelope(input, recipient);
    return 0;
  }
  const cng::Result<cng::provider::DecodedKey> key = cng::provider::certificate_key(input);
  const cng::Result<cng::SecretBytes> sealed =
      cng::provider::seal_envelope(cng::ByteView(data, 1), input, "2.16.840.1.101.3.4.1.42");
  cng::fuzz::require(key || !sealed);
  return 0;
}
