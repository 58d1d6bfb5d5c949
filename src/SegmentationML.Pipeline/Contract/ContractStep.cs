using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using SegmentationML.Contracts.Outcomes;
using SegmentationML.Core;
using SegmentationML.Pipeline.Contract.Checking;
using SegmentationML.Pipeline.Contract.Persons;
using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Pipeline.Ingest;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract;

/// <summary>The contract step: checks each table of ingest against its contract, takes bad rows out, and says whether the run may go on.</summary>
public static class ContractStep
{
    private const string NotShown = "not shown: the table holds personal data";

    /// <summary>Runs the step. A broken contract is a result, not an exception; a contract that cannot be applied (a refused SQL rule or pattern) is a problem.</summary>
    /// <param name="context">What the step may touch; quarantined rows go to its output folder as <c>quarantine-TABLE.parquet</c>.</param>
    /// <param name="contracts">The contracts, loaded before the run.</param>
    /// <param name="ingest">What ingest made.</param>
    /// <param name="asOf">The run's cut-off where it is fixed by the pipeline or the caller; null when it follows from the data, which leaves nothing to measure freshness against.</param>
    /// <param name="openScratch">Opens a fresh engine in memory, for SQL rules.</param>
    /// <param name="persons">Puts pseudonyms in the place of persons; null when the contracts call nothing personal.</param>
    internal static ContractResult Run(StepContext context, ContractSet contracts, IngestResult ingest, DateOnly? asOf, Func<IQueryEngine> openScratch, PersonStage? persons)
    {
        var result = Run(context, contracts, ingest, asOf, openScratch);
        return persons is null || result.Outcome == ContractOutcome.Block
            ? result with { Reports = persons is null ? result.Reports : [.. result.Reports.Select(Unquoted)] }
            : result with { Tables = persons.Run(result.Tables), Reports = [.. result.Reports.Select(Unquoted)] };
    }

    /// <summary>Runs the step without regard to persons.</summary>
    /// <param name="context">As above.</param>
    /// <param name="contracts">As above.</param>
    /// <param name="ingest">As above.</param>
    /// <param name="asOf">As above.</param>
    /// <param name="openScratch">As above.</param>
    public static ContractResult Run(StepContext context, ContractSet contracts, IngestResult ingest, DateOnly? asOf, Func<IQueryEngine> openScratch)
    {
        var sources = ingest.Tables.ToDictionary(t => t.Handle.Name, t => TableSource.Of(context, t), StringComparer.Ordinal);
        var checkers = new List<(TableHandle Handle, TableChecker Checker, RuleBook Book)>();
        foreach (var (name, source) in sources.Where(s => contracts.Files.ContainsKey(s.Key)))
        {
            var checker = new TableChecker(context.Engine, source, Settings(context, contracts, name, asOf), sources, context.Cancellation);
            checkers.Add((ingest.Find(name)!.Handle, checker, checker.Bind()));
        }

        var files = sources.Values.SelectMany(s => s.Without is null ? s.Paths : s.Paths.Append(s.Without));
        using var sql = new SqlRules([.. checkers.Select(c => c.Book)], [.. sources.Select(s => (s.Key, s.Value.Rows))], files, contracts.Options, openScratch);
        var (handles, reports) = (new List<TableHandle>(), new List<TableReport>());
        foreach (var table in ingest.Tables)
        {
            context.Progress.Report(new StepProgress((double)handles.Count / ingest.Tables.Count, table.Handle.Name));
            var found = checkers.FirstOrDefault(c => c.Handle == table.Handle);
            var (handle, report) = found.Checker is null
                ? (table.Handle, Unchecked(table.Handle))
                : Accept(context, table, found.Checker.Check(found.Book, rule => sql.Measure(rule, context.Cancellation)));
            handles.Add(handle);
            reports.Add(report);
            context.Logger.LogInformation($"{report.Table}: {report.Outcome}, {report.Rows} rows, {report.Quarantined} in quarantine, {report.Rules.Count} rules");
        }

        reports.AddRange(Unfed(contracts, sources));
        Problem[] blocking = [.. ingest.Blocking, .. reports.SelectMany(BlockingProblems.Of)];
        var outcome = blocking.Length > 0 ? ContractOutcome.Block : reports.Select(r => r.Outcome).Append(ContractOutcome.Pass).Max();
        return new ContractResult(outcome, handles, reports, blocking);
    }

    /// <summary>A report that is kept and shown says where a bad row stands and not what it holds; who may open the quarantine sees that there.</summary>
    private static TableReport Unquoted(TableReport report)
        => report with { Rules = [.. report.Rules.Select(r => r with { Examples = [.. r.Examples.Select(e => e with { Value = NotShown })] })] };

    private static CheckSettings Settings(StepContext context, ContractSet contracts, string table, DateOnly? asOf)
        => new(contracts.Files[table].Contract, ContractSet.TableOf(contracts.Files[table], table), asOf?.ToDateTime(TimeOnly.MinValue), contracts.Options.QuarantineLimitPercent, contracts.Options.Examples, context.OutputFolder);

    private static (TableHandle Handle, TableReport Report) Accept(StepContext context, IngestTable table, CheckedTable check)
    {
        var report = check.Report with { QuarantineFile = check.Report.QuarantineFile is { } file ? context.NameOf(file) : null, Notes = [.. check.Report.Notes, .. Empty(table, check.Report)] };
        return check.WithoutFile is null
            ? (table.Handle, report)
            : (table.Handle with { Rows = report.Accepted, Without = context.NameOf(check.WithoutFile), Digest = Digest(table.Handle.Digest, check.RowsDigest!) }, report);
    }

    // Ingest gives every canonical column, so that a contract's rules about a column that no source gives hold trivially: said, lest silence be read as proof.
    private static IEnumerable<string> Empty(IngestTable table, TableReport report)
    {
        string[] columns = [.. report.Rules.Select(r => r.Rule.Split('/')).Where(p => p.Length > 2).Select(p => p[1]).Distinct(StringComparer.Ordinal).Where(c => !table.Given.Contains(c))];
        if (columns.Length > 0)
        {
            yield return $"No source gives {string.Join(", ", columns)}: what is promised of the values there was not put to the test.";
        }
    }

    private static string Digest(string table, string rows) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"without/1 {table} {rows}"))));

    private static TableReport Unchecked(TableHandle table) => new(table.Name, null, null, ContractOutcome.Pass, table.Rows, 0, 100, null, [], [], ["The table has no contract; it is used as it is."]);

    private static IEnumerable<TableReport> Unfed(ContractSet contracts, Dictionary<string, TableSource> sources)
        => contracts.Files.Where(f => !sources.ContainsKey(f.Key)).Select(f => new TableReport(
            f.Key, f.Value.Contract.Id, f.Value.Contract.Version, ContractOutcome.Warn, 0, 0, 100, null, [], [], ["The table has a contract, but no source feeds it: nothing was checked."]));
}
