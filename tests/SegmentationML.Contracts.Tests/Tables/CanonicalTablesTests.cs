using System.Text.RegularExpressions;
using SegmentationML.Contracts.Tables;

namespace SegmentationML.Contracts.Tests.Tables;

public sealed partial class CanonicalTablesTests
{
    public static TheoryData<string> Names => [.. CanonicalTables.All.Select(t => t.Name)];

    [Fact]
    public void All_NamesAreUnique()
        => Assert.Equal(CanonicalTables.All.Count, CanonicalTables.All.Select(t => t.Name).Distinct().Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void Columns_AreSnakeCaseAndUnique(string name)
    {
        var columns = CanonicalTables.Find(name)!.Columns;
        Assert.All(columns, c => Assert.Matches(SnakeCase(), c.Name));
        Assert.Equal(columns.Count, columns.Select(c => c.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Columns_HoldExactTypesOnly(string name)
        => Assert.All(CanonicalTables.Find(name)!.Columns, c => Assert.Matches(ExactType(), c.SqlType));

    [Theory]
    [MemberData(nameof(Names))]
    public void Numbers_SayTheirUnit(string name)
        => Assert.All(CanonicalTables.Find(name)!.Columns.Where(c => c.SqlType.StartsWith("DECIMAL", StringComparison.Ordinal)), c => Assert.NotEqual("", c.Unit));

    [Theory]
    [MemberData(nameof(Names))]
    public void Key_IsMadeOfTheTablesColumns(string name)
    {
        var table = CanonicalTables.Find(name)!;
        Assert.NotEmpty(table.Key);
        Assert.All(table.Key, k => Assert.Contains(k, table.Columns));
    }

    [Fact]
    public void Find_UnknownName_IsNull() => Assert.Null(CanonicalTables.Find("orders"));

    [GeneratedRegex("^[a-z][a-z0-9_]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SnakeCase();

    [GeneratedRegex(@"^(VARCHAR|BIGINT|INTEGER|BOOLEAN|DATE|TIMESTAMP|DECIMAL\((9|18),\d\))$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ExactType();
}
