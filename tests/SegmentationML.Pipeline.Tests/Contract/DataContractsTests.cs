using System.Collections.Concurrent;
using System.Globalization;
using SegmentationML.Contracts.Outcomes;
using SegmentationML.Contracts.Standard;
using SegmentationML.Contracts.Tables;
using SegmentationML.Pipeline.Contract;
using SegmentationML.Pipeline.Contract.Reading;
using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Pipeline.Tests.Contract;

/// <summary>Every folder of data-contracts: the contract keeps the standard, its good file passes, its bad file breaks exactly the rules that are listed beside it.</summary>
public sealed class DataContractsTests
{
    private static readonly DateOnly AsOf = new(2025, 6, 1);

    private static readonly ConcurrentDictionary<string, TableReport> Reports = new(StringComparer.Ordinal);

    public static TheoryData<string> Canonical => [.. CanonicalTables.All.Select(t => t.Name)];

    public static TheoryData<string> Folders => [.. Directory.GetDirectories(Repository.DataContracts).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Contract_KeepsTheStandardAndItsRulesCanBeMade(string folder)
    {
        var contract = ContractReader.Read(Path.Combine(Repository.DataContracts, folder, "v1.yaml")).Contract;

        var table = Assert.Single(contract.Schema);
        var canonical = CanonicalTables.Find(table.Name)!;
        Assert.All(table.Properties, p => Assert.True(ColumnKinds.Fits(ColumnKinds.Of(canonical.Find(p.Name!)!.SqlType), p.LogicalType!.Value), $"{p.Name} is {canonical.Find(p.Name!)!.SqlType}"));
        Assert.All(canonical.Columns.Where(c => c.Required), c => Assert.Contains(table.Properties, p => p.Name == c.Name));
        Assert.All(table.Properties.SelectMany(p => p.Quality).Concat(table.Quality), q => Assert.True(q is { Id: not null, Description: not null, Severity: not null }, $"{q.Id} says what it checks and how much it matters"));
    }

    [Theory]
    [MemberData(nameof(Canonical))]
    public void CanonicalContract_NamesEveryColumnAndTheKey(string folder)
    {
        var canonical = CanonicalTables.Find(folder)!;
        var table = ContractReader.Read(Path.Combine(Repository.DataContracts, folder, "v1.yaml")).Contract.Schema[0];
        Assert.Equal(canonical.Columns.Select(c => c.Name), table.Properties.Select(p => p.Name));
        var key = table.Properties.Where(p => p.PrimaryKey).Select(p => p.Name!).ToArray();
        var unique = table.Quality.FirstOrDefault(q => q.Metric == QualityMetric.DuplicateValues)?.Arguments!.Properties;
        Assert.Equal(canonical.Key.Select(c => c.Name), key.Length > 0 ? key : unique);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void GoodFile_Passes(string folder)
    {
        var report = Check(folder, "good.csv");

        Assert.True(report.Rows > 1);
        Assert.Equal(Expected(folder, "good.expected"), Broken(report));
        Assert.True(report.Outcome <= (Broken(report).Length == 0 ? ContractOutcome.Pass : ContractOutcome.Warn));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void BadFile_BreaksExactlyTheListedRules(string folder)
    {
        var report = Check(folder, "bad.csv");

        Assert.Equal(Expected(folder, "bad.expected"), Broken(report));
        Assert.All(report.Failures.Where(r => r.Violations > 0), r => Assert.NotEmpty(r.Examples));
    }

    /// <summary>Each rule that can break (not the presence of a column, which no row can break) is broken by the folder's bad file or by none of the folders' for a reason.</summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void BadFile_ReachesTheRulesOfTheContractsColumns(string folder)
    {
        var report = Check(folder, "bad.csv");
        var idle = report.Rules.Where(r => r.State == RuleState.Passed && !r.Rule.EndsWith("/column", StringComparison.Ordinal)).Select(r => r.Rule.Split('/')[^1]).Distinct();

        // Never broken in any bad file: an empty text cannot stand in a CSV file (it is read as nothing), files with rows are not empty, and bounds that a type rule guards.
        string[] excused = ["minLength", "maxLength", "not_empty", "required", "type", "finite", "exclusiveMaximum", "minimum", "maximum"];
        Assert.Empty(idle.Except(excused));
    }

    private static TableReport Check(string folder, string file) => Reports.GetOrAdd($"{folder}/{file}", _ => CheckOnce(folder, file));

    private static TableReport CheckOnce(string folder, string file)
    {
        using var work = new WorkFolder();
        using var engine = DuckDbEngine.Open();
        var path = Path.Combine(Repository.DataContracts, folder);
        var request = new ContractCheckRequest { Contract = Path.Combine(path, "v1.yaml"), Data = Path.Combine(path, file), AsOf = AsOf, WorkFolder = work.Path };
        return ContractCheck.Run(engine, request, () => DuckDbEngine.Open(), TestContext.Current.CancellationToken).Report;
    }

    private static string[] Broken(TableReport report)
        => [.. report.Failures.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Rule} {r.Violations}")).Order(StringComparer.Ordinal)];

    private static string[] Expected(string folder, string file)
    {
        var path = Path.Combine(Repository.DataContracts, folder, file);
        return File.Exists(path) ? [.. File.ReadLines(path).Where(l => l.Length > 0 && !l.StartsWith('#')).Order(StringComparer.Ordinal)] : [];
    }
}
