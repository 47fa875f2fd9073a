// Names of every kind are kept, found again in any case, and never become a path.
#include <clocale>

#include "support.h"

namespace cng::store {
namespace {

using Names = StoreTest;

WideText text(std::initializer_list<int> units) {
  WideText out;
  for (const int unit : units) out += static_cast<Char16>(unit);
  return out;
}

TEST_F(Names, AnyContent_IsStoredAndFound) {
  const std::vector<WideText> names = {
      CNG_W("..\\..\\x"),
      CNG_W("../../x"),
      CNG_W("/etc/passwd"),
      CNG_W("C:con"),
      CNG_W("NUL"),
      CNG_W("dot."),
      CNG_W("space "),
      CNG_W(" "),
      CNG_W("."),
      CNG_W(".."),
      CNG_W("*?<>|\""),
      CNG_W("\\\\.\\reader\\container"),
      CNG_W("{D5C06C63-9A2B-4F7E-8E4D-9B2B8F4F2C11}"),
      text({1, 2, 10, 13, 0x7F}),
      text({0xD83D, 0xDE00}),  // an emoji
      text({'e', 0x301}),      // combining, not the same as:
      text({0xE9}),            //
      text({0xD800}),          // a lone surrogate, not the same as:
      text({0xDFFF}),          //
      text({0xFFFD}),          //
      text({0x130}),           // I with a dot, not the same as:
      text({'i'}),             //
      text({0x131}),           // dotless i
      text({0xFFFF, 0xFFFE}),
  };
  for (unsigned i = 0; i < names.size(); ++i) {
    Record record = make_record(names[i], i);
    ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok) << i;
  }
  for (unsigned i = 0; i < names.size(); ++i) {
    const Result<Record> read = store_.read(names[i]);
    ASSERT_EQ(code(read), Code::ok) << i;
    EXPECT_EQ(read->name, names[i]);
    EXPECT_EQ(seed_of(*read), i);
  }
  std::vector<WideText> sorted = names;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(listed(), sorted);
  EXPECT_THAT(strays(folder_), testing::IsEmpty());
  for (const WideText& name : names) EXPECT_EQ(code(store_.remove(name)), Code::ok);
}

// The folding is the library's own: no locale has a say in it. One that is not installed changes nothing anyway.
TEST_F(Names, Locale_DoesNotMatter) {
  Record record = make_record(CNG_W("Ii\u0130\u0131\u00E9"), 3);
  ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  for (const char* locale : {"tr_TR.UTF-8", "tr", "de_DE.UTF-8", "C.UTF-8", "C"}) {
    std::setlocale(LC_ALL, locale);
    EXPECT_EQ(code(store_.read(CNG_W("iI\u0130\u0131\u00C9"))), Code::ok) << locale;
    EXPECT_EQ(code(store_.read(CNG_W("\u0130\u0130\u0130\u0131\u00C9"))), Code::bad_keyset) << locale;
  }
  std::setlocale(LC_ALL, "C");
}

TEST_F(Names, Length_From1To512) {
  Record longest = make_record(WideText(512, 'n'));
  EXPECT_EQ(code(store_.create(longest, Existing::keep)), Code::ok);
  EXPECT_EQ(code(store_.read(WideText(512, 'N'))), Code::ok);
  for (const WideText& name : {WideText(513, 'n'), WideText(), text({'a', 0, 'b'}), WideText(70000, 'n')}) {
    Record record = make_record(name);
    EXPECT_EQ(code(store_.create(record, Existing::keep)), Code::invalid_parameter);
    EXPECT_EQ(code(store_.read(name)), Code::invalid_parameter);
    EXPECT_EQ(code(store_.rewrite(record)), Code::invalid_parameter);
    EXPECT_EQ(code(store_.remove(name)), Code::invalid_parameter);
    EXPECT_EQ(code(store_.unique_name(name)), Code::invalid_parameter);
  }
}

TEST(NameFolding, IsSimpleUpperCase) {
  EXPECT_EQ(canonical(CNG_W("aZ09_{}")), CNG_W("AZ09_{}"));
  struct Pair {
    int lower, upper;
  };
  for (const Pair pair : {Pair{0xE9, 0xC9},
                          {0xFF, 0x178},
                          {0xB5, 0x39C},
                          {0x3C2, 0x3A3},
                          {0x3C3, 0x3A3},
                          {0x44F, 0x42F},
                          {0x1C5, 0x1C4},
                          {0x1C6, 0x1C4},
                          {0x1F80, 0x1F88},
                          {0x24D0, 0x24B6},
                          {0xFF41, 0xFF21},
                          {0x10D0, 0x1C90},
                          {0xAB70, 0x13A0}})
    EXPECT_EQ(canonical(text({pair.lower})), text({pair.upper})) << std::hex << pair.lower;
}

TEST(NameFolding, LeavesWhatHasNoSingleUpperCase) {
  for (const int unit : {0xDF, 0x130, 0x131, 0x149, 0x17F, 0x1E9E, 0x390, 0xFB00, 0xD800, 0xDC00, 0xD7FF, 0xFFFF, 0x41})
    EXPECT_EQ(canonical(text({unit})), text({unit})) << std::hex << unit;
}

TEST(NameFolding, IsStableAndIdempotent) {
  unsigned changed = 0;
  for (int unit = 1; unit < 0x10000; ++unit) {
    const WideText once = canonical(text({unit}));
    changed += once != text({unit});
    ASSERT_EQ(canonical(once), once) << std::hex << unit;
  }
  EXPECT_EQ(changed, 1188u);  // as many as there are in the table: it must not change
}

TEST(FileName, IsTheDocumentedHash) {
  // SHA-256 of "OpenCNG key file\0", the scope and "NAME" in UTF-16LE, computed apart.
  EXPECT_EQ(*file_name(Scope::user, CNG_W("name")), "4d90a6bf9e6f999d3c7028fdf619f66709b70aed9f79bcc6c9550e081b96ce5b");
  EXPECT_EQ(*file_name(Scope::machine, CNG_W("Name")),
            "379bd92c3128a1bf91b1a46c85a6838d58fde8a04b9edf01830df77f2c56cc01");
}

}  // namespace
}  // namespace cng::store
