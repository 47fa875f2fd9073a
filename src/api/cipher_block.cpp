// BCryptEncrypt and BCryptDecrypt with a symmetric key in ECB, CBC and CFB, and with RC4: padding, the chaining
// register, and what each size query answers.
#include <algorithm>
#include <cstring>

#include "api/cipher.h"
#include "provider/cipher.h"

namespace cng::api {
namespace {

using provider::BlockOperation;
using provider::Direction;

// What a call works with, copied from the key's state so that a call with its own IV needs no lock while it runs.
struct Setup {
  const CipherKey& key;
  ChainMode mode;
  Direction direction;
  std::uint32_t block;
  std::uint32_t feedback;  // CFB
  bool padded;
  std::uint8_t iv[CipherKey::kMostBlock];

  BlockOperation operation() const { return operation(ByteView(iv, mode == ChainMode::ecb ? 0 : block)); }
  BlockOperation operation(ByteView from) const { return {mode, direction, feedback, from}; }
};

// Moves the last block of ciphertext into `chain`; less than a block (CFB) shifts it.
void advance(std::uint8_t* chain, std::uint32_t block, ByteView ciphertext) {
  if (ciphertext.size() >= block) {
    std::memcpy(chain, ciphertext.last(block).data(), block);
    return;
  }
  std::memmove(chain, chain + ciphertext.size(), block - ciphertext.size());
  std::copy(ciphertext.begin(), ciphertext.end(), chain + block - ciphertext.size());
}

// The ciphertext's end, kept before a decryption in place overwrites it.
struct Tail {
  std::uint8_t bytes[CipherKey::kMostBlock];
  std::size_t size;

  Tail(ByteView ciphertext, std::uint32_t block) : size(std::min<std::size_t>(ciphertext.size(), block)) {
    std::copy_n(ciphertext.end() - static_cast<std::ptrdiff_t>(size), size, bytes);
  }
  ByteView view() const { return {bytes, size}; }
};

Status run_whole(Setup& setup, ByteView in, ByteSpan out) {
  const Tail before(in, setup.block);
  CNG_TRY(provider::cipher_blocks(setup.key, setup.operation(), in, out));
  if (setup.mode == ChainMode::ecb) return {};
  advance(setup.iv, setup.block, setup.direction == Direction::encrypt ? ByteView(out) : before.view());
  return {};
}

// PKCS #7: the last block, with 1 to `block` bytes of padding, is built beside the input.
Status encrypt_padded(Setup& setup, ByteView in, ByteSpan out) {
  const std::size_t whole = in.size() / setup.block * setup.block;
  SecretArray<CipherKey::kMostBlock> last;
  const ByteSpan block = last.span(SecretAccess{}, setup.block);
  const auto fill = static_cast<std::uint8_t>(setup.block - (in.size() - whole));
  std::fill(block.begin(), block.end(), fill);
  std::copy(in.begin() + static_cast<std::ptrdiff_t>(whole), in.end(), block.begin());
  if (whole != 0) CNG_TRY(run_whole(setup, in.first(whole), out.first(whole)));
  return run_whole(setup, block, out.subspan(whole));
}

// The bytes of padding at the end of a block, or 0 if it is not PKCS #7. No branch depends on more than the result.
std::size_t padding_of(ByteView block) {
  const unsigned fill = block.back();
  unsigned bad = static_cast<unsigned>(fill == 0) | static_cast<unsigned>(fill > block.size());
  for (std::size_t i = 0; i < block.size(); ++i) {
    const bool counts = block.size() - i <= fill;
    bad |= static_cast<unsigned>(counts) & static_cast<unsigned>(block[i] != fill);
  }
  return bad != 0 ? 0 : fill;
}

// The last block is decrypted first: it says how long the plaintext is, before anything is written.
Status decrypt_padded(Setup& setup, ByteView in, const Output& out) {
  if (in.empty()) return data_error("there is no padding in an empty input");
  const std::size_t before = in.size() - setup.block;
  if (out.size < before) {
    *out.result = static_cast<ULONG>(in.size());
    return buffer_too_small("the output buffer is too small");
  }
  SecretArray<CipherKey::kMostBlock> last;
  const ByteSpan block = last.span(SecretAccess{}, setup.block);
  ByteView chain = setup.operation().iv;
  if (before != 0 && !chain.empty()) chain = in.subspan(before - setup.block, setup.block);
  CNG_TRY(provider::cipher_blocks(setup.key, setup.operation(chain), in.last(setup.block), block));
  const std::size_t padding = padding_of(block);
  if (padding == 0) return data_error("the padding is not PKCS #7");
  const std::size_t rest = setup.block - padding;
  const Tail tail(in, setup.block);
  return two_call(out, before + rest, [&](ByteSpan to) -> Status {
    if (before != 0) CNG_TRY(provider::cipher_blocks(setup.key, setup.operation(), in.first(before), to.first(before)));
    std::copy_n(block.begin(), rest, to.begin() + static_cast<std::ptrdiff_t>(before));
    if (setup.mode != ChainMode::ecb) advance(setup.iv, setup.block, tail.view());
    return {};
  });
}

Status run(Setup& setup, ByteView in, const Output& out) {
  if (!setup.padded) return two_call(out, in.size(), [&](ByteSpan to) { return run_whole(setup, in, to); });
  if (setup.direction == Direction::decrypt) return decrypt_padded(setup, in, out);
  const std::size_t size = (in.size() / setup.block + 1) * setup.block;
  return two_call(out, size, [&](ByteSpan to) { return encrypt_padded(setup, in, to); });
}

// Errors that Windows reports together with a size.
Status with_size(const Output& out, std::size_t size, Error error) {
  *out.result = static_cast<ULONG>(size);
  return error;
}

Status check_shape(const Setup& setup, const CipherCall& call) {
  const std::size_t size = call.in.size();
  const bool encrypting = setup.direction == Direction::encrypt;
  const std::size_t needed = setup.padded && encrypting ? (size / setup.block + 1) * setup.block : size;
  if (setup.mode == ChainMode::ecb && call.iv != nullptr)
    return with_size(call.out, needed, invalid_parameter("ECB has no IV"));
  if (setup.mode != ChainMode::ecb && call.iv != nullptr && call.iv_size != setup.block)
    return invalid_parameter("the IV is not as long as a block");
  const std::uint32_t unit = setup.mode == ChainMode::cfb ? setup.feedback : setup.block;
  if (size % unit != 0 && !(setup.padded && encrypting))
    return with_size(call.out, size, Error{Code::invalid_buffer_size, "the input is not a multiple of the block"});
  return {};
}

// A call without an IV goes on from the key's register, so it holds the lock from reading to writing it.
Status run_from_register(CipherKey& key, Setup& setup, const CipherCall& call) {
  const std::lock_guard guard(key.lock);
  std::memcpy(setup.iv, key.state.chain, sizeof setup.iv);
  CNG_TRY(run(setup, call.in, call.out));
  std::memcpy(key.state.chain, setup.iv, sizeof setup.iv);
  return {};
}

Status run_from_iv(CipherKey& key, Setup& setup, const CipherCall& call) {
  std::memcpy(setup.iv, call.iv, setup.block);
  CNG_TRY(run(setup, call.in, call.out));
  std::memcpy(call.iv, setup.iv, setup.block);
  const std::lock_guard guard(key.lock);
  std::memcpy(key.state.chain, setup.iv, setup.block);
  return {};
}

}  // namespace

Status block_cipher(CipherKey& key, ChainMode mode, std::uint32_t feedback, const CipherCall& call) {
  Setup setup{key, mode, call.direction, key.cipher().block_bytes, feedback, call.padded, {}};
  if (setup.padded && mode == ChainMode::cfb) return invalid_parameter("CFB has no padding");
  CNG_TRY(check_shape(setup, call));
  // A size query neither needs nor changes the register.
  if (call.out.data == nullptr) {
    const bool grows = setup.padded && setup.direction == Direction::encrypt;
    *call.out.result = static_cast<ULONG>(grows ? (call.in.size() / setup.block + 1) * setup.block : call.in.size());
    return {};
  }
  if (mode == ChainMode::ecb) return run(setup, call.in, call.out);
  return call.iv != nullptr ? run_from_iv(key, setup, call) : run_from_register(key, setup, call);
}

Status stream_cipher(CipherKey& key, const CipherCall& call) {
  if (call.padded) return invalid_parameter("a stream cipher has no padding");
  return two_call(call.out, call.in.size(), [&](ByteSpan to) -> Status {
    const std::lock_guard guard(key.lock);
    return provider::cipher_stream(key, call.in, to);
  });
}

}  // namespace cng::api
