using System.Text.Json;
using SegmentationML.Contracts.Outcomes;

namespace SegmentationML.Contracts.Tests.Outcomes;

public sealed class TableReportTests
{
    private static readonly RuleOutcome Kept = new("t/a/required", "a is given", RuleState.Passed, ContractOutcome.Quarantine, "0 rows", 0, []);
    private static readonly RuleOutcome Broken = new("t/b/minimum", "b is at least 0", RuleState.Failed, ContractOutcome.Quarantine, "2 rows", 2, [new Violation("f", 1, "-1"), new Violation("f", 9, null)]);
    private static readonly RuleOutcome Skipped = new("t/text", "be kind", RuleState.NotRun, ContractOutcome.Block, null, 0, [], "Words.");
    private static readonly TableReport Report = new("t", "c", "1.0.0", ContractOutcome.Quarantine, 100, 2, 5, "q.parquet", [Kept, Broken, Skipped], [new ColumnTotal("b", "10", "-2", "12")], ["note"]);

    [Fact]
    public void Outcome_OfARule_CountsOnlyWhenItFailed()
        => Assert.Equal([ContractOutcome.Pass, ContractOutcome.Quarantine, ContractOutcome.Pass], Report.Rules.Select(r => r.Outcome));

    [Fact]
    public void Report_AcceptedAndFailures_FollowFromTheRest()
    {
        Assert.Equal(98, Report.Accepted);
        Assert.Equal([Broken], Report.Failures);
    }

    [Fact]
    public void Outcomes_AreOrderedFromHarmlessToSevere()
        => Assert.Equal([ContractOutcome.Pass, ContractOutcome.Warn, ContractOutcome.Quarantine, ContractOutcome.Block], Enum.GetValues<ContractOutcome>());

    [Fact]
    public void Report_AsJsonAndBack_IsTheSameWithWordsForOutcomes()
    {
        var json = JsonSerializer.Serialize(Report);
        Assert.Contains("\"Outcome\":\"Quarantine\"", json, StringComparison.Ordinal);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<TableReport>(json)));
    }
}
