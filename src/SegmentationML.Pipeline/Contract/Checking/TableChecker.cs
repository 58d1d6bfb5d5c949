using System.Globalization;
using SegmentationML.Contracts.Outcomes;
using SegmentationML.Core;
using SegmentationML.Pipeline.Contract.Reading;
using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>Checks one table against its contract: one pass for all row rules, sums and ages; one pass of hashes a key; more passes only where something is broken.</summary>
/// <remarks>Every rule judges the table as delivered, with one exception: duplicates are looked for among the rows that no row rule takes out, so that a good row is not lost to a bad twin.</remarks>
/// <param name="engine">The engine.</param>
/// <param name="source">The table.</param>
/// <param name="settings">Contract and limits.</param>
/// <param name="others">The tables that references may lead to, by name.</param>
/// <param name="cancellation">Stops the check.</param>
internal sealed class TableChecker(IQueryEngine engine, TableSource source, CheckSettings settings, IReadOnlyDictionary<string, TableSource> others, CancellationToken cancellation)
{
    private readonly Dictionary<Rule, RuleOutcome> _outcomes = [];
    private readonly List<FoundRows> _found = [];

    /// <summary>The rules, bound to the table's columns. Patterns that the engine refuses are problems here, before rows are looked at.</summary>
    public RuleBook Bind()
    {
        CheckPatterns();
        return RuleBook.Bind(settings.Contract, settings.Table, source.Name, engine.Describe(source.Rows), source.TextIsRead, source.Empty);
    }

    /// <summary>Checks the table.</summary>
    /// <param name="book">What <see cref="Bind"/> gave.</param>
    /// <param name="measure">Runs an SQL rule.</param>
    public CheckedTable Check(RuleBook book, Func<QueryRule, QueryOutcome> measure)
    {
        var scan = RowScan.Run(engine, source, book, cancellation);
        RowRule[] taken = [.. book.Rules.OfType<RowRule>().Where(r => r.TakesRowsOut && scan.Broken[r] > 0)];
        SettleRows(scan);
        SettleWhole(book, scan, measure);
        FindDuplicates(book, scan.Rows, taken);
        FindOrphans(book, scan.Rows);
        var result = TakeOut(book, scan, taken);
        foreach (var table in _found.Select(f => f.Relation).Where(r => r?.StartsWith('(') == false))
        {
            engine.Execute($"DROP TABLE IF EXISTS {table}", null, cancellation);
        }

        return result;
    }

    private void CheckPatterns()
    {
        var problems = new List<Problem>();
        foreach (var (place, pattern) in Patterns())
        {
            try
            {
                engine.Read("SELECT regexp_full_match('', $1::VARCHAR)", _ => { }, [SqlPattern.Whole(pattern)], cancellation);
            }
            catch (ProblemException e)
            {
                problems.Add(new Problem("SEG-CONT-004", $"The pattern {pattern} of {place} is no regular expression: {e.Problems[0].What}", "Mend the pattern."));
            }
        }

        ProblemException.ThrowIfAny(problems);
    }

    private IEnumerable<(string Place, string Pattern)> Patterns()
        => settings.Table.Properties.SelectMany(p => p.Quality.Select(q => q.Arguments?.Pattern).Append(p.LogicalTypeOptions?.Pattern).OfType<string>().Select(t => ($"{settings.Table.Name}/{p.Name}", t)));

    private void SettleRows(RowScan scan)
    {
        var broken = scan.Broken.Where(b => !b.Key.Holds(b.Value, scan.Rows)).Select(b => b.Key).ToArray();
        var examples = ExampleFinder.Find(engine, source, [.. broken.Where(r => scan.Broken[r] > 0)], settings.Examples, cancellation);
        foreach (var (rule, count) in scan.Broken)
        {
            Settle(rule, count, scan.Rows, examples.GetValueOrDefault(rule, []));
        }
    }

    private void SettleWhole(RuleBook book, RowScan scan, Func<QueryRule, QueryOutcome> measure)
    {
        foreach (var rule in book.Rules)
        {
            var outcome = rule switch
            {
                SettledRule settled => Outcome(rule, settled.State, null, settled.Note),
                RowCountRule count => Outcome(rule, count.Limit.Holds(scan.Rows) ? RuleState.Passed : RuleState.Failed, $"{scan.Rows} rows", null),
                FreshnessRule freshness => Fresh(freshness, scan.Newest[freshness]),
                QueryRule query => Queried(query, measure(query)),
                _ => null,
            };
            if (outcome is not null)
            {
                _outcomes.Add(rule, outcome);
            }
        }
    }

    private RuleOutcome Fresh(FreshnessRule rule, DateTime? newest)
    {
        if (settings.AsOf is not { } asOf)
        {
            return Outcome(rule, RuleState.NotRun, Stamp(newest), "No as-of date was given (--as-of), and measured against the data's own last day it would always pass.");
        }

        var oldest = SlaShape.OldestAllowed(rule.Level, asOf);
        return newest >= oldest
            ? Outcome(rule, RuleState.Passed, Stamp(newest), null)
            : Outcome(rule, RuleState.Failed, Stamp(newest), $"As of {Stamp(asOf)} it had to be {Stamp(oldest)} or later.");
    }

    private static RuleOutcome Queried(QueryRule rule, QueryOutcome result)
        => result.Measure is { } measure
            ? Outcome(rule, rule.Limit.Holds(measure) ? RuleState.Passed : RuleState.Failed, rule.Limit.Text(measure), rule.Limit.Holds(measure) ? null : $"It must be {rule.Limit}.")
            : Outcome(rule, result.WasRun ? RuleState.Failed : RuleState.NotRun, null, result.Note);

    private void FindDuplicates(RuleBook book, long rows, RowRule[] taken)
    {
        var finder = new DuplicateFinder(engine, cancellation);
        var excluded = taken.Length == 0 ? null : string.Join(" OR ", taken.Select(r => $"({r.Broken})"));
        foreach (var rule in book.Rules.OfType<KeyRule>())
        {
            var table = $"contract_found_{_found.Count}";
            var count = finder.Find(source, rule, excluded, rows, table);
            Keep(rule, count, rows, count == 0 ? null : table);
        }
    }

    private void FindOrphans(RuleBook book, long rows)
    {
        var finder = new ReferenceFinder(engine, cancellation);
        foreach (var rule in book.Rules.OfType<ReferenceRule>())
        {
            if (!others.TryGetValue(rule.Table, out var target))
            {
                _outcomes.Add(rule, Outcome(rule, RuleState.NotRun, null, $"There is no table {rule.Table} here."));
                continue;
            }

            var known = engine.Describe(target.Rows).Select(c => c.Name).ToArray();
            if (rule.Columns.FirstOrDefault(c => !known.Contains(c, StringComparer.OrdinalIgnoreCase)) is { } missing)
            {
                _outcomes.Add(rule, Outcome(rule, RuleState.NotRun, null, $"The table {rule.Table} has no column {missing}."));
                continue;
            }

            var count = finder.Count(source, rule, target);
            Keep(rule, count, rows, count == 0 ? null : Stored(rule, ReferenceFinder.Rows(source, rule, target)));
        }
    }

    /// <summary>Rows that are taken out are kept in a table, since they are needed several times; of others only the first are looked at.</summary>
    private string Stored(CountedRule rule, string query)
    {
        if (!rule.TakesRowsOut)
        {
            return $"({query})";
        }

        var table = $"contract_found_{_found.Count}";
        engine.Execute($"CREATE OR REPLACE TABLE {table} AS {query}", null, cancellation);
        return table;
    }

    private void Keep(CountedRule rule, long count, long rows, string? relation)
    {
        _found.Add(new FoundRows(rule, count, relation));
        Settle(rule, count, rows, relation is null || settings.Examples == 0 || rule.Holds(count, rows) ? [] : ExampleFinder.First(engine, source, relation, settings.Examples, cancellation));
    }

    private void Settle(CountedRule rule, long count, long rows, IReadOnlyList<Violation> examples)
    {
        var holds = rule.Holds(count, rows);
        _outcomes.Add(rule, new RuleOutcome(rule.Id, rule.Promise, holds ? RuleState.Passed : RuleState.Failed, rule.OnFailure, rule.Measured(count, rows), count, examples, holds || rule.Limit is null ? null : $"It must be {rule.Limit}{(rule.InPercent ? " %" : "")}."));
    }

    private CheckedTable TakeOut(RuleBook book, RowScan scan, RowRule[] taken)
    {
        FoundRows[] found = [.. _found.Where(f => f.Rule.TakesRowsOut && f.Relation is not null)];
        if (taken.Length == 0 && found.Length == 0)
        {
            return new CheckedTable(Report(book, scan, 0, null, [.. book.Totals.Select(_ => "0")]), null, null);
        }

        var writer = new QuarantineWriter(engine, source, settings.Folder ?? "", cancellation);
        var count = writer.Collect(taken, found);
        if (settings.Folder is not null)
        {
            writer.Write();
        }

        var result = new CheckedTable(
            Report(book, scan, count, settings.Folder is null ? null : writer.QuarantineFile, writer.Sums(book.Totals)),
            settings.Folder is null ? null : writer.WithoutFile,
            writer.Digest());
        writer.Drop();
        return result;
    }

    private TableReport Report(RuleBook book, RowScan scan, long quarantined, string? file, IReadOnlyList<string> sums)
    {
        var limit = settings.LimitPercent ?? book.LimitPercent;
        RuleOutcome[] rules = [.. book.Rules.Select(r => _outcomes[r])];
        var outcome = rules.Select(r => r.Outcome).Append(quarantined > 0 ? ContractOutcome.Quarantine : ContractOutcome.Pass).Max();
        if (100.0 * quarantined > limit * scan.Rows)
        {
            outcome = ContractOutcome.Block;
        }

        var totals = book.Totals.Select((c, i) => new ColumnTotal(c.Name, scan.Sums[i], sums[i], ExactText.Subtract(scan.Sums[i], sums[i]))).ToArray();
        return new TableReport(source.Name, settings.Contract.Id, settings.Contract.Version, outcome, scan.Rows, quarantined, limit, file, rules, totals, book.Notes);
    }

    private static string? Stamp(DateTime? time)
        => time is { } t ? t.ToString(t.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : null;

    private static RuleOutcome Outcome(Rule rule, RuleState state, string? measured, string? note) => new(rule.Id, rule.Promise, state, rule.OnFailure, measured, 0, [], note);
}
