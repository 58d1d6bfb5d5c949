using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Confined;

/// <summary>Runs SQL rules where they can do no harm, behind two walls of which each would do.</summary>
/// <remarks>
/// The first is <see cref="IQueryEngine.Confine"/>: by the parser's own syntax tree a rule is one query over the named tables, with functions that give the same result on every run.
/// The second is an engine of the rules' own, in memory, that opens the tables' files and no other, with little memory, no spilling, no extensions, and its settings locked.
/// </remarks>
internal sealed class ConfinedSession : IDisposable
{
    // Names that do not bind: the rule is harmless, but does not fit the tables.
    private const string DoesNotBind = "SEG-DUCK-011";

    private readonly IQueryEngine _scratch;
    private readonly IQueryEngine _confined;
    private readonly TimeSpan _limit;

    /// <summary>Opens the tables and closes the door.</summary>
    /// <param name="scratch">A fresh engine in memory; the session disposes it.</param>
    /// <param name="tables">The tables that rules may read, each with the query that shows it.</param>
    /// <param name="files">The files behind them, absolute.</param>
    /// <param name="memoryMegabytes">The most memory that a rule may use.</param>
    /// <param name="timeLimit">The longest that a rule may take.</param>
    public ConfinedSession(IQueryEngine scratch, IReadOnlyList<(string Name, string Query)> tables, IEnumerable<string> files, int memoryMegabytes, TimeSpan timeLimit)
    {
        _scratch = scratch;
        _limit = timeLimit;
        foreach (var (name, query) in tables)
        {
            scratch.Execute($"CREATE VIEW {Sql.Identifier(name)} AS {query}");
        }

        scratch.Execute(
            $"""
            SET memory_limit = '{memoryMegabytes.ToString(CultureInfo.InvariantCulture)}MB';
            SET temp_directory = '';
            SET autoinstall_known_extensions = false;
            SET autoload_known_extensions = false;
            SET allow_community_extensions = false;
            SET allowed_paths = [{string.Join(", ", files.Select(Sql.Literal))}];
            SET enable_external_access = false;
            SET lock_configuration = true
            """);
        _confined = scratch.Confine([.. tables.Select(t => t.Name)]);
    }

    /// <summary>Looks at a rule before it runs.</summary>
    /// <param name="rule">The rule.</param>
    public Admission Admit(QueryRule rule)
    {
        try
        {
            var misfit = Misfit(_confined.Describe(rule.Query), rule.Limit);
            return misfit is null ? new Admission(Canonical(rule.Query), null) : new Admission(null, Refused(rule, misfit));
        }
        catch (ProblemException e)
        {
            return new Admission(null, Refused(rule, e.Problems[0].What), LacksColumns: e.Problems[0].Code == DoesNotBind);
        }
    }

    /// <summary>Runs an admitted rule.</summary>
    /// <param name="query">What <see cref="Admit"/> gave.</param>
    /// <param name="failure">Why there is no measure; null otherwise.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The one value; null with a reason when there is none.</returns>
    public decimal? Measure(string query, out string? failure, CancellationToken cancellation) => Measure(_confined, query, out failure, cancellation);

    /// <summary>The same behind the second wall only, so that it can be tested by itself.</summary>
    internal decimal? MeasureUnjudged(string query, out string? failure, CancellationToken cancellation) => Measure(_scratch, query, out failure, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _confined.Dispose();
        _scratch.Dispose();
    }

    private decimal? Measure(IQueryEngine engine, string query, out string? failure, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(_limit);
        failure = null;
        try
        {
            var values = new List<string?>();
            engine.Read(
                $"SELECT CASE typeof(v) WHEN 'BOOLEAN' THEN (v::INTEGER)::VARCHAR ELSE v::VARCHAR END FROM (\n{query}\n) AS result(v) LIMIT 2",
                batch => values.AddRange(Enumerable.Range(0, batch.Rows).Select(row => batch.Text(0, row))),
                null,
                limited.Token);
            return values is [{ } text] && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : Fail(values.Count == 1 ? $"It gave {values[0] ?? "null"}, which is no number." : $"It gave {(values.Count == 0 ? "no row" : "several rows")}, not one.", out failure);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Fail($"It was stopped after {_limit.TotalSeconds} s, the time that contract.sql_seconds leaves a rule; whether it holds is not known.", out failure);
        }
        catch (ProblemException e)
        {
            return Fail(e.Problems[0].What, out failure);
        }
    }

    /// <summary>The query as the parser understood it, without remarks and a last semicolon, so that it can stand in brackets.</summary>
    private string Canonical(string query)
    {
        var text = query;
        _scratch.Read("SELECT json_deserialize_sql(json_serialize_sql($1::VARCHAR))", batch => text = batch.Text(0, 0)!, [query]);
        return text;
    }

    private static string? Misfit(IReadOnlyList<ColumnShape> shapes, Threshold limit)
    {
        if (shapes.Count != 1)
        {
            return $"It gives {shapes.Count} columns, not one.";
        }

        var kind = ColumnKinds.Of(shapes[0].Type);
        var fits = limit.IsTruth ? kind == ColumnKind.Boolean : kind is ColumnKind.Integer or ColumnKind.Decimal or ColumnKind.Floating or ColumnKind.Boolean;
        return fits ? null : $"It gives a {shapes[0].Type}, not a {(limit.IsTruth ? "truth value" : "number")}.";
    }

    private static decimal? Fail(string why, out string failure)
    {
        failure = why;
        return null;
    }

    private static Problem Refused(QueryRule rule, string why)
        => new("SEG-CONT-005", $"The SQL rule {rule.Id} is refused: {why}", "A rule is one SELECT that gives one number or truth value, over the tables of the run, with functions that give the same result on every run.");
}
