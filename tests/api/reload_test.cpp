// Loading, unloading and loading again, with and without use in between, and with a thread that lives across it.
#include <condition_variable>
#include <mutex>
#include <thread>

#include "ecc_known_answers.h"
#include "support/keys.h"
#include "support/library.h"

namespace {

using namespace cngtest;

// The functions of one loaded copy of the library.
struct Copy {
  explicit Copy(void* loaded) : library(loaded) {
    import = find<decltype(&BCryptImportKeyPair)>("BCryptImportKeyPair");
    sign = find<decltype(&BCryptSignHash)>("BCryptSignHash");
    verify = find<decltype(&BCryptVerifySignature)>("BCryptVerifySignature");
    destroy = find<decltype(&BCryptDestroyKey)>("BCryptDestroyKey");
    random = find<decltype(&BCryptGenRandom)>("BCryptGenRandom");
  }
  template <typename Function>
  Function find(const char* name) {
    void* const address = library_symbol(library, name);
    EXPECT_NE(address, nullptr) << name;
    return reinterpret_cast<Function>(address);
  }

  // use imports, signs and verifies: OpenSSL is initialised and this thread has its state in the library.
  void use() const {
    const Bytes blob = ec_private(p256().ecdsa_private, ec_key_a(p256())), digest = hex(known::kSignedDigest);
    BCRYPT_KEY_HANDLE key = nullptr;
    ASSERT_THAT(import(BCRYPT_ECDSA_P256_ALG_HANDLE, nullptr, BCRYPT_ECCPRIVATE_BLOB, &key, in(blob), len(blob), 0),
                IsSuccess());
    Bytes signature(64);
    ULONG size = 0;
    EXPECT_THAT(sign(key, nullptr, in(digest), len(digest), signature.data(), len(signature), &size, 0), IsSuccess());
    EXPECT_THAT(verify(key, nullptr, in(digest), len(digest), signature.data(), size, 0), IsSuccess());
    EXPECT_THAT(destroy(key), IsSuccess());
  }

  void* library;
  decltype(&BCryptImportKeyPair) import;
  decltype(&BCryptSignHash) sign;
  decltype(&BCryptVerifySignature) verify;
  decltype(&BCryptDestroyKey) destroy;
  decltype(&BCryptGenRandom) random;
};

Copy load() {
  void* const library = load_library(BCRYPT_COPY);
  EXPECT_NE(library, nullptr) << BCRYPT_COPY;
  return Copy(library);
}

TEST(Reload, WithoutUse_AnyNumberOfTimes) {
  for (int i = 0; i < 20; ++i) {
    const Copy copy = load();
    EXPECT_TRUE(unload_library(copy.library));
  }
}

TEST(Reload, CopyIsNotTheLinkedLibrary) {
  const Copy copy = load();
  ASSERT_NE(copy.import, nullptr);
  EXPECT_NE(reinterpret_cast<void*>(copy.import), export_address("BCryptImportKeyPair"));
  EXPECT_TRUE(unload_library(copy.library));
}

TEST(Reload, WithRandomBytesOnly) {
  for (int i = 0; i < 5; ++i) {
    const Copy copy = load();
    Bytes bytes(16);
    EXPECT_THAT(copy.random(nullptr, bytes.data(), 16, BCRYPT_USE_SYSTEM_PREFERRED_RNG), IsSuccess());
    EXPECT_TRUE(unload_library(copy.library));
  }
}

TEST(Reload, AfterUse_WorksAgain) {
  for (int i = 0; i < 5; ++i) {
    const Copy copy = load();
    copy.use();
    EXPECT_TRUE(unload_library(copy.library));
  }
}

TEST(Reload, ThreadThatUsedTheLibrary_EndsAfterItsUnloading) {
  std::mutex mutex;
  std::condition_variable changed;
  bool used = false, unloaded = false;
  const Copy copy = load();
  std::thread thread([&] {
    copy.use();
    std::unique_lock lock(mutex);
    used = true;
    changed.notify_all();
    changed.wait(lock, [&] { return unloaded; });
    // The thread ends here: whatever the library keeps for it is freed now.
  });
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return used; });
    EXPECT_TRUE(unload_library(copy.library));
    unloaded = true;
    changed.notify_all();
  }
  thread.join();
  load().use();
}

TEST(Reload, ThreadThatLivesAcross_UsesTheLibraryAgain) {
  std::mutex mutex;
  std::condition_variable changed;
  int step = 0;
  const auto reach = [&](int next) {
    std::unique_lock lock(mutex);
    step = next;
    changed.notify_all();
  };
  const auto wait_for = [&](int wanted) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return step >= wanted; });
  };
  Copy first = load();
  Copy second(first);
  std::thread thread([&] {
    first.use();
    reach(1);
    wait_for(2);
    second.use();
  });
  wait_for(1);
  EXPECT_TRUE(unload_library(first.library));
  second = load();
  reach(2);
  thread.join();
  second.use();
}

}  // namespace
