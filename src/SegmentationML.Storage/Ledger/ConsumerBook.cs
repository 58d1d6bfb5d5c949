using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using SegmentationML.Core;
using SegmentationML.Core.Governance;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Ledger;

/// <summary>Which version each consumer has taken in: what a difference is told against. A version counts only once the consumer says that it has it, so a difference that got lost is told again.</summary>
public sealed partial class ConsumerBook
{
    private const string Columns = "pipeline, name, version, time, acknowledged_by";
    private readonly LedgerDatabase _database;
    private readonly TimeProvider _clock;

    internal ConsumerBook(LedgerDatabase database, TimeProvider clock) => (_database, _clock) = (database, clock);

    /// <summary>The consumers of a pipeline, by name.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    public IReadOnlyList<ConsumerRecord> List(string pipeline)
    {
        PipelineName.Require(pipeline);
        return _database.Read(c => c.Query($"SELECT {Columns} FROM consumers WHERE pipeline = @pipeline ORDER BY name", Row, ("pipeline", pipeline)));
    }

    /// <summary>A consumer; null when it has taken in nothing yet.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="name">The consumer's name.</param>
    public ConsumerRecord? Find(string pipeline, string name)
    {
        Require(pipeline, name);
        return _database.Read(c => Find(c, pipeline, name));
    }

    /// <summary>Notes that a consumer has taken in a version. It may also go back, to be told the differences since an earlier one again.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="name">1 to 63 lower-case letters, digits, dots, hyphens and underscores, beginning with a letter or digit.</param>
    /// <param name="version">The version; it must have been published.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="condition">Looks at what was noted before, inside the change; it may throw, and then nothing changes.</param>
    public ConsumerRecord Acknowledge(string pipeline, string name, long version, string by, Action<ConsumerRecord?>? condition = null)
    {
        Require(pipeline, name);
        var now = Timestamp.Now(_clock);
        return _database.Write(c =>
        {
            var before = Find(c, pipeline, name);
            condition?.Invoke(before);
            if (c.Integer("SELECT version FROM versions WHERE pipeline = @pipeline AND version = @version", ("pipeline", pipeline), ("version", version)) is null)
            {
                throw new ProblemException(new Problem("SEG-LEDG-041", $"Consumer '{name}' cannot have taken in version {version}: '{pipeline}' has published none of that number.", "Acknowledge the version that the difference was told up to."));
            }

            if (before?.Version == version)
            {
                return before;
            }

            c.Execute(
                "INSERT INTO consumers (pipeline, name, version, time, acknowledged_by) VALUES (@pipeline, @name, @version, @time, @by) ON CONFLICT (pipeline, name) DO UPDATE SET version = @version, time = @time, acknowledged_by = @by",
                ("pipeline", pipeline), ("name", name), ("version", version), ("time", now), ("by", by));
            AuditRows.Append(c, AuditEvent.Of("consumer.acknowledged", $"{pipeline}/{name}", by, ("from", before?.Version.ToString(CultureInfo.InvariantCulture)), ("now.version", version.ToString(CultureInfo.InvariantCulture))), now);
            return new ConsumerRecord(pipeline, name, version, now, by);
        });
    }

    /// <summary>Forgets a consumer; true when there was one.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="name">The consumer's name.</param>
    /// <param name="by">Who does it.</param>
    public bool Forget(string pipeline, string name, string by)
    {
        Require(pipeline, name);
        var now = Timestamp.Now(_clock);
        return _database.Write(c =>
        {
            var gone = c.Execute("DELETE FROM consumers WHERE pipeline = @pipeline AND name = @name", ("pipeline", pipeline), ("name", name)) > 0;
            if (gone)
            {
                AuditRows.Append(c, AuditEvent.Of("consumer.forgotten", $"{pipeline}/{name}", by, ("now.version", "")), now);
            }

            return gone;
        });
    }

    private static ConsumerRecord? Find(LedgerConnection connection, string pipeline, string name)
        => connection.Query($"SELECT {Columns} FROM consumers WHERE pipeline = @pipeline AND name = @name", Row, ("pipeline", pipeline), ("name", name)).FirstOrDefault();

    private static ConsumerRecord Row(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetInt64(2), row.Time(3), row.GetString(4));

    private static void Require(string pipeline, string name)
    {
        PipelineName.Require(pipeline);
        if (!NameRule().IsMatch(name))
        {
            throw new ProblemException(new Problem("SEG-LEDG-040", $"'{GovernedText.Shown(name)}' is no name for a consumer.", "Use 1 to 63 lower-case letters, digits, dots, hyphens and underscores, beginning with a letter or digit, such as 'erp-west'."));
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9_-])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameRule();
}
