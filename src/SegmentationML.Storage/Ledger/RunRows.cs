using System.Data.Common;
using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Ledger;

/// <summary>The SQL over runs and their steps; every method works inside the caller's transaction.</summary>
internal static class RunRows
{
    private const string Columns = "id, pipeline, state, attempt, started, ended, holder, version, problem, request_digest, attempt_started, terms";

    /// <summary>A run with what the ledger alone needs to know of it.</summary>
    public sealed record Row(RunRecord Record, string RequestDigest, DateTimeOffset AttemptStarted);

    public static List<Row> List(LedgerConnection connection, string? pipeline, int limit)
        => connection.Query(
            $"SELECT {Columns} FROM runs WHERE CAST(@pipeline AS TEXT) IS NULL OR pipeline = @pipeline ORDER BY sequence DESC LIMIT @limit",
            Read, ("pipeline", pipeline), ("limit", limit));

    public static Row? Last(LedgerConnection connection, string pipeline) => List(connection, pipeline, 1).FirstOrDefault();

    public static Row? Find(LedgerConnection connection, string runId) => connection.Query($"SELECT {Columns} FROM runs WHERE id = @id", Read, ("id", runId)).FirstOrDefault();

    public static Row Get(LedgerConnection connection, string runId)
        => Find(connection, runId) ?? throw new ProblemException(LedgerProblem.UnknownRun(runId));

    /// <summary>Makes the next fencing token of a pipeline, which shuts out every lease before it.</summary>
    public static long NextToken(LedgerConnection connection, string pipeline)
    {
        connection.Execute("INSERT INTO pipelines (name) VALUES (@name) ON CONFLICT DO NOTHING", ("name", pipeline));
        return connection.Integer("UPDATE pipelines SET fencing_token = fencing_token + 1 WHERE name = @name RETURNING fencing_token", ("name", pipeline))!.Value;
    }

    /// <summary>Whether a lease is still the newest of its pipeline and its run under way.</summary>
    public static bool Holds(LedgerConnection connection, string pipeline, string runId, long token)
        => connection.Integer(
            """
            SELECT count(*) FROM runs JOIN pipelines ON pipelines.name = runs.pipeline
            WHERE runs.id = @id AND runs.pipeline = @pipeline AND runs.state = 'running' AND runs.fencing_token = @token AND pipelines.fencing_token = @token
            """,
            ("id", runId), ("pipeline", pipeline), ("token", token)) == 1;

    /// <summary>Notes that runs which still stand as under way died with their process, at their last sign of life.</summary>
    public static void Interrupt(LedgerConnection connection, string pipeline, string actor, DateTimeOffset now)
    {
        var ids = connection.Query(
            """
            UPDATE runs SET state = 'interrupted',
                ended = (SELECT max(sign.time) FROM (
                    SELECT runs.attempt_started AS time
                    UNION ALL SELECT s.started FROM steps AS s WHERE s.run_id = runs.id AND s.attempt = runs.attempt
                    UNION ALL SELECT s.ended FROM steps AS s WHERE s.run_id = runs.id AND s.attempt = runs.attempt) AS sign)
            WHERE pipeline = @pipeline AND state = 'running'
            RETURNING id
            """,
            row => row.GetString(0), ("pipeline", pipeline));
        connection.Execute(
            """
            UPDATE steps SET state = 'failed', summary = 'cut off', ended = (SELECT ended FROM runs WHERE runs.id = steps.run_id)
            WHERE state = 'running' AND run_id IN (SELECT id FROM runs WHERE pipeline = @pipeline AND state = 'interrupted')
            """,
            ("pipeline", pipeline));
        foreach (var id in ids.Order(StringComparer.Ordinal))
        {
            AuditRows.Append(connection, AuditEvent.Of("run.ended", id, actor, ("pipeline", pipeline), ("now.state", "interrupted")), now);
        }
    }

    public static void Insert(LedgerConnection connection, RunRequest request, string id, long token, string holder, DateTimeOffset now)
        => connection.Execute(
            """
            INSERT INTO runs (id, pipeline, request_digest, state, attempt, fencing_token, started, attempt_started, holder, terms)
            VALUES (@id, @pipeline, @digest, 'running', 1, @token, @now, @now, @holder, @terms)
            """,
            ("id", id), ("pipeline", request.Pipeline), ("digest", request.Digest), ("token", token), ("now", now), ("holder", holder), ("terms", request.Terms is { } terms ? JsonSerializer.Serialize(terms, StepKey.Json) : null));

    /// <summary>Records in the audit chain that a run begins, or goes on.</summary>
    public static void AuditBegin(LedgerConnection connection, RunRecord run, RunRequest request, DateTimeOffset now)
        => AuditRows.Append(
            connection,
            AuditEvent.Of(
                run.Attempt == 1 ? "run.started" : "run.resumed", run.Id, request.Actor,
                ("pipeline", run.Pipeline), ("request", request.Digest), ("attempt", run.Attempt.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("now.state", "running")),
            now);

    /// <summary>Goes on with a run.</summary>
    /// <param name="connection">The ledger.</param>
    /// <param name="id">The run.</param>
    /// <param name="token">The new lease's token.</param>
    /// <param name="holder">Who runs it now.</param>
    /// <param name="now">Now.</param>
    /// <param name="isSameWish">Whether nobody asked anew for the run: then it is still to be cancelled if it was.</param>
    public static void Resume(LedgerConnection connection, string id, long token, string holder, DateTimeOffset now, bool isSameWish)
        => connection.Execute(
            """
            UPDATE runs SET state = 'running', attempt = attempt + 1, fencing_token = @token, attempt_started = @now, ended = NULL, holder = @holder, problem = NULL,
                cancel_by = CASE WHEN @same = 1 THEN cancel_by END
            WHERE id = @id
            """,
            ("id", id), ("token", token), ("now", now), ("holder", holder), ("same", isSameWish ? 1L : 0L));

    /// <remarks>A version that was committed stays noted, whatever the run is said to have ended with.</remarks>
    public static void End(LedgerConnection connection, RunRecord run, RunState state, long? version, string? problem, string actor, DateTimeOffset now)
    {
        connection.Execute(
            "UPDATE runs SET state = @state, ended = @now, version = coalesce(@version, version), problem = @problem WHERE id = @id",
            ("id", run.Id), ("state", Word(state)), ("now", now), ("version", version), ("problem", problem));
        var code = problem?.StartsWith("SEG-", StringComparison.Ordinal) == true ? problem.Split(':')[0] : null;
        AuditRows.Append(connection, AuditEvent.Of("run.ended", run.Id, actor, ("pipeline", run.Pipeline), ("problem", code), ("now.state", Word(state))), now);
    }

    /// <summary>Notes who wishes that a run is cancelled, the first time; false when it is not under way.</summary>
    public static bool AskToCancel(LedgerConnection connection, string id, string by, DateTimeOffset now)
    {
        if (Get(connection, id).Record is not { State: RunState.Running } run)
        {
            return false;
        }

        if (CancelAskedBy(connection, id) is null)
        {
            connection.Execute("UPDATE runs SET cancel_by = @by WHERE id = @id", ("id", id), ("by", by));
            AuditRows.Append(connection, AuditEvent.Of("run.cancel-asked", id, by, ("pipeline", run.Pipeline)), now);
        }

        return true;
    }

    public static string? CancelAskedBy(LedgerConnection connection, string id) => connection.Text("SELECT cancel_by FROM runs WHERE id = @id AND state = 'running'", ("id", id));

    /// <summary>The first free id of a second: the time and a counter.</summary>
    public static string FreeId(LedgerConnection connection, DateTimeOffset now)
    {
        var second = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        for (var n = 1; ; n++)
        {
            var id = $"{second}-{n}";
            if (connection.Integer("SELECT (SELECT count(*) FROM runs WHERE id = @id) + (SELECT count(*) FROM versions WHERE run_id = @id)", ("id", id)) == 0)
            {
                return id;
            }
        }
    }

    public static void StartStep(LedgerConnection connection, RunRecord run, StepName step, string key, DateTimeOffset now)
        => connection.Execute(
            """
            INSERT INTO steps (run_id, attempt, step, state, key, started, rows, summary) VALUES (@run, @attempt, @step, 'running', @key, @now, 0, '')
            ON CONFLICT (run_id, attempt, step) DO UPDATE SET state = 'running', key = @key, started = @now, ended = NULL, rows = 0, summary = ''
            """,
            ("run", run.Id), ("attempt", run.Attempt), ("step", Word(step)), ("key", key), ("now", now));

    public static void EndStep(LedgerConnection connection, RunRecord run, StepName step, string key, StepState state, long rows, string summary, DateTimeOffset now)
        => connection.Execute(
            """
            INSERT INTO steps (run_id, attempt, step, state, key, started, ended, rows, summary) VALUES (@run, @attempt, @step, @state, @key, @now, @now, @rows, @summary)
            ON CONFLICT (run_id, attempt, step) DO UPDATE SET state = @state, key = @key, ended = @now, rows = @rows, summary = @summary
            """,
            ("run", run.Id), ("attempt", run.Attempt), ("step", Word(step)), ("state", Word(state)), ("key", key), ("rows", rows), ("summary", summary), ("now", now));

    /// <summary>For each step of a run the note of the newest attempt that came so far, in order of the flow.</summary>
    public static List<StepRecord> Steps(LedgerConnection connection, string runId)
    {
        var steps = connection.Query(
            """
            SELECT step, state, key, started, ended, rows, summary FROM steps AS s
            WHERE run_id = @run AND attempt = (SELECT max(attempt) FROM steps AS l WHERE l.run_id = s.run_id AND l.step = s.step)
            """,
            row => new StepRecord(
                Enum.Parse<StepName>(row.GetString(0), ignoreCase: true),
                Enum.Parse<StepState>(row.GetString(1), ignoreCase: true),
                row.GetString(2),
                row.Time(3),
                row.TimeOrNull(4),
                row.GetInt64(5),
                row.GetString(6)),
            ("run", runId));
        return [.. steps.OrderBy(s => s.Step)];
    }

    private static Row Read(DbDataReader row)
        => new(
            new RunRecord(
                row.GetString(0),
                row.GetString(1),
                Enum.Parse<RunState>(row.GetString(2), ignoreCase: true),
                row.GetInt32(3),
                row.Time(4),
                row.TimeOrNull(5),
                row.GetString(6),
                row.IntegerOrNull(7),
                row.TextOrNull(8))
            {
                Terms = row.TextOrNull(11) is { } terms ? JsonSerializer.Deserialize<RunTerms>(terms, StepKey.Json) : null,
            },
            row.GetString(9),
            row.Time(10));

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
