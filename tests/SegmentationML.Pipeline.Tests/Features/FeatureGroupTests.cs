using SegmentationML.Core;
using SegmentationML.Pipeline.Features;

namespace SegmentationML.Pipeline.Tests.Features;

public sealed class FeatureGroupTests
{
    private static readonly Dictionary<string, string> Placeholders = new() { ["entity"] = "\"product_id\"", ["as_of"] = "DATE '2024-01-01'", ["half_life_days"] = "90" };

    [Fact]
    public void BuiltIn_EveryGroup_NamesColumnsUnitsNeedsAndFills()
    {
        Assert.Equal(["activity", "customers", "decay", "margin", "orders", "products", "value"], FeatureGroup.BuiltIn.Select(g => g.Name));
        Assert.All(FeatureGroup.BuiltIn, group =>
        {
            Assert.NotEmpty(group.Requires);
            Assert.All(group.Columns, c => Assert.True(c.Unit.Length > 0 && c.Description.Length > 0));
            Assert.DoesNotContain("${", group.Fill(Placeholders), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void BuiltIn_FeatureNames_AreDistinct()
    {
        var names = FeatureGroup.BuiltIn.SelectMany(g => g.Columns).Select(c => c.Name).ToArray();
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void Parse_NoColumnLine_IsRefused()
        => Assert.Equal("SEG-FEAT-003", Assert.Throws<ProblemException>(() => FeatureGroup.Parse("x", "x.sql", "SELECT 1")).Problems[0].Code);

    [Fact]
    public void Fill_UnknownPlaceholder_NamesTheKnownOnes()
    {
        var group = FeatureGroup.Parse("x", "x.sql", "-- column a [1]: b\nSELECT ${entty} FROM lines");
        Assert.Contains("entity", Assert.Throws<ProblemException>(() => group.Fill(Placeholders)).Problems[0].Fix, StringComparison.Ordinal);
    }
}
