using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Tests.Definition;

public sealed class YamlBinderTests
{
    private enum Grain
    {
        Week,
        CalendarMonth,
    }

    [YamlShorthand(nameof(Column))]
    private sealed record Field
    {
        public string? Column { get; init; }

        public string? Expression { get; init; }
    }

    private sealed record Sample
    {
        public required string Name { get; init; }

        public int Horizon { get; init; } = 13;

        public double? Level { get; init; }

        public Grain Grain { get; init; }

        public DateOnly? AsOf { get; init; }

        public IReadOnlyList<string> Keys { get; init; } = [];

        public IReadOnlyDictionary<string, Field> Mapping { get; init; } = new Dictionary<string, Field>();
    }

    [Fact]
    public void Bind_AllKinds_GivesTheRecordInFileOrder()
    {
        var sample = Bind("""
            name: no
            horizon: 26
            level: .inf
            grain: calendar-month
            as_of: 2011-12-10
            keys: product
            mapping:
              order_id: InvoiceNo
              line: {expression: row_number}
            """);

        Assert.Equal(("no", 26, double.PositiveInfinity, Grain.CalendarMonth), (sample.Name, sample.Horizon, sample.Level, sample.Grain));
        Assert.Equal(new DateOnly(2011, 12, 10), sample.AsOf);
        Assert.Equal(["product"], sample.Keys);
        Assert.Equal(["order_id", "line"], sample.Mapping.Keys);
        Assert.Equal("InvoiceNo", sample.Mapping["order_id"].Column);
    }

    [Fact]
    public void Bind_EmptyValue_KeepsTheDefault() => Assert.Equal(13, Bind("name: x\nhorizon:\n").Horizon);

    [Theory]
    [InlineData("name: x\nhorizn: 3", "sample.yaml:2", "Did you mean 'horizon'?")]
    [InlineData("horizon: 3", "name is missing", "required")]
    [InlineData("name: x\nhorizon: 3.5", "horizon is '3.5'", "a whole number")]
    [InlineData("name: x\nhorizon: \"3\"", "horizon is '3'", "a whole number")]
    [InlineData("name: x\nlevel: NaN", "level is 'NaN'", "a number")]
    [InlineData("name: x\ngrain: weekly", "grain is 'weekly'", "Did you mean")]
    [InlineData("name: x\nas_of: 10.12.2011", "as_of is '10.12.2011'", "2026-01-31")]
    [InlineData("name: [a]", "where one value is expected", "a single value")]
    [InlineData("name: x\nkeys: {a: 1}", "where a list is expected", "- value")]
    [InlineData("name: x\nname: y", "stands twice", "Keep one")]
    [InlineData("name: &a x\nkeys: [*a]", "anchor &a", "Write the value out")]
    [InlineData("name: !!python/object x", "tag", "plain data")]
    [InlineData("name: x\n---\nname: y", "second document", "one document")]
    [InlineData("", "empty", "required settings")]
    [InlineData("name: [x", "sample.yaml:", "syntax")]
    [InlineData("? [a]\n: b", "not a plain name", "names as keys")]
    public void Bind_BadText_SaysWhatWhereAndWhatToDo(string text, string what, string fix)
    {
        var problem = Assert.Throws<ProblemException>(() => Bind(text)).Problems[0];
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(fix, problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_SeveralFaults_ListsAll()
        => Assert.Equal(3, Assert.Throws<ProblemException>(() => Bind("horizon: x\nfoo: 1")).Problems.Count);

    [Fact]
    public void Read_DeepNesting_IsRefusedNotOverflow()
        => Assert.Contains("deeper", Assert.Throws<ProblemException>(() => Bind($"name: {new string('[', 3000)}{new string(']', 3000)}")).Message, StringComparison.Ordinal);

    private static Sample Bind(string text) => YamlBinder.Bind<Sample>(YamlText.Read(text, "sample.yaml"), "sample.yaml");
}
