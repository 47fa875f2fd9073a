// BCryptImportKey and BCryptExportKey with BCRYPT_OPAQUE_KEY_BLOB, in one process and from one to another.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "support/keys.h"
#include "support/private_store.h"
#include "support/properties.h"
#include "support/symmetric.h"

namespace {

using namespace cngtest;

constexpr LPCWSTR kType = BCRYPT_OPAQUE_KEY_BLOB;
constexpr std::size_t kAround = 80;  // bytes of a blob besides the secret

Bytes secret(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<UCHAR>(0x31 + i);
  return out;
}

class Opaque : public testing::Test {
 protected:
  Opaque() { use_private_store(); }

  static Bytes blob_of(BCRYPT_KEY_HANDLE key) {
    const Output out = export_key(key, kType);
    EXPECT_THAT(out.status, IsSuccess());
    return out.bytes;
  }
  static Bytes aes_blob(std::size_t size = 16) { return blob_of(symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(size))); }
  static MadeKey import(const Bytes& blob, BCRYPT_ALG_HANDLE algorithm = BCRYPT_AES_CBC_ALG_HANDLE, ULONG flags = 0) {
    return import_symmetric(algorithm, kType, blob, flags);
  }
};

TEST_F(Opaque, EveryCipher_MakesTheRoundTrip) {
  struct Row {
    LPCWSTR id;
    std::vector<std::size_t> sizes;
  };
  for (const Row& row :
       {Row{BCRYPT_AES_ALGORITHM, {16, 24, 32}}, Row{BCRYPT_3DES_ALGORITHM, {24}}, Row{BCRYPT_3DES_112_ALGORITHM, {16}},
        Row{BCRYPT_DES_ALGORITHM, {8}}, Row{BCRYPT_DESX_ALGORITHM, {24}}, Row{BCRYPT_RC2_ALGORITHM, {2, 16}},
        Row{BCRYPT_RC4_ALGORITHM, {1, 64}}, Row{BCRYPT_XTS_AES_ALGORITHM, {32, 64}},
        Row{BCRYPT_CHACHA20_POLY1305_ALGORITHM, {32}}})
    for (std::size_t size : row.sizes) {
      const Algorithm algorithm = open(row.id);
      const Bytes blob = blob_of(symmetric(algorithm, secret(size)));
      ASSERT_EQ(blob.size(), kAround + size) << narrow(row.id);
      MadeKey key = import(blob, algorithm);
      ASSERT_THAT(key, IsMade()) << narrow(row.id);
      EXPECT_EQ(export_key(key.handle, BCRYPT_KEY_DATA_BLOB).bytes, key_data(secret(size)));
    }
}

TEST_F(Opaque, HandlesAndPseudoHandles_TakeItAlike) {
  const Bytes blob = blob_of(symmetric(open(BCRYPT_AES_ALGORITHM), secret(16)));
  for (BCRYPT_ALG_HANDLE algorithm :
       {BCRYPT_AES_CBC_ALG_HANDLE, BCRYPT_AES_ECB_ALG_HANDLE, BCRYPT_AES_GCM_ALG_HANDLE}) {
    MadeKey key = import(blob, algorithm);
    ASSERT_THAT(key, IsMade());
    EXPECT_EQ(chaining_mode(key.handle), chaining_mode(algorithm));
  }
}

TEST_F(Opaque, RunningMessages_AreNotKept) {
  const Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16));
  encrypted(key, Bytes(16));
  MadeKey copy = import(blob_of(key));
  ASSERT_THAT(copy, IsMade());
  EXPECT_EQ(get_property(copy.handle, BCRYPT_INITIALIZATION_VECTOR).bytes, Bytes(16));
}

TEST_F(Opaque, ExtendedAndEffectiveLengths_AreKept) {
  const Algorithm rc4 = open(BCRYPT_RC4_ALGORITHM);
  MadeKey longer = import(blob_of(symmetric(rc4, secret(256), BCRYPT_EXTENDED_KEYSIZE)), rc4);
  ASSERT_THAT(longer, IsMade());
  EXPECT_EQ(export_key(longer.handle, BCRYPT_KEY_DATA_BLOB).bytes, key_data(secret(256)));
  const Algorithm rc2 = open(BCRYPT_RC2_ALGORITHM);
  EXPECT_THAT(set_number(rc2, BCRYPT_EFFECTIVE_KEY_LENGTH, 40), IsSuccess());
  const Key key = symmetric(rc2, secret(16));
  MadeKey copy = import(blob_of(key), BCRYPT_RC2_CBC_ALG_HANDLE);
  ASSERT_THAT(copy, IsMade());
  EXPECT_EQ(get_number(copy.handle, BCRYPT_EFFECTIVE_KEY_LENGTH), 40U);
  EXPECT_EQ(encrypted_from(copy.handle, Bytes(8), Bytes(8)), encrypted_from(key, Bytes(8), Bytes(8)));
}

TEST_F(Opaque, TheSecret_IsNotInTheBlobAndNoTwoBlobsAreAlike) {
  const Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(32));
  const Bytes first = blob_of(key), second = blob_of(key);
  EXPECT_NE(first, second);
  EXPECT_EQ(to_hex(first).find(to_hex(secret(32)).substr(0, 8)), std::string::npos);
}

TEST_F(Opaque, EveryFlippedBit_IsRefused) {
  const Bytes good = aes_blob();
  for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
    Bytes bad = good;
    bad[bit / 8] = static_cast<UCHAR>(bad[bit / 8] ^ (1U << (bit % 8)));
    // Bytes 8 to 11 say which algorithm it is; another one is not supported.
    const NTSTATUS status = bit / 32 == 2 ? STATUS_NOT_SUPPORTED : STATUS_INVALID_PARAMETER;
    EXPECT_THAT(import(bad), IsRefusedWith(status)) << bit;
  }
  EXPECT_THAT(import(good), IsMade());
}

TEST_F(Opaque, EveryOtherLength_IsRefused) {
  const Bytes good = aes_blob(32);
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_THAT(import(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))),
                IsRefusedWith(STATUS_INVALID_PARAMETER))
        << size;
  for (std::size_t more : {1U, 16U, 1000U, 100000U}) {
    Bytes longer = good;
    longer.resize(good.size() + more);
    EXPECT_THAT(import(longer), IsRefusedWith(STATUS_INVALID_PARAMETER)) << more;
  }
  for (ULONG size : {0U, 15U, 17U, 0x7FFFFFFFU, 0xFFFFFFF0U, 0xFFFFFFFFU}) {
    Bytes hostile = good;
    const Bytes field = le32(size);
    std::copy(field.begin(), field.end(), hostile.begin() + 24);
    EXPECT_THAT(import(hostile), IsRefusedWith(STATUS_INVALID_PARAMETER)) << size;
  }
}

TEST_F(Opaque, OtherAlgorithms_AreNotSupported) {
  const Bytes blob = aes_blob();
  for (BCRYPT_ALG_HANDLE algorithm : {BCRYPT_3DES_112_CBC_ALG_HANDLE, BCRYPT_RC4_ALG_HANDLE, BCRYPT_XTS_AES_ALG_HANDLE,
                                      BCRYPT_RSA_ALG_HANDLE, BCRYPT_PBKDF2_ALG_HANDLE, BCRYPT_SHA256_ALG_HANDLE})
    EXPECT_THAT(import(blob, algorithm), IsRefusedWith(STATUS_NOT_SUPPORTED));
  const Key rsa = imported(BCRYPT_RSA_ALG_HANDLE, BCRYPT_RSAPRIVATE_BLOB, rsa_private(rsa512()));
  EXPECT_THAT(export_key(rsa, kType).status, IsStatus(STATUS_NOT_SUPPORTED));
}

TEST_F(Opaque, ItTakesNoKeyToDecryptWith) {
  const Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16));
  const Bytes blob = blob_of(key);
  BCRYPT_KEY_HANDLE raw = untouched();
  EXPECT_THAT(BCryptImportKey(BCRYPT_AES_CBC_ALG_HANDLE, key, kType, &raw, nullptr, 0, in(blob), len(blob), 0),
              IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_THAT(BCryptImportKey(BCRYPT_AES_CBC_ALG_HANDLE, untouched(), kType, &raw, nullptr, 0, in(blob), len(blob), 0),
              IsStatus(STATUS_INVALID_HANDLE));
  EXPECT_EQ(raw, untouched());
  ULONG size = kUntouchedSize;
  EXPECT_THAT(BCryptExportKey(key, key, kType, nullptr, 0, &size, 0), IsStatus(STATUS_INVALID_PARAMETER));
  EXPECT_EQ(size, kUntouchedSize);
}

TEST_F(Opaque, ShortBuffers_AreNotWritten) {
  const Key key = symmetric(BCRYPT_AES_CBC_ALG_HANDLE, secret(16));
  for (ULONG size : {0U, 1U, 64U, 95U}) {
    MarkedBuffer buffer(96);
    ULONG needed = 0;
    EXPECT_THAT(BCryptExportKey(key, nullptr, kType, buffer.data(), size, &needed, 0),
                IsStatus(STATUS_BUFFER_TOO_SMALL));
    EXPECT_EQ(needed, 96U);
    EXPECT_TRUE(buffer.untouched());
  }
}

// From one process to another: the test program runs itself for a test that only such a run takes part in.
class OpaqueChild : public Opaque {
 protected:
  static constexpr const char* kFile = "OPENCNG_TEST_OPAQUE";

  static int run(const char* test, const std::string& file) {
    set_environment(kFile, file);
    // The child runs this one test, whatever part of all tests its parent runs.
    set_environment("GTEST_TOTAL_SHARDS", "1");
    set_environment("GTEST_SHARD_INDEX", "0");
    const std::string program = testing::internal::GetArgvs().front();
    const std::string quote = "\"";
    std::string command = quote + program + quote + " --gtest_filter=OpaqueChild." + test;
#ifdef _WIN32
    command = quote + command + " > NUL" + quote;  // cmd takes the outer quotes away
#else
    command += " > /dev/null";
#endif
    const int status = std::system(command.c_str());
    set_environment(kFile, "");
    return status;
  }
  static std::string file() {
    const char* name = std::getenv(kFile);
    return name == nullptr ? "" : name;
  }
  static Bytes read(const std::string& name) {
    std::ifstream stream(name, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(stream), {});
  }
  static void write(const std::string& name, const Bytes& bytes) {
    std::ofstream(name, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
};

TEST_F(OpaqueChild, Imports) {
  if (file().empty()) return;  // Transfers_WorkBothWays and OtherAccounts_AreRefused run it
  MadeKey key = import(read(file()));
  ASSERT_THAT(key, IsMade());
  EXPECT_EQ(export_key(key.handle, BCRYPT_KEY_DATA_BLOB).bytes, key_data(secret(16)));
}

TEST_F(OpaqueChild, Refuses) {
  if (file().empty()) return;
  EXPECT_THAT(import(read(file())), IsRefusedWith(STATUS_INVALID_PARAMETER));
}

TEST_F(OpaqueChild, Exports) {
  if (!file().empty()) write(file(), aes_blob());
}

TEST_F(OpaqueChild, Transfers_WorkBothWays) {
  const std::string name = (std::filesystem::path(fresh_folder()) / "blob").string();
  write(name, aes_blob());
  EXPECT_EQ(run("Imports", name), 0);
  EXPECT_NE(run("Refuses", name), 0) << "the child's result must be seen";
  std::filesystem::remove(name);
  EXPECT_EQ(run("Exports", name), 0);
  MadeKey key = import(read(name));
  ASSERT_THAT(key, IsMade());
  EXPECT_EQ(export_key(key.handle, BCRYPT_KEY_DATA_BLOB).bytes, key_data(secret(16)));
}

// Another account has another store.
TEST_F(OpaqueChild, OtherAccounts_AreRefused) {
  const std::string name = (std::filesystem::path(fresh_folder()) / "blob").string();
  write(name, aes_blob());
  const std::string mine = std::getenv("OPENCNG_STORE");
  for (const std::string& store : {fresh_folder(), std::string("relative")}) {
    set_environment("OPENCNG_STORE", store);
    EXPECT_EQ(run("Refuses", name), 0);
    std::filesystem::remove(name);
    EXPECT_EQ(run("Exports", name), 0);
    set_environment("OPENCNG_STORE", mine);
    EXPECT_THAT(import(read(name)), IsRefusedWith(STATUS_INVALID_PARAMETER));
    write(name, aes_blob());
  }
}

}  // namespace
