#include "provider/hash_context.h"

#include "core/platform.h"
#include "core/thread_block.h"
#include "provider/library.h"
#include "provider/ossl_error.h"

namespace cng::provider {
namespace {

// Contexts at their start, with nothing of an earlier message in them. They stay in the block of their thread, which a
// later thread gets; thread_local is no place for them, for MinGW takes it away before a thread's exit hooks run.
struct Spare {
  const HashInfo* hash;
  EVP_MD_CTX* context;
};
struct Spares {
  Spare place[8];
};

// Null if this thread has none yet. Makes no block, so that it cannot fail.
Spares* spares() {
  const auto* block = static_cast<const ThreadBlock*>(platform::thread_slot());
  return block == nullptr ? nullptr : static_cast<Spares*>(block->digests);
}

MdCtxPtr take_spare(const HashInfo& hash) {
  Spares* mine = spares();
  if (mine == nullptr) return {};
  for (Spare& spare : mine->place)
    if (spare.hash == &hash && spare.context != nullptr) return MdCtxPtr(std::exchange(spare.context, nullptr));
  return {};
}

void keep_spare(const HashInfo& hash, MdCtxPtr context) {
  Spares* mine = spares();
  if (mine == nullptr) return;
  for (Spare& spare : mine->place) {
    if (spare.context != nullptr) continue;
    spare = {&hash, context.release()};
    return;
  }
}

constexpr std::size_t kMostBlock = 168;
constexpr std::uint8_t kZeros[kMostBlock] = {};

// OpenSSL wipes the buffered end of a message in hashes of up to this block at the end, and in others never.
constexpr std::size_t kMostWipedBlock = 64;

}  // namespace

Result<DigestContext> DigestContext::start(const HashInfo& hash) {
  if (MdCtxPtr spare = take_spare(hash); spare) [[likely]]
    return DigestContext(hash, std::move(spare));
  const Result<const EVP_MD*> implementation = fetch_digest(hash);
  if (!implementation) return implementation.error();
  if (void*& mine = thread_block().digests; mine == nullptr) mine = new Spares{};
  MdCtxPtr made(EVP_MD_CTX_new());
  if (!made || EVP_DigestInit_ex2(made.get(), *implementation, nullptr) != 1)
    return ossl_failed("the hash cannot be started");
  return DigestContext(hash, std::move(made));
}

Result<DigestContext> DigestContext::copy() const {
  MdCtxPtr made(EVP_MD_CTX_dup(context_.get()));
  if (!made) return ossl_failed("no memory for a hash");
  return DigestContext(*hash_, std::move(made));
}

bool DigestContext::finish(ByteSpan out) {
  unsigned size = 0;
  finished_ = EVP_DigestFinal_ex(context_.get(), out.data(), &size) == 1 && size == out.size();
  return finished_;
}

bool DigestContext::finish_xof(ByteSpan out) {
  finished_ = EVP_DigestFinalXOF(context_.get(), out.data(), out.size()) == 1;
  return finished_;
}

bool DigestContext::restart() {
  finished_ = false;
  return EVP_DigestInit_ex2(context_.get(), nullptr, nullptr) == 1;
}

// Only what was finished is kept: otherwise message bytes may stand where scrub() does not reach.
void DigestContext::retire() {
  if (finished_ && restart() && scrub()) keep_spare(*hash_, std::move(context_));
}

bool DigestContext::scrub() {
  return hash_->block_bytes <= kMostWipedBlock || (update({kZeros, hash_->block_bytes - 1}) && restart());
}

}  // namespace cng::provider
