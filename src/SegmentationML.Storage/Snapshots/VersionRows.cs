using System.Data.Common;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Promotions;

namespace SegmentationML.Storage.Snapshots;

/// <summary>Versions in the ledger. What is not in here does not exist.</summary>
internal sealed class VersionRows(LedgerDatabase database, TimeProvider clock)
{
    private const string Select = "SELECT v.pipeline, v.version, v.parent, v.run_id, v.time, v.content_digest, v.content, v.candidate, v.restores, v.marked, v.expired FROM versions AS v ";

    private long _moves;

    /// <summary>How often this process may have put a version in use: a version in use that was read before the last move may not be it any more.</summary>
    public long Moves => Interlocked.Read(ref _moves);

    /// <summary>Counts a move that was committed.</summary>
    public void CountMove() => Interlocked.Increment(ref _moves);

    /// <summary>The version in use; null before the first.</summary>
    public VersionRow? Current(string pipeline) => database.Read(connection => Current(connection, pipeline));

    /// <summary>One version; null when it does not exist.</summary>
    public VersionRow? Find(string pipeline, long version) => database.Read(connection => Find(connection, pipeline, version));

    /// <summary>The newest version that a run published with a content; null when it did not.</summary>
    public VersionRow? OfRun(string pipeline, string run, string contentDigest)
        => database.Read(connection => connection.Query(
            Select + "WHERE v.pipeline = @pipeline AND v.run_id = @run AND v.content_digest = @digest ORDER BY v.version DESC LIMIT 1",
            Row, ("pipeline", pipeline), ("run", run), ("digest", contentDigest))).FirstOrDefault();

    /// <summary>The newest candidate after a version that has a content; null when there is none.</summary>
    public VersionRow? Candidate(string pipeline, long? parent, string contentDigest)
        => database.Read(connection => connection.Query(
            Select + "WHERE v.pipeline = @pipeline AND v.candidate = 1 AND v.expired IS NULL AND v.content_digest = @digest AND coalesce(v.parent, 0) = @parent ORDER BY v.version DESC LIMIT 1",
            Row, ("pipeline", pipeline), ("digest", contentDigest), ("parent", parent ?? 0))).FirstOrDefault();

    /// <summary>All versions, oldest first.</summary>
    public IReadOnlyList<VersionRow> List(string pipeline) => database.Read(connection => List(connection, pipeline));

    /// <summary>The highest number that was ever given out; 0 for none.</summary>
    public long LastNumber(string pipeline)
        => database.Read(connection => connection.Integer("SELECT last_version FROM pipelines WHERE name = @pipeline", ("pipeline", pipeline))) ?? 0;

    /// <summary>Gives out the next number, for good: it is never given again, whatever becomes of the version. Null when the lease is lost.</summary>
    public long? Reserve(IRunLease lease)
        => database.Write(connection => Holds(connection, lease)
            ? connection.Integer("UPDATE pipelines SET last_version = last_version + 1 WHERE name = @pipeline RETURNING last_version", ("pipeline", lease.Run.Pipeline))
            : null);

    /// <summary>The commit: one transaction that compares current version and fencing token, enters the row, and makes it the current version unless it is a candidate.</summary>
    public CommitOutcome Commit(VersionRow row, IRunLease lease, AuditEvent happened)
        => database.Write(connection =>
        {
            if (!Holds(connection, lease))
            {
                return CommitOutcome.LeaseLost;
            }

            if (Current(connection, row.Pipeline)?.Version != row.Parent)
            {
                return CommitOutcome.ParentMoved;
            }

            Insert(connection, row, "published");
            if (!row.Candidate)
            {
                ActivationRows.Add(connection, row.Pipeline, row.Version, row.Parent, row.Time);
            }

            connection.Execute("UPDATE runs SET version = @version WHERE id = @run", ("run", row.Run), ("version", row.Version));
            AuditRows.Append(connection, happened, Timestamp.Now(clock));
            return CommitOutcome.Committed;
        });

    /// <summary>Makes a candidate the version in use: <see cref="Activate(LedgerConnection, string, long, long?, AuditEvent, DateTimeOffset)"/> as one transaction.</summary>
    public VersionRow Activate(string pipeline, long version, long? expectedCurrent, AuditEvent decision, DateTimeOffset now)
        => database.Write(connection => Activate(connection, pipeline, version, expectedCurrent, decision, now));

    /// <summary>Makes a candidate the version in use, inside the caller's transaction; one that is so already is left as it is.</summary>
    /// <exception cref="ProblemException">It does not exist, was in use before, or was made after another version than the one in use.</exception>
    public static VersionRow Activate(LedgerConnection connection, string pipeline, long version, long? expectedCurrent, AuditEvent decision, DateTimeOffset now)
    {
        var row = Find(connection, pipeline, version) ?? throw new ProblemException(SnapshotProblem.NotThere(pipeline, version, [.. List(connection, pipeline).Select(r => r.Version)]));
        var current = Current(connection, pipeline)?.Version;
        if (current == version)
        {
            return row;
        }

        if (ActivationRows.WasLive(connection, pipeline, version))
        {
            throw new ProblemException(SnapshotProblem.WasLive(pipeline, version));
        }

        if (row.Expired is { } expired)
        {
            throw new ProblemException(SnapshotProblem.Expired(pipeline, version, expired));
        }

        if (current != expectedCurrent || current != row.Parent)
        {
            throw new ProblemException(SnapshotProblem.CurrentMoved(pipeline, version, row.Parent, expectedCurrent, current));
        }

        ActivationRows.Add(connection, pipeline, version, current, now);
        AuditRows.Append(connection, VersionAudit.Activated(row, decision), now);
        return row;
    }

    /// <summary>Enters versions that a lost or older ledger does not know; those it knows stay as they are.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="rows">The versions, oldest first.</param>
    /// <param name="lastNumber">Numbers up to this one are not given out again.</param>
    /// <param name="named">The version that <c>current.json</c> names; null when it names none of those that exist.</param>
    /// <remarks>
    /// Numbers of versions in use only grow, so the newest that shows signs of having been in use is the current one: it was published live, another was made after it, or it is named.
    /// When a candidate went live is lost with the ledger: the time of its publication stands in.
    /// </remarks>
    public void Adopt(string pipeline, IReadOnlyList<VersionRow> rows, long lastNumber, long? named)
        => database.Write(connection =>
        {
            connection.Execute("INSERT INTO pipelines (name) VALUES (@pipeline) ON CONFLICT DO NOTHING", ("pipeline", pipeline));
            VersionRow[] read = [.. rows.Where(row => Insert(connection, row, "adopted") > 0)];
            connection.Execute(
                "UPDATE pipelines SET last_version = CASE WHEN @last > last_version THEN @last ELSE last_version END WHERE name = @pipeline", ("pipeline", pipeline), ("last", lastNumber));
            var all = List(connection, pipeline);
            var before = all.Select(row => row.Parent).OfType<long>().ToHashSet();
            foreach (var row in all.Where(row => !row.Candidate || before.Contains(row.Version) || row.Version == named))
            {
                if (!ActivationRows.WasLive(connection, pipeline, row.Version))
                {
                    ActivationRows.Add(connection, pipeline, row.Version, Current(connection, pipeline)?.Version, row.Time);
                }
            }

            var current = Current(connection, pipeline);
            foreach (var row in read)
            {
                AuditRows.Append(connection, VersionAudit.Adopted(row, current), Timestamp.Now(clock));
            }
        });

    /// <summary>The version that an alias or a tag names; null for none.</summary>
    public long? Named(string pipeline, string kind, string name) => database.Read(connection => NameRows.Find(connection, pipeline, kind, name));

    /// <summary>The version that was in use at a time; null for none.</summary>
    public long? At(string pipeline, DateTimeOffset time) => database.Read(connection => ActivationRows.At(connection, pipeline, time));

    /// <summary>Everything that the ledger knows of a pipeline's versions, in one consistent view.</summary>
    public VersionFacts Facts(string pipeline) => database.Read(connection => Facts(connection, pipeline));

    /// <summary>Marks what the rules let go, and takes the mark from what they keep.</summary>
    /// <returns>What holds from then on.</returns>
    public ExpiryPlan Mark(string pipeline, RetentionOptions rules, string actor, DateTimeOffset now)
        => database.Write(connection =>
        {
            var plan = ExpiryPlan.Of(Facts(connection, pipeline), rules, now);
            if (plan.ToMark.Count > 0)
            {
                SetMark(connection, pipeline, plan.ToMark, now);
                AuditRows.Append(connection, VersionAudit.Marked(pipeline, plan.ToMark, actor), now);
            }

            if (plan.ToUnmark.Count > 0)
            {
                SetMark(connection, pipeline, plan.ToUnmark, null);
                AuditRows.Append(connection, VersionAudit.Unmarked(pipeline, plan.ToUnmark, actor), now);
            }

            return ExpiryPlan.Of(Facts(connection, pipeline), rules, now);
        });

    /// <summary>Notes that a version's files go now, provided that the rules still let it go.</summary>
    /// <returns>Null when that is noted, then or before; else the rule that keeps it.</returns>
    public string? Expire(VersionRow row, RetentionOptions rules, string actor, DateTimeOffset now)
        => database.Write(connection =>
        {
            if (Find(connection, row.Pipeline, row.Version)?.Expired is not null)
            {
                return null;
            }

            var kept = ExpiryPlan.Of(Facts(connection, row.Pipeline), rules, now).Find(row.Version)?.Kept;
            if (kept is null)
            {
                connection.Execute("UPDATE versions SET expired = @now WHERE pipeline = @pipeline AND version = @version", ("pipeline", row.Pipeline), ("version", row.Version), ("now", now));
                AuditRows.Append(connection, VersionAudit.Expired(row, actor), now);
            }

            return kept;
        });

    /// <summary>Runs an action on the current version while no other process can change it.</summary>
    public void WithCurrent(string pipeline, Action<VersionRow?> action) => database.Write(connection => action(Current(connection, pipeline)));

    /// <summary>The version in use, inside the caller's transaction.</summary>
    internal static VersionRow? Current(LedgerConnection connection, string pipeline)
        => connection.Query(
            Select + "JOIN pipelines AS p ON p.name = v.pipeline AND p.current_version = v.version WHERE p.name = @pipeline",
            Row, ("pipeline", pipeline)).FirstOrDefault();

    /// <summary>One version, inside the caller's transaction.</summary>
    internal static VersionRow? Find(LedgerConnection connection, string pipeline, long version)
        => connection.Query(Select + "WHERE v.pipeline = @pipeline AND v.version = @version", Row, ("pipeline", pipeline), ("version", version)).FirstOrDefault();

    /// <summary>All versions, oldest first, inside the caller's transaction.</summary>
    internal static List<VersionRow> List(LedgerConnection connection, string pipeline)
        => connection.Query(Select + "WHERE v.pipeline = @pipeline ORDER BY v.version", Row, ("pipeline", pipeline));

    private static VersionFacts Facts(LedgerConnection connection, string pipeline)
        => new(List(connection, pipeline), Current(connection, pipeline), ActivationRows.List(connection, pipeline), NameRows.List(connection, pipeline), PromotionRows.InState(connection, pipeline, PromotionState.Retired));

    private static void SetMark(LedgerConnection connection, string pipeline, IReadOnlyList<long> versions, DateTimeOffset? marked)
    {
        foreach (var version in versions)
        {
            connection.Execute("UPDATE versions SET marked = @marked WHERE pipeline = @pipeline AND version = @version", ("pipeline", pipeline), ("version", version), ("marked", marked));
        }
    }

    private static bool Holds(LedgerConnection connection, IRunLease lease) => RunRows.Holds(connection, lease.Run.Pipeline, lease.Run.Id, lease.FencingToken);

    private static int Insert(LedgerConnection connection, VersionRow row, string origin)
        => connection.Execute(
            """
            INSERT INTO versions (pipeline, version, parent, run_id, time, content_digest, content, origin, candidate, restores)
            VALUES (@pipeline, @version, @parent, @run, @time, @digest, @content, @origin, @candidate, @restores)
            """ + (origin == "adopted" ? " ON CONFLICT DO NOTHING" : string.Empty),
            ("pipeline", row.Pipeline), ("version", row.Version), ("parent", row.Parent), ("run", row.Run), ("time", row.Time),
            ("digest", row.ContentDigest), ("content", row.Content), ("origin", origin), ("candidate", row.Candidate), ("restores", row.Restores));

    private static VersionRow Row(DbDataReader row)
        => new(row.GetString(0), row.GetInt64(1), row.IntegerOrNull(2), row.GetString(3), row.Time(4), row.GetString(5), row.GetString(6))
        {
            Candidate = row.GetInt64(7) != 0,
            Restores = row.IntegerOrNull(8),
            Marked = row.TimeOrNull(9),
            Expired = row.TimeOrNull(10),
        };
}
