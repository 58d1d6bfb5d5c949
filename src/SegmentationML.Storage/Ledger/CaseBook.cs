using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Core.Governance;
using SegmentationML.Core.Governance.Cases;
using SegmentationML.Core.Governance.Overrides;
using SegmentationML.Core.Governance.People;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Ledger;

/// <summary>The cases in the ledger, each change with its entry in the audit chain and with what it brings about, in one transaction.</summary>
public sealed class CaseBook
{
    private const string EntityField = "entity";
    private readonly LedgerDatabase _database;
    private readonly TimeProvider _clock;

    internal CaseBook(LedgerDatabase database, TimeProvider clock) => (_database, _clock) = (database, clock);

    /// <summary>Cases as they stand now, actions that deadlines take included, by number.</summary>
    /// <param name="pipeline">A pipeline's name, or null for all.</param>
    /// <param name="onlyOpen">True to leave out those that are closed.</param>
    public IReadOnlyList<CaseRecord> List(string? pipeline, bool onlyOpen)
    {
        if (pipeline is not null)
        {
            PipelineName.Require(pipeline);
        }

        var now = Timestamp.Now(_clock);
        return [.. _database.Read(connection => CaseRows.List(connection, pipeline, onlyOpen)).Select(c => c.At(now)).Where(c => !onlyOpen || !c.IsClosed)];
    }

    /// <summary>A case as it stands now.</summary>
    /// <param name="number">Which.</param>
    public CaseRecord Get(long number) => (_database.Read(connection => CaseRows.Find(connection, number)) ?? throw new ProblemException(Unknown(number))).At(Timestamp.Now(_clock));

    /// <summary>Opens a case.</summary>
    /// <param name="pipeline">The pipeline that it is about.</param>
    /// <param name="workflow">The kind; validated.</param>
    /// <param name="fields">What is known.</param>
    /// <param name="by">Who opens it.</param>
    /// <param name="people">Who may do what.</param>
    public CaseRecord Open(string pipeline, WorkflowDefinition workflow, IReadOnlyDictionary<string, string> fields, string by, PeopleDirectory people)
    {
        PipelineName.Require(pipeline);
        var now = Timestamp.Now(_clock);
        return _database.Write(connection =>
        {
            var record = CaseRecord.Begin(CaseRows.NextNumber(connection), pipeline, workflow, Published(connection, pipeline, fields), by, now, people);
            CaseRows.Put(connection, record, 0, now);
            return record;
        });
    }

    /// <summary>Takes an action; an override that it makes is made with it, or neither is.</summary>
    /// <param name="number">Which case.</param>
    /// <param name="verb">The action.</param>
    /// <param name="fields">Fields that are filled or changed with it.</param>
    /// <param name="by">Who acts.</param>
    /// <param name="note">What is said with it.</param>
    /// <param name="people">Who may do what.</param>
    /// <param name="check">Checks an override against its model before it is made; throws.</param>
    /// <param name="condition">Looks at the case inside the change; it may throw, and then nothing changes.</param>
    public CaseRecord Act(long number, string verb, IReadOnlyDictionary<string, string> fields, string by, string note, PeopleDirectory people, Action<OverrideRequest> check, Action<CaseRecord>? condition = null)
        => Change(number, (connection, record, now) =>
        {
            condition?.Invoke(record);
            var action = record.Workflow.States[record.State].Actions.GetValueOrDefault(verb);
            var moved = record.Act(verb, Published(connection, record.Pipeline, fields), by, note, now, people);
            if (action?.Effect == CaseEffect.AddOverride)
            {
                var request = Wanted(moved);
                check(request);
                OverrideRows.Add(connection, n => new OverrideRecord(n, request, OverrideState.Approved, moved.Steps[0].By, now, by, now, moved.Steps[^1].Authority, moved.Id), now);
            }

            return moved;
        });

    /// <summary>Attaches a file's digest.</summary>
    /// <param name="number">Which case.</param>
    /// <param name="evidence">The file.</param>
    /// <param name="by">Who attaches it.</param>
    /// <param name="people">Who may do what.</param>
    public CaseRecord Attach(long number, CaseEvidence evidence, string by, PeopleDirectory people) => Change(number, (_, record, now) => record.Attach(evidence, by, now, people));

    /// <summary>Records the actions that deadlines took since.</summary>
    /// <returns>The cases that moved.</returns>
    public IReadOnlyList<CaseRecord> Tick()
    {
        var now = Timestamp.Now(_clock);
        return _database.Write(connection =>
        {
            var moved = new List<CaseRecord>();
            foreach (var record in CaseRows.List(connection, null, onlyOpen: true))
            {
                if (record.At(now) is { } later && later.Steps.Count > record.Steps.Count)
                {
                    CaseRows.Put(connection, later, record.Steps.Count, now);
                    moved.Add(later);
                }
            }

            return moved;
        });
    }

    /// <summary>The fields, with the entity under the key that is published.</summary>
    private static IReadOnlyDictionary<string, string> Published(LedgerConnection connection, string pipeline, IReadOnlyDictionary<string, string> fields)
        => fields.TryGetValue(EntityField, out var entity) ? new Dictionary<string, string>(fields, StringComparer.Ordinal) { [EntityField] = PersonRows.Published(connection, pipeline, entity) } : fields;

    private static OverrideRequest Wanted(CaseRecord record) => new()
    {
        Pipeline = record.Pipeline, Keys = [record.Fields[EntityField]], Segment = record.Fields["segment"], Reason = record.Fields["reason"], Reference = record.Id, From = Day(record, "from"), To = Day(record, "to"),
    };

    private static DateOnly Day(CaseRecord record, string field)
        => DateOnly.TryParseExact(record.Fields[field], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new ProblemException(new Problem("SEG-CASE-011", $"The field {field} of case {record.Number} is '{GovernedText.Shown(record.Fields[field])}', which is no date.", $"Correct it with --set {field}=2027-01-31."));

    /// <summary>What is answered when there is no case of a number.</summary>
    /// <param name="number">The number.</param>
    public static Problem Unknown(long number) => new("SEG-CASE-012", $"There is no case {number}.", "List them with `segml case list`.");

    private CaseRecord Change(long number, Func<LedgerConnection, CaseRecord, DateTimeOffset, CaseRecord> change)
    {
        var now = Timestamp.Now(_clock);
        return _database.Write(connection =>
        {
            var stored = CaseRows.Find(connection, number) ?? throw new ProblemException(Unknown(number));
            var record = change(connection, stored.At(now), now);
            CaseRows.Put(connection, record, stored.Steps.Count, now);
            return record;
        });
    }
}
