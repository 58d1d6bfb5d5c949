using SegmentationML.Core;
using SegmentationML.Core.Segmentation;
using SegmentationML.Core.Segmentation.Chain;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Scoring;

/// <summary>Scores entities by the model of a published version and by what it learnt from the version's entities, through the very flow that made the version.</summary>
/// <remarks>
/// The published drivers of an entity give its published segment. What hangs on all entities is measured against those of the version, who stay as they are: shares and ranks, the centres of clusters.
/// With its state an entity is judged from where the version has it: hysteresis, dwell, overrides and events hold it as they would in the next run, and the change budget goes on delaying what it delays.
/// Tags, segments of other pipelines and ranks within a group are not in the version: they are told, or taken from where the version has the entity.
/// </remarks>
public sealed class SegmentScorer
{
    private static readonly string[] Optional = ["units_returned", "cv", "recency_days", "first_order_days", "season_buckets"];
    private readonly Snapshot _version;
    private readonly SegmentRecord _record;
    private readonly IReadOnlyDictionary<string, Func<DriverTable, Classification>?> _dimensions;
    private readonly Dictionary<string, ClassScheme> _schemes;
    private readonly Dictionary<string, string> _units;
    private readonly Bucket _bucket;
    private readonly string[] _required;
    private readonly string[] _known;
    private readonly string[] _hidden;
    private readonly string[] _unsigned;

    private SegmentScorer(IQueryEngine engine, Snapshot version, SegmentRecord record, CancellationToken cancellation)
    {
        (_version, _record) = (version, record);
        _dimensions = FittedDimensions.Of(engine, version, record, cancellation);
        _schemes = _dimensions.Where(d => d.Value is null).ToDictionary(d => d.Key, d => FittedDimensions.SchemeOf(engine, version, record, d.Key, cancellation), StringComparer.Ordinal);
        _units = version.Content.Tables.Single(t => t.Name == PublishedTable.Assignments).Columns.Where(c => c.Unit is not (null or "1")).ToDictionary(c => c.Name, c => c.Unit!, StringComparer.Ordinal);
        _bucket = Enum.TryParse<Bucket>(_units.GetValueOrDefault("active_buckets", "weeks").TrimEnd('s'), ignoreCase: true, out var bucket) ? bucket : Bucket.Week;
        _units["active_periods"] = $"{DriverWords.Singular(_bucket)}s";
        var model = record.Model.WithoutEnded(record.AsOf);
        _required = [.. DriverTable.NamesRead(model with { Drivers = [] })];
        _known = [.. DriverTable.NamesRead(model).Concat(Optional).Append(record.Model.ValueDriver).Distinct(StringComparer.Ordinal)];
        _hidden = [.. Optional.Except(PublishedEntity.DriversOf(version), StringComparer.Ordinal)];
        _unsigned = [.. record.Model.Dimensions.Values.SelectMany(d => d.Kind is DimensionKind.DemandClass ? ["adi", "squared_cv"] : d is { Kind: DimensionKind.Movement, Driver: { } driver } ? [driver] : Array.Empty<string>())];
    }

    /// <summary>Drivers that every entity needs.</summary>
    public IReadOnlyList<string> Required => _required;

    /// <summary>Reads what a version learnt.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ProblemException">The version is older than such records.</exception>
    public static SegmentScorer Load(IQueryEngine engine, Snapshot version, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        var record = SegmentRecord.Read(version.Folder) ?? throw new ProblemException(new Problem("SEG-SEGM-150", $"Version {version.Commit.Version} does not hold its model: it is older than such records.", "Score with a later version."));
        return new SegmentScorer(engine, version, record, cancellation);
    }

    /// <summary>Scores entities.</summary>
    /// <param name="cases">The entities; each key once.</param>
    /// <param name="published">Where the version has an entity, by its key: from there it is judged, and drivers that are not given are taken from there. Null lets the model alone answer.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ProblemException">A driver or class is unknown or missing.</exception>
    public IReadOnlyList<ScoredEntity> Score(IReadOnlyList<ScoreCase> cases, Func<string, PublishedState?>? published, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ProblemException.ThrowIfAny(Check(cases).Take(20));
        PublishedState?[] states = [.. cases.Select(c => c.Key is { } key ? published?.Invoke(key) : null)];
        ProblemException.ThrowIfAny(Missing(cases, states).Take(20));
        var drivers = Drivers(cases, states);
        var model = published is not null ? _record.Model with { Budget = new BudgetDefinition() } : _record.Model with { Budget = new BudgetDefinition(), Overrides = [], Events = [] };
        DimensionClasses[] dimensions = [.. model.Dimensions.Keys.Select(name => new DimensionClasses(name, Classify(name, cases, states, drivers), null))];
        var words = new ReasonText(_record.Model, _record.Clusters, DriverWords.Singular(_bucket));
        var days = new BucketCalendar(_bucket, 1, _record.AsOf, 0, _record.AsOf).DaysInBucket;
        var facts = ScoreFacts.Of(model, drivers, states, [.. cases.Select(c => _hidden.Any(c.Drivers.ContainsKey))], days);
        var index = cases.Select((c, i) => (c.Key, i)).Where(p => p.Key is not null).ToDictionary(p => p.Key!, p => p.i, StringComparer.Ordinal);
        var flow = SegmentFlow.Run(
            model, dimensions, name => drivers.Has(name) ? drivers[name] : null, facts, (matrix, edgeCases) => Previous(matrix, edgeCases, states, days), key => index.GetValueOrDefault(key, -1), _record.AsOf, cancellation, words.NameOf);
        Delay(flow.Draft, states);
        return Results(cases, states, dimensions, flow.Draft, words);
    }

    private IEnumerable<Problem> Check(IReadOnlyList<ScoreCase> cases)
    {
        foreach (var key in cases.Select(c => c.Key).OfType<string>().GroupBy(k => k, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            yield return new Problem("SEG-SEGM-151", $"The key '{Core.Governance.GovernedText.Shown(key.Key)}' stands in several entities.", "Give each entity once.");
        }

        foreach (var (one, i) in cases.Select((c, i) => (c, i)))
        {
            foreach (var name in one.Drivers.Keys.Where(d => !_known.Contains(d, StringComparer.Ordinal)))
            {
                yield return new Problem("SEG-SEGM-151", $"Entity {Named(one, i)} gives the driver '{Core.Governance.GovernedText.Shown(name)}', which the model does not read.", $"Leave it out. {ClosestMatch.Hint(name, _known)}");
            }

            foreach (var (name, _) in one.Drivers.Where(d => double.IsInfinity(d.Value) && (d.Key is not ("adi" or "squared_cv") || _unsigned.Contains(d.Key, StringComparer.Ordinal))))
            {
                yield return new Problem("SEG-SEGM-151", $"Entity {Named(one, i)} gives an infinite '{name}'.", "Give a finite number, or null for one that is not known.");
            }

            foreach (var (name, _) in one.Drivers.Where(d => d.Value < 0 && double.IsFinite(d.Value) && _unsigned.Contains(d.Key, StringComparer.Ordinal)))
            {
                yield return new Problem("SEG-SEGM-151", $"Entity {Named(one, i)} gives a negative '{name}'.", "Give zero or more, or null for one that is not known.");
            }

            foreach (var (name, code) in one.Classes)
            {
                if (!_record.Model.Dimensions.ContainsKey(name))
                {
                    yield return new Problem("SEG-SEGM-151", $"Entity {Named(one, i)} gives a class of '{Core.Governance.GovernedText.Shown(name)}', which is no dimension of the model.", ClosestMatch.Hint(name, [.. _record.Model.Dimensions.Keys]));
                }
                else if (_schemes.TryGetValue(name, out var scheme) && scheme.IndexOf(code) < 0)
                {
                    yield return new Problem("SEG-SEGM-151", $"Entity {Named(one, i)} gives {name} the class '{Core.Governance.GovernedText.Shown(code)}'.", $"Known: {string.Join(", ", scheme.Codes)}.");
                }
            }
        }
    }

    private IEnumerable<Problem> Missing(IReadOnlyList<ScoreCase> cases, PublishedState?[] states)
        => cases.Select((c, i) => (Case: c, i, Names: _required.Where(r => !c.Drivers.ContainsKey(r) && states[i]?.Drivers.ContainsKey(r) != true).ToArray())).Where(m => m.Names.Length > 0)
            .Select(m => new Problem("SEG-SEGM-152", $"Entity {Named(m.Case, m.i)} lacks {string.Join(", ", m.Names)}.", "Give every driver that decides; null says that its value is not known."));

    private static string Named(ScoreCase one, int index) => one.Key is { } key ? $"'{Core.Governance.GovernedText.Shown(key)}'" : $"{index + 1}";

    private DriverTable Drivers(IReadOnlyList<ScoreCase> cases, PublishedState?[] states)
        => DriverTable.Of(
            _known.ToDictionary(
                name => name,
                name => cases.Select((c, i) => c.Drivers.TryGetValue(name, out var given) ? given : states[i]?.Drivers.TryGetValue(name, out var value) == true ? value : name is "units_returned" or "season_buckets" ? 0 : double.NaN).ToArray(),
                StringComparer.Ordinal),
            cases.Count);

    /// <summary>What is told stands above what is computed; what can be neither is taken from where the version has the entity.</summary>
    private Classification Classify(string name, IReadOnlyList<ScoreCase> cases, PublishedState?[] states, DriverTable drivers)
    {
        var computed = _dimensions[name] is { } place ? place(drivers) : null;
        var scheme = computed?.Scheme ?? _schemes[name];
        var (classes, told) = (computed?.Classes.ToArray() ?? new byte[cases.Count], new bool[cases.Count]);
        for (var i = 0; i < classes.Length; i++)
        {
            if (cases[i].Classes.GetValueOrDefault(name) is { } given)
            {
                classes[i] = (byte)Known(scheme, given, name, cases[i], i);
                told[i] = true;
            }
            else if (computed is null)
            {
                classes[i] = (byte)Known(scheme, Taken(name, cases[i], states[i], i), name, cases[i], i);
            }
        }

        return computed is null ? new TagClassification(scheme, classes) : told.Contains(true) ? new AmendedClassification(computed, classes, told) : computed;
    }

    private string Taken(string name, ScoreCase one, PublishedState? state, int index)
    {
        var definition = _record.Model.Dimensions[name];
        var isSame = definition.Driver is not { } driver || !one.Drivers.TryGetValue(driver, out var given) || (state is not null && state.Drivers.TryGetValue(driver, out var value) && value.Equals(given));
        return (isSame ? state?.Classes.GetValueOrDefault(name) : null)
            ?? (definition.Kind is DimensionKind.Tag or DimensionKind.SegmentOf ? definition.Default ?? "U" : null)
            ?? throw new ProblemException(new Problem("SEG-SEGM-153", $"The class of entity {Named(one, index)} in {name} cannot be told: it hangs on what the version does not hold.", $"Give it: classes {{\"{name}\": …}}, one of {string.Join(", ", _schemes[name].Codes)}."));
    }

    private static int Known(ClassScheme scheme, string code, string name, ScoreCase one, int index)
        => scheme.IndexOf(code) is >= 0 and var known ? known : throw new ProblemException(new Problem("SEG-SEGM-151", $"Entity {Named(one, index)} gives {name} the class '{Core.Governance.GovernedText.Shown(code)}'.", $"Known: {string.Join(", ", scheme.Codes)}."));

    /// <summary>What the chain holds on to, by the same rule as between two versions.</summary>
    private PreviousSegments? Previous(SegmentMatrix matrix, EdgeCaseList edgeCases, PublishedState?[] states, double daysInBucket)
    {
        if (states.All(s => s is null))
        {
            return null;
        }

        var provisional = edgeCases.Rules.Select(r => r.Segment).ToHashSet(StringComparer.Ordinal);
        bool Holds(PublishedState s) => s.DecidedBy is not ("edge-case" or "override" or "event") && !(s.DecidedBy is null && provisional.Contains(s.Segment));
        byte Class(PublishedState? s, string dimension, ClassScheme scheme) => s?.Classes.GetValueOrDefault(dimension) is { } code && scheme.IndexOf(code) is >= 0 and var index ? (byte)index : ClassScheme.NoClass;
        var names = SegmentFlow.MatrixDimensions(_record.Model);
        return new PreviousSegments(
            [.. states.Select(s => s is not null && Holds(s) ? matrix.IndexOf(s.Segment) : SegmentAssignments.None)],
            [.. names.Select((name, d) => states.Select(s => Class(s, name, matrix.Dimensions[d])).ToArray())],
            [.. states.Select(s => s is null ? 0 : (_record.AsOf.DayNumber - s.Since.DayNumber) / daysInBucket)]);
    }

    /// <summary>The change budget is for all entities together and is not spent here: it goes on delaying whom it delays, as long as the entity wants to go where it wanted to.</summary>
    private static void Delay(SegmentDraft draft, PublishedState?[] states)
    {
        for (var i = 0; i < draft.Count; i++)
        {
            if (states[i] is { DecidedBy: "budget", Queued: { } queued, Segment: var held } && !draft.Settled[i] && draft.Matrix.Segments[draft.Segment[i]].Code == queued && draft.Matrix.IndexOf(held) is >= 0 and var segment)
            {
                draft.Queued[i] = draft.Segment[i];
                draft.Move(i, segment, SegmentDecision.Budget, "");
                for (var d = 0; d < draft.Classes.Length; d++)
                {
                    draft.Classes[d][i] = draft.Previous.Classes[d][i] == ClassScheme.NoClass ? draft.Classes[d][i] : draft.Previous.Classes[d][i];
                }
            }
        }
    }

    private ScoredEntity[] Results(IReadOnlyList<ScoreCase> cases, PublishedState?[] states, DimensionClasses[] dimensions, SegmentDraft draft, ReasonText words)
    {
        SegmentMargin[] margins = [.. Enumerable.Range(0, draft.Count).Select(draft.MarginOf)];
        var (next, traces, names) = (AssignmentTable.NextChanges(_units, draft, margins), AssignmentTable.Traces(draft), SegmentFlow.MatrixDimensions(_record.Model).ToList());
        string? CodeOf(int segment) => segment == SegmentAssignments.None ? null : draft.Matrix.Segments[segment].Code;
        return [.. cases.Select((c, i) =>
        {
            var reasons = draft.Model.Reasons[draft.ReasonOf(i)].Split(';');
            return new ScoredEntity(
                c.Key, CodeOf(draft.Segment[i])!, draft.Matrix.Segments[draft.Segment[i]].Name, reasons, words.Of(reasons),
                dimensions.ToDictionary(d => d.Name, d => d.Classification.Scheme.Codes[names.IndexOf(d.Name) is >= 0 and var used ? draft.Classes[used][i] : d.Classification.Classes[i]], StringComparer.Ordinal),
                AssignmentTable.NameOf(draft.DecidedBy[i]), CodeOf(draft.Model.Segment[i])!, [.. traces[i].OfType<string>()],
                margins[i].Driver == SegmentAssignments.None ? null : draft.Model.Drivers[margins[i].Driver].Name, margins[i].Boundary, margins[i].Margin, CodeOf(margins[i].Second), next[i],
                draft.Override[i], draft.Until[i], CodeOf(draft.Queued[i]), states[i]?.Segment, [.. _required.Where(r => !c.Drivers.ContainsKey(r))]);
        })];
    }
}
