using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Confined;

/// <summary>Runs SQL rules where they can do no harm: in an engine of their own, in memory, that opens the tables' files and no other, and whose settings are locked.</summary>
internal sealed class ConfinedSession : IDisposable
{
    private readonly IQueryEngine _engine;
    private readonly TimeSpan _limit;
    private readonly List<string> _tables = [];
    private readonly List<string> _columns = [];

    /// <summary>Opens the tables and closes the door.</summary>
    /// <param name="engine">A fresh engine in memory; the session disposes it.</param>
    /// <param name="tables">The tables that rules may read, each with the query that shows it.</param>
    /// <param name="files">The files behind them, absolute.</param>
    /// <param name="memoryMegabytes">The most memory that a rule may use.</param>
    /// <param name="timeLimit">The longest that a rule may take.</param>
    public ConfinedSession(IQueryEngine engine, IEnumerable<(string Name, string Query)> tables, IEnumerable<string> files, int memoryMegabytes, TimeSpan timeLimit)
    {
        _engine = engine;
        _limit = timeLimit;
        foreach (var (name, query) in tables)
        {
            engine.Execute($"CREATE VIEW {Sql.Identifier(name)} AS {query}");
            _tables.Add(name);
            _columns.AddRange(engine.Describe($"FROM {Sql.Identifier(name)}").Select(c => c.Name));
        }

        engine.Execute(
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
    }

    /// <summary>Looks at a rule before it runs.</summary>
    /// <param name="rule">The rule.</param>
    public Admission Admit(QueryRule rule)
    {
        var tree = One("SELECT json_serialize_sql($1::VARCHAR)::VARCHAR", [rule.Query])!;
        if (SqlRuleGuard.Refusal(tree, _tables, _columns) is { } refusal)
        {
            return new Admission(null, Refused(rule, refusal));
        }

        var query = One("SELECT json_deserialize_sql($1::JSON)", [tree])!;
        try
        {
            return Shape(_engine.Describe(query), rule.Limit) is { } misfit ? new Admission(null, Refused(rule, misfit)) : new Admission(query, null);
        }
        catch (ProblemException e)
        {
            return new Admission(null, Refused(rule, e.Problems[0].What), LacksColumns: true);
        }
    }

    /// <summary>Runs an admitted rule.</summary>
    /// <param name="query">What <see cref="Admit"/> gave.</param>
    /// <param name="failure">Why there is no measure; null otherwise.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The one value; null with a reason when there is none.</returns>
    public decimal? Measure(string query, out string? failure, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(_limit);
        failure = null;
        try
        {
            var values = new List<string?>();
            _engine.Read(
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
            return Fail($"It took longer than {_limit.TotalSeconds} s.", out failure);
        }
        catch (ProblemException e)
        {
            return Fail(e.Problems[0].What, out failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    private static decimal? Fail(string why, out string failure)
    {
        failure = why;
        return null;
    }

    private static string? Shape(IReadOnlyList<ColumnShape> shapes, Threshold limit)
    {
        if (shapes.Count != 1)
        {
            return $"It gives {shapes.Count} columns, not one.";
        }

        var kind = ColumnKinds.Of(shapes[0].Type);
        var fits = limit.IsTruth ? kind == ColumnKind.Boolean : kind is ColumnKind.Integer or ColumnKind.Decimal or ColumnKind.Floating or ColumnKind.Boolean;
        return fits ? null : $"It gives a {shapes[0].Type}, not a {(limit.IsTruth ? "truth value" : "number")}.";
    }

    private static Problem Refused(QueryRule rule, string why)
        => new("SEG-CONT-005", $"The SQL rule {rule.Id} is refused. {why}", "A rule is one SELECT that gives one number or truth value, over the tables of the run, with pure functions.");

    private string? One(string sql, IReadOnlyList<object?> parameters)
    {
        string? text = null;
        _engine.Read(sql, batch => text = batch.Text(0, 0), parameters);
        return text;
    }
}
