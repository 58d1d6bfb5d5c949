using System.Text.RegularExpressions;
using SegmentationML.Pipeline.Contract.Reading;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Pipeline.Tests.Contract.Reading;

public sealed class EcmaPatternTests
{
    private static readonly string[] Texts =
        ["", "a", "abc", "ABC", "a1", "GB82WEST12345698765432", "a b", "a\u00a0b", "a\u2003b", "a\vb", "a\nb", "a\rb", "a\u2028b", "x-y_z", "é", "日本", "12.50", "a.b@c.de", "[x]", "aaa", "\b", "a/b", "0", "\0", "$5", "^"];

    // .NET's ECMAScript mode follows ECMA-262 3rd edition in the part that is used here, save for \s, ., [^] and names: those are written out for it.
    [Theory]
    [InlineData("^[A-Z]{2}[0-9]{2}[A-Z0-9]{4}[0-9]{7}([A-Z0-9]?){0,16}$", null)]
    [InlineData("^a", null)]
    [InlineData("b$", null)]
    [InlineData("^\\d+(\\.\\d{2})?$", null)]
    [InlineData("^\\w+$", null)]
    [InlineData("\\W", null)]
    [InlineData("^[^abc]*$", null)]
    [InlineData("[[]", null)]
    [InlineData("[\\]]", null)]
    [InlineData("a|b$", null)]
    [InlineData("^(?:a|b)c?", null)]
    [InlineData("a\\/b", null)]
    [InlineData("\\u00e9", null)]
    [InlineData("[\\b]", null)]
    [InlineData("^a+?$", null)]
    [InlineData("[.$^]", null)]
    [InlineData("\\$\\d", null)]
    [InlineData("a\\sb", "a[\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]b")]
    [InlineData("^\\S+$", "^[^\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+$")]
    [InlineData("^[a\\s]+$", "^[a\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+$")]
    [InlineData("a.b", "a[^\\n\\r\\u2028\\u2029]b")]
    [InlineData("a[^]b", "a[\\u0000-\\uffff]b")]
    [InlineData("^(?<year>\\d)", "^(\\d)")]
    public void ToRe2_Pattern_MatchesInTheEngineWhatEcmaMatches(string pattern, string? oracle)
    {
        var re2 = EcmaPattern.ToRe2(pattern, out var refusal);
        Assert.Null(refusal);
        var ecma = new Regex((oracle ?? pattern).Replace("$", "\\z", StringComparison.Ordinal).Replace("\\\\z", "\\$", StringComparison.Ordinal).Replace("[.\\z^]", "[.$^]", StringComparison.Ordinal), RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));
        using var engine = DuckDbEngine.Open();
        foreach (var text in Texts.Where(t => !t.Contains('\0', StringComparison.Ordinal)))
        {
            var matches = false;
            engine.Read("SELECT regexp_matches($1::VARCHAR, $2::VARCHAR)", b => matches = b.Values<bool>(0)[0], [text, re2]);
            Assert.True(ecma.IsMatch(text) == matches, $"{pattern} on {text.Length} characters '{text}': ECMA {ecma.IsMatch(text)}, engine {matches} by {re2}");
        }
    }

    [Theory]
    [InlineData("(?=a)b", "looks around")]
    [InlineData("(?!a)b", "looks around")]
    [InlineData("(?<=a)b", "looks around")]
    [InlineData("(?<!a)b", "looks around")]
    [InlineData("(a)\\1", "refers back")]
    [InlineData("(?<x>a)\\k<x>", "refers back")]
    [InlineData("(?i)a", "group '(?i'")]
    [InlineData("[a", "without its ]")]
    [InlineData("a[]b", "empty class")]
    [InlineData("a\\", "single \\")]
    [InlineData("\\q", "\\q")]
    [InlineData("\\u12", "hexadecimal")]
    [InlineData("[\\S]", "inside a class")]
    public void ToRe2_WhatTheEngineCannotDo_IsRefusedWithTheReason(string pattern, string why)
    {
        EcmaPattern.ToRe2(pattern, out var refusal);
        Assert.Contains(why, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void ToRe2_CatastrophicPattern_EndsAtOnceOnAMillionLetters()
    {
        var re2 = EcmaPattern.ToRe2("(a+)+$", out _);
        using var engine = DuckDbEngine.Open();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var matches = true;
        engine.Read("SELECT regexp_matches(repeat('a', 1000000) || 'b', $1::VARCHAR)", b => matches = b.Values<bool>(0)[0], [re2], limit.Token);
        Assert.False(matches);
    }
}
