using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Tests.Ports;

/// <summary>Names of versions as people and programs may send them; whatever is not by the rules is refused before anything is looked up.</summary>
public sealed class VersionSelectorTests
{
    [Theory]
    [InlineData("current", VersionSelection.Current)]
    [InlineData("latest", VersionSelection.Latest)]
    [InlineData("3", VersionSelection.Number)]
    [InlineData("champion", VersionSelection.Alias)]
    [InlineData("tag:2026-q3", VersionSelection.Tag)]
    [InlineData("2026-10-01", VersionSelection.Time)]
    [InlineData("2026-10-01T12:00Z", VersionSelection.Time)]
    [InlineData("2026-10-01T12:00:00.123Z", VersionSelection.Time)]
    public void Parse_EachForm_IsKnown(string text, VersionSelection kind) => Assert.Equal(kind, VersionSelector.Parse(text).Kind);

    [Fact]
    public void Parse_ADay_IsItsLastMoment()
        => Assert.Equal(new DateTimeOffset(2026, 10, 1, 23, 59, 59, 999, TimeSpan.Zero), VersionSelector.Parse("2026-10-01").Time);

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("%2e%2e%2f")]
    [InlineData("%252e%252e%252f")]
    [InlineData("..%5c..%5c")]
    [InlineData("/etc")]
    [InlineData("C:\\")]
    [InlineData("\\\\host\\share")]
    [InlineData("a\0b")]
    [InlineData("file:///")]
    [InlineData("//proc/self/root")]
    [InlineData("x#/../..")]
    [InlineData("x;/../..")]
    [InlineData("x?..")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("name.")]
    [InlineData("name ")]
    [InlineData(" name")]
    [InlineData("Champion")]
    [InlineData("CHAMPION")]
    [InlineData("champio\u0301n")]
    [InlineData("champi\u00f3n")]
    [InlineData("\u202echampion")]
    [InlineData("\ud800")]
    [InlineData("v1")]
    [InlineData("v007")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("0")]
    [InlineData("1e3")]
    [InlineData("1.0")]
    [InlineData("99999999999999999999")]
    [InlineData("2026-13-01")]
    [InlineData("2026-10-01T25:00Z")]
    [InlineData("0000-01-01")]
    [InlineData("2026-10-01T12:00+02:00")]
    [InlineData("' OR 1=1 --")]
    [InlineData("<script>")]
    [InlineData("=cmd()")]
    [InlineData("tag:")]
    [InlineData("tag:latest")]
    [InlineData("tag:v2")]
    [InlineData("tag:../x")]
    [InlineData("tag:X")]
    [InlineData("tag:x.")]
    [InlineData("TAG:x")]
    [InlineData("a\nb")]
    public void Parse_WhatIsNoName_IsRefusedWithOneProblem(string text)
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => VersionSelector.Parse(text)).Problems);

        Assert.True(problem.Code is "SEG-PUB-012" or "SEG-PUB-013");
        Assert.DoesNotContain(problem.What, c => char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format);
    }

    [Fact]
    public void Parse_ALongName_IsRefusedAndShownShort()
    {
        Assert.Equal(VersionSelection.Alias, VersionSelector.Parse(new string('a', 63)).Kind);
        var problem = Assert.Throws<ProblemException>(() => VersionSelector.Parse(new string('a', 300))).Problems[0];

        Assert.Equal("SEG-PUB-012", problem.Code);
        Assert.True(problem.What.Length < 150);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("current")]
    [InlineData("latest")]
    [InlineData("v7")]
    [InlineData("2026-10-01")]
    public void RequireAlias_WhatMeansSomethingElse_IsRefused(string name) => Assert.Equal("SEG-PUB-012", Assert.Throws<ProblemException>(() => VersionName.RequireAlias(name)).Problems[0].Code);
}
