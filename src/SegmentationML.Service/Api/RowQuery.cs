using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Security;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Service.Api;

/// <summary>Some rows of a published table: filtered, in key order, one page.</summary>
internal sealed class RowQuery
{
    private const int UsualPage = 1_000;
    private const int LargestPage = 100_000;
    private const string StepColumn = "step";
    private static readonly string[] Own = ["limit", "cursor", "format", "columns"];
    private readonly Snapshot _version;
    private readonly SnapshotTable _table;
    private readonly IReadOnlyList<RowFilter> _filters;
    private readonly IReadOnlyList<SnapshotColumn> _columns;
    private readonly string _question;
    private readonly int _limit;
    private readonly bool _csv;
    private readonly RowCursor? _after;
    private readonly TableSight _sight;

    private RowQuery(Snapshot version, SnapshotTable table, IQueryCollection query, Sight sight)
    {
        (_version, _table, _sight) = (version, table, sight.Of(version, table));
        var filters = new List<RowFilter>();
        foreach (var (name, text) in query.Where(q => !Own.Contains(q.Key, StringComparer.Ordinal)).SelectMany(q => q.Value.Select(v => (q.Key, v ?? ""))).Order())
        {
            _sight.Require(name);
            filters.Add(RowFilter.Read(table, name, text, 1 + filters.Sum(f => f.Values.Count)));
        }

        if (_sight.Limit(1 + filters.Sum(f => f.Values.Count)) is { } held)
        {
            filters.Add(held);
        }

        _filters = filters;
        _columns = One(query, "columns") is { } names ? [.. names.Split(',').Select(Column)] : _sight.Columns;
        _csv = (One(query, "format") ?? "json") switch { "csv" => true, "json" => false, var other => throw new ProblemException(ApiProblems.WrongQuery("format", other, "Ask for json or csv.")) };
        _limit = One(query, "limit") is not { } limit ? UsualPage
            : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows is >= 1 and <= LargestPage ? rows
            : throw new ProblemException(ApiProblems.WrongQuery("limit", limit, $"Ask for 1 to {LargestPage:N0}."));
        _question = StepKey.OfText(string.Join('\n', [table.Name, .. _columns.Select(c => c.Name), .. _filters.Select(f => $"{f.Sql} {string.Join('|', f.Values)}")]))[..16];
        _after = One(query, "cursor") is { } cursor ? RowCursor.Read(cursor, version.Commit.Version, _question) : null;
    }

    private bool HasSteps => _table.Columns.Any(c => c.Name == StepColumn);

    /// <summary>Reads a question.</summary>
    /// <exception cref="ProblemException">The version has no such table or column, the caller may not see a column, or a value is off.</exception>
    public static RowQuery Read(Snapshot version, string table, IQueryCollection query, Sight sight)
        => new(version, version.Content.Tables.FirstOrDefault(t => t.Name == table) ?? throw new ProblemException(ApiProblems.NoFile(table)), query, sight);

    /// <summary>Answers it.</summary>
    public async Task WriteAsync(HttpResponse response, CancellationToken cancellation)
    {
        var (rows, next) = await Task.Run(() => Rows(cancellation), cancellation);
        response.Headers["Segml-Version"] = _version.Commit.Version.ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "private, no-cache";
        _sight.Note(response);
        if (next is not null)
        {
            response.Headers["Segml-Next"] = next;
        }

        response.ContentType = _csv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
        var text = new StringBuilder(_csv ? string.Join(',', _columns.Select(c => c.Name)) + "\r\n" : $"{{\"version\":{_version.Commit.Version},\"table\":\"{_table.Name}\",\"rows\":[");
        text.AppendJoin(_csv ? "\r\n" : ",", rows).Append(_csv ? (rows.Count > 0 ? "\r\n" : "") : $"],\"next\":{JsonSerializer.Serialize(next)}{(_sight.Masked.Count > 0 ? $",\"masked\":{JsonSerializer.Serialize(_sight.Masked)}" : "")}}}");
        await response.WriteAsync(text.ToString(), cancellation);
    }

    private (List<string> Rows, string? Next) Rows(CancellationToken cancellation)
    {
        var parameters = _filters.SelectMany(f => f.Values).Cast<object?>().ToList();
        var conditions = _filters.Select(f => f.Sql).ToList();
        if (_after is not null)
        {
            conditions.Add(HasSteps ? $"(key > ${parameters.Count + 1} OR (key = ${parameters.Count + 1} AND step > ${parameters.Count + 2}))" : $"key > ${parameters.Count + 1}");
            parameters.Add(_after.Key);
            parameters.AddRange(HasSteps ? [_after.Step] : []);
        }

        var file = Sql.Literal(Path.Combine(_version.Folder, $"{_table.Name}.parquet"));
        var sql = $"""
            SELECT {(_csv ? Csv() : Json())}, key, {(HasSteps ? StepColumn : "0::INTEGER")} FROM read_parquet({file})
            {(conditions.Count > 0 ? $"WHERE {string.Join(" AND ", conditions)}" : "")}
            ORDER BY key{(HasSteps ? ", step" : "")} LIMIT {_limit + 1}
            """;
        var (rows, last) = (new List<string>(), (Key: "", Step: 0));
        var more = false;
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        engine.Read(sql, batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                if (rows.Count == _limit)
                {
                    more = true;
                    return;
                }

                rows.Add(batch.Text(0, i)!);
                last = (batch.Text(1, i)!, batch.Values<int>(2)[i]);
            }
        }, parameters, cancellation);
        return (rows, more ? new RowCursor(_version.Commit.Version, _question, last.Key, last.Step).ToString() : null);
    }

    private string Json() => $"to_json({{{string.Join(", ", _columns.Select(c => $"{Sql.Literal(c.Name)}: {Sql.Identifier(c.Name)}"))}}})::VARCHAR";

    /// <summary>One line of CSV. Text is quoted; one that a spreadsheet would take for a formula gets a leading apostrophe.</summary>
    private string Csv() => string.Join(" || ',' || ", _columns.Select(c => c.Type is "VARCHAR" or "VARCHAR[]"
        ? $"coalesce('\"' || replace({Guarded(c.Type == "VARCHAR" ? Sql.Identifier(c.Name) : $"array_to_string({Sql.Identifier(c.Name)}, ';')")}, '\"', '\"\"') || '\"', '')"
        : $"coalesce({Sql.Identifier(c.Name)}::VARCHAR, '')"));

    private static string Guarded(string text) => $"CASE WHEN {text}[1] IN ('=', '+', '-', '@', chr(9), chr(13)) THEN '''' || {text} ELSE {text} END";

    private SnapshotColumn Column(string name)
    {
        _sight.Require(name);
        return _table.Columns.FirstOrDefault(c => c.Name == name) ?? throw new ProblemException(ApiProblems.WrongQuery("columns", name, "Name columns of the table, separated by commas; the manifest lists them."));
    }

    private static string? One(IQueryCollection query, string name) => query[name] switch
    {
        [] => null,
        [{ } one] => one,
        var several => throw new ProblemException(ApiProblems.WrongQuery(name, several.ToString(), "Send it once.")),
    };
}
