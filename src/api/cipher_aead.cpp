// GCM, CCM and ChaCha20-Poly1305: one call for a message, and for GCM a chain of calls.
#include <cstring>

#include "api/aead_lengths.h"
#include "api/cipher.h"
#include "api/gcm_chains.h"

namespace cng::api {
namespace {

using Info = BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO;
using provider::Direction;

constexpr std::size_t kBlock = 16;
constexpr std::size_t kMostTag = 16;

Status check_info(const Info* info) {
  if (info == nullptr) return invalid_parameter("pPaddingInfo is NULL");
  if (info->cbSize != sizeof(Info) || info->dwInfoVersion != BCRYPT_AUTHENTICATED_CIPHER_MODE_INFO_VERSION)
    return invalid_parameter("cbSize or dwInfoVersion of the mode info is wrong");
  if (missing(info->pbAuthData, info->cbAuthData)) return invalid_parameter("pbAuthData is NULL");
  return {};
}

Status check_nonce(const AeadLengths& lengths, const Info& info) {
  if (info.pbNonce == nullptr || info.cbNonce < lengths.least_nonce || info.cbNonce > lengths.most_nonce)
    return invalid_parameter("the nonce has not a length of this mode");
  return {};
}

Status check_tag(const AeadLengths& lengths, const Info& info) {
  const KeyLengths& tag = lengths.tag;
  if (info.pbTag == nullptr || info.cbTag < tag.min_bits || info.cbTag > tag.max_bits ||
      (tag.increment != 0 && (info.cbTag - tag.min_bits) % tag.increment != 0))
    return invalid_parameter("the tag has not a length of this mode");
  return {};
}

// A tag of our own to write to, or the caller's to compare with.
struct Tag {
  std::uint8_t bytes[kMostTag] = {};
  ULONG size;

  explicit Tag(const Info& info) : size(info.cbTag) { std::memcpy(bytes, info.pbTag, size); }
  ByteSpan span() { return {bytes, size}; }
  void give(Direction direction, const Info& info) const {
    if (direction == Direction::encrypt) std::memcpy(info.pbTag, bytes, size);
  }
};

// Runs `work` on the caller's buffer, which may be absent when there is no data; a mismatch is told with the size.
template <class Work>
Status into_output(const CipherCall& call, Work&& work) {
  const Output& out = call.out;
  const std::size_t size = call.in.size();
  if (out.size < size && size != 0) {
    *out.result = static_cast<ULONG>(size);
    return buffer_too_small("the output buffer is too small");
  }
  const Status done = work(ByteSpan(out.data, size));
  if (done || done.error().code == Code::auth_tag_mismatch) *out.result = static_cast<ULONG>(size);
  return done;
}

Status whole_message(CipherKey& key, ChainMode mode, const AeadLengths& lengths, const Info& info,
                     const CipherCall& call) {
  CNG_TRY(check_nonce(lengths, info));
  CNG_TRY(check_tag(lengths, info));
  return into_output(call, [&](ByteSpan to) -> Status {
    Tag tag(info);
    CNG_TRY(provider::cipher_aead(
        key,
        {mode, call.direction, view(info.pbNonce, info.cbNonce), view(info.pbAuthData, info.cbAuthData), tag.span()},
        call.in, to));
    tag.give(call.direction, info);
    return {};
  });
}

Status check_chain(const AeadLengths& lengths, const Info& info, const CipherCall& call, bool last) {
  if (!lengths.chained) return not_supported("only GCM messages are processed in several calls");
  if (info.pbMacContext == nullptr || info.cbMacContext < GcmChains::kContext)
    return invalid_parameter("pbMacContext must have 16 bytes");
  if (call.iv == nullptr || call.iv_size != kBlock) return invalid_parameter("a chain of calls needs pbIV");
  if (last) return check_tag(lengths, info);
  if (call.in.size() % kBlock != 0) return invalid_parameter("only the last call may end inside a block");
  return {};
}

// The stream of this chain, taken out of the table while the call runs; a new one at the chain's first call.
Result<GcmChains::Taken> take_stream(CipherKey& key, const AeadLengths& lengths, const Info& info,
                                     Direction direction) {
  GcmChains& chains = gcm_chains(key);
  if ((info.dwFlags & BCRYPT_AUTH_MODE_IN_PROGRESS_FLAG) != 0) return chains.take(info.pbMacContext, direction);
  CNG_TRY(check_nonce(lengths, info));
  Result<std::unique_ptr<provider::GcmStream>> stream =
      provider::GcmStream::begin(key, direction, view(info.pbNonce, info.cbNonce));
  if (!stream) return stream.error();
  return chains.begin(std::move(*stream), direction);
}

Status feed(provider::GcmStream& stream, Info& info, ByteView in, ByteSpan out) {
  const bool started = (info.dwFlags & BCRYPT_AUTH_MODE_IN_PROGRESS_FLAG) != 0;
  const ULONGLONG data_before = started ? info.cbData : 0;
  const ULONG aad_before = started ? info.cbAAD : 0;
  if (info.cbAuthData != 0) {
    if (data_before != 0) return invalid_parameter("associated data comes before the data");
    CNG_TRY(stream.associated_data(view(info.pbAuthData, info.cbAuthData)));
  }
  if (!in.empty()) CNG_TRY(stream.update(in, out));
  info.cbAAD = aad_before + info.cbAuthData;
  info.cbData = data_before + in.size();
  return {};
}

Status part_of_message(CipherKey& key, const AeadLengths& lengths, Info& info, const CipherCall& call) {
  const bool last = (info.dwFlags & BCRYPT_AUTH_MODE_CHAIN_CALLS_FLAG) == 0;
  CNG_TRY(check_chain(lengths, info, call, last));
  return into_output(call, [&](ByteSpan to) -> Status {
    Result<GcmChains::Taken> taken = take_stream(key, lengths, info, call.direction);
    if (!taken) return taken.error();
    CNG_TRY(feed(taken->stream(), info, call.in, to));
    if (!last) {
      taken->give_back(info.pbMacContext);
      info.dwFlags |= BCRYPT_AUTH_MODE_IN_PROGRESS_FLAG;
      return {};
    }
    info.dwFlags &= ~static_cast<ULONG>(BCRYPT_AUTH_MODE_IN_PROGRESS_FLAG);
    Tag tag(info);
    const Status done = taken->stream().finish(tag.span());
    if (!done) {
      wipe(to.data(), to.size());
      return done;
    }
    tag.give(call.direction, info);
    return {};
  });
}

}  // namespace

Status aead_cipher(CipherKey& key, ChainMode mode, const CipherCall& call) {
  auto* info = const_cast<Info*>(static_cast<const Info*>(call.padding_info));
  CNG_TRY(check_info(info));
  if (call.padded) {  // Windows looks at the padded size first
    const std::size_t padded = (call.in.size() / kBlock + 1) * kBlock;
    if (call.out.data != nullptr && call.out.size < padded) {
      *call.out.result = static_cast<ULONG>(padded);
      return buffer_too_small("the output buffer is too small");
    }
    return invalid_parameter("this mode has no padding");
  }
  constexpr ULONG kChained = BCRYPT_AUTH_MODE_CHAIN_CALLS_FLAG | BCRYPT_AUTH_MODE_IN_PROGRESS_FLAG;
  if ((info->dwFlags & ~kChained) != 0) return invalid_parameter("unknown flag in the mode info");
  // What decides is the input's pointer: with one, no output means a size query, even of 0 bytes.
  if (call.out.data == nullptr && !call.no_input) {
    *call.out.result = static_cast<ULONG>(call.in.size());
    return {};
  }
  const AeadLengths* lengths = aead_lengths(key.cipher(), mode);
  if (lengths == nullptr) return internal_error("this mode does not authenticate");
  return (info->dwFlags & kChained) == 0 ? whole_message(key, mode, *lengths, *info, call)
                                         : part_of_message(key, *lengths, *info, call);
}

}  // namespace cng::api
