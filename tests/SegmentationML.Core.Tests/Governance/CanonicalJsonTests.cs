using System.Text;
using System.Text.Json;
using SegmentationML.Core.Governance;

namespace SegmentationML.Core.Tests.Governance;

public sealed class CanonicalJsonTests
{
    /// <summary>RFC 8785, section 3.2.3: the sorting example.</summary>
    [Fact]
    public void Of_Names_AreSortedByUtf16CodeUnits()
    {
        const string Input = """
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
             "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """;

        Assert.Equal(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
            + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
            Of(Input));
    }

    /// <summary>RFC 8785, section 3.2.2: strings and literals of the example.</summary>
    [Fact]
    public void Of_StringsAndLiterals_HaveTheShortestForm()
        => Assert.Equal(
            """{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
            Of("""{ "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }"""));

    [Theory]
    [InlineData("[ ]", "[]")]
    [InlineData("{ }", "{}")]
    [InlineData("[0, -1, 9007199254740991]", "[0,-1,9007199254740991]")]
    [InlineData("[{\"b\":[2,1],\"a\":{}}]", "[{\"a\":{},\"b\":[2,1]}]")]
    public void Of_Value_HasOneForm(string input, string expected) => Assert.Equal(expected, Of(input));

    [Theory]
    [InlineData("1.5")]
    [InlineData("9007199254740992")]
    [InlineData("1e400")]
    public void Of_NumberThatReadersMayDisagreeOn_IsRefused(string input) => Assert.Throws<NotSupportedException>(() => Of(input));

    [Fact]
    public void Indented_Value_IsTheSameForPeople()
    {
        using var document = JsonDocument.Parse("""{"b":[1,2],"a":{},"c":[]}""");

        Assert.Equal("{\n  \"a\": {},\n  \"b\": [\n    1,\n    2\n  ],\n  \"c\": []\n}\n", Encoding.UTF8.GetString(CanonicalJson.Indented(document.RootElement)));
    }

    /// <summary>printf '{}' | sha256sum</summary>
    [Fact]
    public void Digest_EmptyObject_IsTheShaOfItsTwoBytes()
    {
        using var document = JsonDocument.Parse("{ }");

        Assert.Equal("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", CanonicalJson.Digest(document.RootElement));
    }

    private static string Of(string input)
    {
        using var document = JsonDocument.Parse(input);
        return Encoding.UTF8.GetString(CanonicalJson.Of(document.RootElement));
    }
}
