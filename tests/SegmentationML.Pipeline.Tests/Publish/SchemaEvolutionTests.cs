using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish.Schemas;

namespace SegmentationML.Pipeline.Tests.Publish;

/// <summary>Ids go with names, are never given twice, and what breaks readers needs the owner's word.</summary>
public sealed class SchemaEvolutionTests
{
    [Fact]
    public void Of_FirstVersion_NumbersColumnsFromOne()
    {
        var schema = SchemaEvolution.Of([Table("key", "revenue")], null, [], 1);

        Assert.Equal("1.0.0", schema.Version);
        Assert.Equal(["key 1", "revenue 2"], Ids(schema));
        Assert.Equal(2, schema.Tables[0].LastId);
    }

    [Fact]
    public void Of_ColumnMoreInTheMiddle_KeepsIdsAndRaisesTheSecondNumber()
    {
        var parent = Content("1.3.0", Table("key", "revenue"));

        var schema = SchemaEvolution.Of([Table("key", "margin", "revenue")], parent, [parent], 1);

        Assert.Equal("1.4.0", schema.Version);
        Assert.Equal(["key 1", "margin 3", "revenue 2"], Ids(schema));
    }

    [Fact]
    public void Of_SameColumnsInAnotherOrder_IsTheSameSchema()
    {
        var parent = Content("1.3.0", Table("key", "revenue"));

        Assert.Equal("1.3.0", SchemaEvolution.Of([Table("revenue", "key")], parent, [parent], 1).Version);
    }

    [Fact]
    public void Of_ColumnThatComesBack_GetsAnIdThatNobodyHad()
    {
        var first = Content("1.0.0", Table("key", "revenue"));
        var second = Content("2.0.0", SchemaEvolution.Of([Table("key")], first, [first], 2).Tables[0]);

        var schema = SchemaEvolution.Of([Table("key", "revenue")], second, [first, second], 2);

        Assert.Equal(["key 1", "revenue 3"], Ids(schema));
        Assert.Equal("2.1.0", schema.Version);
    }

    [Fact]
    public void Of_AfterARollback_NewColumnsDoNotGetIdsOfTheVersionsRolledBack()
    {
        var first = Content("1.0.0", Table("key"));
        var second = Content("1.1.0", SchemaEvolution.Of([Table("key", "margin")], first, [first], 1).Tables[0]);

        var schema = SchemaEvolution.Of([Table("key", "profit")], first, [first, second, first], 1);

        Assert.Equal(["key 1", "profit 3"], Ids(schema));
    }

    [Theory]
    [InlineData("is gone", null, null, null)]
    [InlineData("is INTEGER, was DOUBLE", "INTEGER", "currency", true)]
    [InlineData("is VARCHAR, was DOUBLE", "VARCHAR", "currency", true)]
    [InlineData("is in units, was in currency", "DOUBLE", "units", true)]
    public void Of_ChangeThatBreaksReaders_NeedsTheOwnersWord(string why, string? type, string? unit, bool? nullable)
    {
        var parent = Content("1.2.0", Table("key", "revenue"));
        SnapshotColumn[] columns = type is null ? [Column("key")] : [Column("key"), new(0, "revenue", type, nullable!.Value, unit)];

        var refused = Assert.Throws<ProblemException>(() => SchemaEvolution.Of([new SnapshotTable("assignments", 1, columns)], parent, [parent], 1)).Problems[0];

        Assert.Equal("SEG-PUB-018", refused.Code);
        Assert.Contains($"assignments.revenue {why}", refused.What, StringComparison.Ordinal);
        Assert.Contains("publish.schema to 2", refused.Fix, StringComparison.Ordinal);
        var agreed = SchemaEvolution.Of([new SnapshotTable("assignments", 1, columns)], parent, [parent], 2);
        Assert.Equal("2.0.0", agreed.Version);
        Assert.DoesNotContain("revenue 2", Ids(agreed));
    }

    [Fact]
    public void Of_NullsWhereThereNeverWereAny_BreakReadersAndTheReverseDoesNot()
    {
        var parent = Content("1.0.0", new SnapshotTable("assignments", 1, [Column("key"), new(2, "segment", "VARCHAR", false, null), new(3, "note", "VARCHAR", true, null)]));

        Assert.Throws<ProblemException>(() => SchemaEvolution.Of([new SnapshotTable("assignments", 1, [Column("key"), new(0, "segment", "VARCHAR", true, null), new(0, "note", "VARCHAR", true, null)])], parent, [parent], 1));
        Assert.Equal("1.0.0", SchemaEvolution.Of([new SnapshotTable("assignments", 1, [Column("key"), new(0, "segment", "VARCHAR", false, null), new(0, "note", "VARCHAR", false, null)])], parent, [parent], 1).Version);
    }

    [Fact]
    public void Of_WiderNumber_KeepsItsIdAndRaisesTheSecondNumber()
    {
        var parent = Content("1.0.0", new SnapshotTable("assignments", 1, [Column("key"), new(2, "n", "INTEGER", true, null)]));

        var schema = SchemaEvolution.Of([new SnapshotTable("assignments", 1, [Column("key"), new(0, "n", "BIGINT", true, null)])], parent, [parent], 1);

        Assert.Equal(("1.1.0", 2), (schema.Version, schema.Tables[0].Columns[1].Id));
    }

    [Fact]
    public void Of_TableGone_BreaksReaders()
    {
        var parent = Content("1.0.0", Table("key"), new SnapshotTable("policies", 1, [Column("key")]));

        Assert.Contains("table policies is gone", Assert.Throws<ProblemException>(() => SchemaEvolution.Of([Table("key")], parent, [parent], 1)).Problems[0].What, StringComparison.Ordinal);
    }

    private static SnapshotContent Content(string version, params SnapshotTable[] tables)
        => new("parts", "abc", ["key"], new DateOnly(2026, 1, 1), version, "test", "", [], [], [], tables, new Dictionary<string, string>());

    private static SnapshotTable Table(params string[] columns) => new("assignments", 1, [.. columns.Select((name, i) => Column(name) with { Id = i + 1 })]);

    private static SnapshotColumn Column(string name) => name == "key" ? new(1, "key", "VARCHAR", false, null) : new(0, name, "DOUBLE", true, "currency");

    private static IEnumerable<string> Ids(EvolvedSchema schema) => schema.Tables[0].Columns.Select(c => $"{c.Name} {c.Id}");
}
