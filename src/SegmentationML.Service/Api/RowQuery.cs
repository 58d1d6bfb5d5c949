using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Service.Api;

/// <summary>Some rows of a published table, or of what differs between two versions: filtered, in key order; one page, or all of them as an Arrow stream.</summary>
internal sealed class RowQuery
{
    private const int UsualPage = 1_000;
    private const int LargestPage = 100_000;
    private const int RowsPerBatch = 16_384;
    private const string StepColumn = "step";
    private static readonly string[] Own = ["limit", "cursor", "format", "columns"];
    private readonly RowSource _source;
    private readonly IReadOnlyList<RowFilter> _filters;
    private readonly IReadOnlyList<SnapshotColumn> _columns;
    private readonly string _question;
    private readonly int? _limit;
    private readonly RowFormat _format;
    private readonly RowCursor? _after;

    private RowQuery(RowSource source, HttpRequest request, IReadOnlyCollection<string> reserved)
    {
        var (query, table) = (request.Query, source.Table);
        _source = source;
        var filters = new List<RowFilter>();
        foreach (var (name, text) in query.Where(q => !Own.Contains(q.Key, StringComparer.Ordinal) && !reserved.Contains(q.Key)).SelectMany(q => q.Value.Select(v => (q.Key, v ?? ""))).Order())
        {
            source.Sight.Require(name);
            filters.Add(RowFilter.Read(table, name, text, 1 + source.Parameters.Count + filters.Sum(f => f.Values.Count)));
        }

        _filters = filters;
        _columns = One(query, "columns") is { } names ? [.. names.Split(',').Select(Column)] : table.Columns;
        _format = RowFormats.Of(One(query, "format"), request);
        _limit = One(query, "limit") is not { } limit ? null
            : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows >= 1 && (rows <= LargestPage || _format == RowFormat.Arrow) ? rows
            : throw new ProblemException(ApiProblems.WrongQuery("limit", limit, $"Ask for 1 to {LargestPage:N0}; an Arrow stream may have any number of rows."));
        _question = StepKey.OfText(string.Join('\n', [table.Name, $"{source.Since}", .. _columns.Select(c => c.Name), .. _filters.Select(f => $"{f.Sql} {string.Join('|', f.Values)}")]))[..16];
        _after = One(query, "cursor") is { } cursor ? RowCursor.Read(cursor, source.Version.Commit.Version, _question) : null;
    }

    private bool HasSteps => _source.Table.Columns.Any(c => c.Name == StepColumn);

    private string Order => $"ORDER BY key{(HasSteps ? ", step" : "")}";

    /// <summary>Reads a question.</summary>
    /// <param name="source">What the rows are of.</param>
    /// <param name="request">The call.</param>
    /// <param name="reserved">Names in its query that are no columns.</param>
    /// <exception cref="ProblemException">The version has no such table or column, or a value is off.</exception>
    public static RowQuery Read(RowSource source, HttpRequest request, params IReadOnlyCollection<string> reserved) => new(source, request, reserved);

    /// <summary>Answers it.</summary>
    public async Task WriteAsync(HttpResponse response, CancellationToken cancellation)
    {
        var version = _source.Version.Commit.Version;
        response.Headers["Segml-Version"] = version.ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "private, no-cache";
        _source.Sight.Note(response);
        if (_source.Since is { } since)
        {
            response.Headers["Segml-Since"] = since.ToString(CultureInfo.InvariantCulture);
        }

        response.ContentType = RowFormats.MediaType(_format);
        if (HttpMethods.IsHead(response.HttpContext.Request.Method))
        {
            return; // What only the rows tell, such as the next cursor, is not looked for.
        }

        if (_format == RowFormat.Arrow)
        {
            await StreamAsync(response, cancellation);
            return;
        }

        var (rows, next) = await Task.Run(() => Rows(cancellation), cancellation);
        if (next is not null)
        {
            response.Headers["Segml-Next"] = next;
        }

        var isCsv = _format == RowFormat.Csv;
        var of = _source.Since is { } base0 ? $"\"since\":{base0}," : "";
        var text = new StringBuilder(isCsv ? string.Join(',', _columns.Select(c => c.Name)) + "\r\n" : $"{{{of}\"version\":{version},\"table\":\"{_source.Table.Name}\",\"rows\":[");
        text.AppendJoin(isCsv ? "\r\n" : ",", rows).Append(isCsv ? (rows.Count > 0 ? "\r\n" : "") : $"],\"next\":{JsonSerializer.Serialize(next)}{(_source.Sight.Masked.Count > 0 ? $",\"masked\":{JsonSerializer.Serialize(_source.Sight.Masked)}" : "")}}}");
        await response.WriteAsync(text.ToString(), cancellation);
    }

    private async Task StreamAsync(HttpResponse response, CancellationToken cancellation)
    {
        var (where, parameters) = Where();
        var sql = $"SELECT {string.Join(", ", _columns.Select(c => Sql.Identifier(c.Name)))} FROM {_source.Sql} {where} {(_source.IsInOrder ? "" : Order)} {(_limit is { } rows ? $"LIMIT {rows}" : "")}";
        await Task.Run(() =>
        {
            // One thread: the rows come in the order of the file, so nothing has to be gathered first to be sorted.
            using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
            using var body = new AnswerStream(response.BodyWriter, cancellation);
            new DuckDbTableExporter(engine).StreamArrow(sql, parameters, body, new ArrowExport { Stream = true, RowsPerBatch = RowsPerBatch }, cancellation);
            body.Flush();
        }, cancellation);
    }

    private (List<string> Rows, string? Next) Rows(CancellationToken cancellation)
    {
        var limit = _limit ?? UsualPage;
        var (where, parameters) = Where();
        var sql = $"SELECT {(_format == RowFormat.Csv ? Csv() : Json())}, key, {(HasSteps ? StepColumn : "0::INTEGER")} FROM {_source.Sql} {where} {Order} LIMIT {limit + 1}";
        var (rows, last) = (new List<string>(), (Key: "", Step: 0));
        var more = false;
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        engine.Read(sql, batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                if (rows.Count == limit)
                {
                    more = true;
                    return;
                }

                rows.Add(batch.Text(0, i)!);
                last = (batch.Text(1, i)!, batch.Values<int>(2)[i]);
            }
        }, parameters, cancellation);
        return (rows, more ? new RowCursor(_source.Version.Commit.Version, _question, last.Key, last.Step).ToString() : null);
    }

    private (string Sql, List<object?> Parameters) Where()
    {
        var parameters = _source.Parameters.Concat(_filters.SelectMany(f => f.Values)).Cast<object?>().ToList();
        var conditions = _filters.Select(f => f.Sql).ToList();
        if (_after is not null)
        {
            conditions.Add(HasSteps ? $"(key > ${parameters.Count + 1} OR (key = ${parameters.Count + 1} AND step > ${parameters.Count + 2}))" : $"key > ${parameters.Count + 1}");
            parameters.Add(_after.Key);
            parameters.AddRange(HasSteps ? [_after.Step] : []);
        }

        return (conditions.Count > 0 ? $"WHERE {string.Join(" AND ", conditions)}" : "", parameters);
    }

    private string Json() => $"to_json({{{string.Join(", ", _columns.Select(c => $"{Sql.Literal(c.Name)}: {Sql.Identifier(c.Name)}"))}}})::VARCHAR";

    /// <summary>One line of CSV. Text is quoted; one that a spreadsheet would take for a formula gets a leading apostrophe.</summary>
    private string Csv() => string.Join(" || ',' || ", _columns.Select(c => c.Type is "VARCHAR" or "VARCHAR[]"
        ? $"coalesce('\"' || replace({Guarded(c.Type == "VARCHAR" ? Sql.Identifier(c.Name) : $"array_to_string({Sql.Identifier(c.Name)}, ';')")}, '\"', '\"\"') || '\"', '')"
        : $"coalesce({Sql.Identifier(c.Name)}::VARCHAR, '')"));

    private static string Guarded(string text) => $"CASE WHEN {text}[1] IN ('=', '+', '-', '@', chr(9), chr(13)) THEN '''' || {text} ELSE {text} END";

    private SnapshotColumn Column(string name)
    {
        _source.Sight.Require(name);
        return _source.Table.Columns.FirstOrDefault(c => c.Name == name) ?? throw new ProblemException(ApiProblems.WrongQuery("columns", name, "Name columns of the table, separated by commas; the manifest lists them."));
    }

    private static string? One(IQueryCollection query, string name) => query[name] switch
    {
        [] => null,
        [{ } one] => one,
        var several => throw new ProblemException(ApiProblems.WrongQuery(name, several.ToString(), "Send it once.")),
    };
}
